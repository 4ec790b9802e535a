"""Feedback taken in, sorted, given to a unit, answered, turned away, published, emptied: does it, refuses, denied."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.attachments.commands import attach, comment, note_download, take_off
from sotay.attachments.models import Attachment, Comment
from sotay.commands import Refused, Stale
from sotay.evaluation.feedback import codes, commands
from sotay.evaluation.models import Feedback, FeedbackContent
from sotay.journal.models import Entry
from sotay.search.queries import find
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.dossiers import DossierFactory, DossierPersonFactory
from tests.factories.feedback import FeedbackFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 8)
SAID = "Chờ hai giờ không ai gọi số"


@pytest.fixture
def desk(agency):
    return person(agency, Seat.Role.ONE_STOP)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


def receive(agency, actor, **more):
    given = {"channel": "DESK", "kind": "REFLECTION", "received_date": DAY, "text": SAID} | more
    return commands.receive_feedback(agency, actor=actor, on=TODAY, **given)


def codes_of(raised):
    return set(raised.value.codes)


def test_it_is_taken_in_with_a_code_a_term_and_a_receipt(agency, desk):
    made = receive(agency, desk, name="Nguyễn Văn An", phone="0912345678")

    assert (made.code, made.state, made.due_date) == ("PA-2026-001", "RECEIVED", date(2026, 6, 29))  # 15 working days
    assert made.content.text == SAID
    assert made.content.name == "Nguyễn Văn An"
    assert codes.hash_of(codes.code_of(made)) == made.follow_hash
    assert receive(agency, desk).code == "PA-2026-002"


def test_the_journal_holds_neither_words_nor_names(agency, desk):
    receive(agency, desk, name="Nguyễn Văn An", phone="0912345678")

    line = Entry.objects.get(action="evaluation.feedback.received")
    told = f"{line.data} {line.subject_text} {line.reason}"
    assert not any(word in told for word in (SAID, "Nguyễn", "0912345678"))


def test_the_term_is_the_agencys_own(agency, desk):
    ParameterValueFactory(agency=agency, code="feedback.days", value="5 WORKING")
    assert receive(agency, desk).due_date == date(2026, 6, 15)


def test_a_dossier_brings_its_service_and_unit(agency, desk):
    dossier = DossierFactory(agency=agency)
    made = receive(agency, desk, dossier=dossier)
    assert (made.service, made.about_unit) == (dossier.service, dossier.unit)


def test_it_is_not_taken_in_without_words_later_than_today_or_as_a_complaint(agency, desk, other_agency):
    with pytest.raises(Refused) as raised:
        receive(agency, desk, text=" ", received_date=TODAY + timedelta(days=1), kind="COMPLAINT",
                about_unit=UnitFactory(agency=other_agency))  # fmt: skip
    assert codes_of(raised) == {"text_missing", "received_date_later", "only_noted", "of_another_agency"}


def test_only_those_at_the_desk_or_above_take_it_in(agency, official):
    with pytest.raises(PermissionDenied):
        receive(agency, official)


def test_a_complaint_is_noted_and_a_denunciation_counted(agency, desk):
    note = {"actor": desk, "on": TODAY, "received_date": DAY}
    complaint = commands.note_feedback(agency, kind="COMPLAINT", reference_number="12/ĐKN", field="Đất đai", **note)
    denunciation = commands.note_feedback(agency, kind="DENUNCIATION", **note)

    assert (complaint.state, complaint.reference_number, complaint.due_date) == ("NOTED", "12/ĐKN", None)
    assert (denunciation.state, denunciation.reference_number, denunciation.field) == ("NOTED", "", "")
    assert not FeedbackContent.objects.exists()


def test_nothing_is_told_of_a_denunciation(agency, desk):
    with pytest.raises(Refused) as raised:
        commands.note_feedback(
            agency, actor=desk, on=TODAY, kind="DENUNCIATION", received_date=DAY, reference_number="7", field="Cán bộ"
        )
    assert codes_of(raised) == {"denunciation_told"}


def test_it_is_sorted_and_may_concern_an_official(agency, desk, official):
    made = receive(agency, desk)
    sorted_ = commands.sort_feedback(
        made, actor=desk, version=made.version, kind="PETITION", concerns_official=True, about_official=official.user
    )
    assert (sorted_.kind, sorted_.about_official) == ("PETITION", official.user)
    with pytest.raises(PermissionDenied):  # from now on the desk sees it no more
        commands.sort_feedback(sorted_, actor=desk, version=sorted_.version, kind="PRAISE")


def test_an_official_is_named_only_where_one_is_concerned(agency, desk, official):
    made = receive(agency, desk)
    with pytest.raises(Refused) as raised:
        commands.sort_feedback(made, actor=desk, version=made.version, kind="COMPLAINT", about_official=official.user)
    assert codes_of(raised) == {"only_noted", "official_not_marked"}


def test_what_turns_out_to_be_a_denunciation_keeps_nothing(agency, desk, unit):
    made = receive(agency, desk, name="Nguyễn Văn An", about_unit=unit, concerns_official=True, field="Đất đai")
    secretary = person(agency, Seat.Role.SECRETARY)
    noted = commands.turn_into_noted(made, actor=secretary, version=made.version, on=TODAY, kind="DENUNCIATION")

    noted = Feedback.objects.get(pk=noted.pk)
    assert (noted.kind, noted.state, noted.ended_date) == ("DENUNCIATION", "NOTED", TODAY)
    assert (noted.about_unit, noted.field, noted.due_date, noted.reference_number) == (None, "", None, "")
    assert not FeedbackContent.objects.exists()


@pytest.mark.parametrize("kind", ["COMPLAINT", "DENUNCIATION"])
def test_nothing_on_it_is_kept_of_what_is_only_noted(agency, secretary, official, kind):
    made = receive(agency, secretary, field="Thái độ", concerns_official=True, about_official=official.user)
    file = attach(made, actor=secretary, file=b"To cao ong Cuong", name="don-ong-cuong.txt")
    note_download(file, actor=secretary)
    take_off(file, actor=secretary, version=file.version, reason="Nhầm")
    attach(made, actor=secretary, file=b"To cao ong Cuong", name="don.txt")
    comment(made, actor=secretary, text="Ông Cường bị tố cáo")
    commands.turn_into_noted(made, actor=secretary, version=made.version, on=TODAY, kind=kind)

    one = Feedback.objects.get()
    assert not Attachment.objects.exists()
    assert not Comment.objects.exists()
    for model in (Attachment, Comment):
        assert not any(events.objects.exists() for events in model.pgh_event_models.values())
    events = next(iter(Feedback.pgh_event_models.values()))
    assert {(row.field, row.about_official_id) for row in events.objects.filter(pgh_obj_id=one.pk)} == {("", None)}
    assert find("don-ong-cuong", viewer=secretary) == []


def test_it_is_given_to_a_unit_and_answered_by_it(agency, desk, secretary, unit):
    made = receive(agency, desk)
    given = commands.assign_feedback(
        made, actor=secretary, version=made.version, on=TODAY, unit=unit, assigned_date=DAY
    )
    unit_head = person(agency, Seat.Role.UNIT_HEAD, unit=unit)
    answered = commands.answer_feedback(
        given, actor=unit_head, version=given.version, on=TODAY, answer="Đã bổ sung ghế", answered_date=DAY
    )
    assert (answered.state, answered.ended_date, answered.answered_by) == ("ANSWERED", DAY, unit_head.user)
    mended = commands.answer_feedback(
        answered, actor=unit_head, version=answered.version, on=TODAY, answer="Đã bổ sung 20 ghế", answered_date=DAY
    )
    assert mended.answer == "Đã bổ sung 20 ghế"


def test_nobody_is_given_what_was_said_of_himself(agency, secretary, unit):
    unit_head = person(agency, Seat.Role.UNIT_HEAD, unit=unit)
    made = FeedbackFactory(agency=agency, restricted=True, about_official=unit_head.user)
    with pytest.raises(Refused) as raised:
        commands.assign_feedback(
            made, actor=secretary, version=1, on=TODAY, unit=unit, assigned_date=TODAY + timedelta(days=1)
        )
    assert codes_of(raised) == {"about_its_head", "assigned_date_later"}


def test_whoever_it_is_about_can_do_nothing_with_it(agency, head):
    made = FeedbackFactory(agency=agency, restricted=True, about_official=head.user)
    with pytest.raises(PermissionDenied):
        commands.assign_feedback(
            made, actor=head, version=1, on=TODAY, unit=UnitFactory(agency=agency), assigned_date=DAY
        )
    with pytest.raises(PermissionDenied):
        commands.answer_feedback(made, actor=head, version=1, on=TODAY, answer="Không đúng", answered_date=DAY)


def test_the_deputy_of_a_unit_does_not_answer_what_concerns_an_official(agency, unit):
    made = FeedbackFactory(agency=agency, restricted=True, assigned=True, unit=unit)
    answer = {"version": 1, "on": TODAY, "answer": "Đã nhắc nhở", "answered_date": DAY}
    with pytest.raises(PermissionDenied):
        commands.answer_feedback(made, actor=person(agency, Seat.Role.UNIT_DEPUTY, unit=unit), **answer)
    answered = commands.answer_feedback(made, actor=person(agency, Seat.Role.UNIT_HEAD, unit=unit), **answer)
    assert answered.state == "ANSWERED"


@pytest.mark.parametrize(
    "answer", ["Kính gửi ông NGUYEN VAN AN", "Đã gọi số 0912.345.678", "Đã gọi +84 912 345 678", "Gửi an@vidu.vn"]
)
def test_an_answer_names_nobody_who_wrote(agency, secretary, answer):
    made = FeedbackFactory(
        agency=agency, said=SAID, said__name="Nguyễn Văn An", said__phone="0912 345 678", said__email="an@vidu.vn"
    )
    with pytest.raises(Refused) as raised:
        commands.answer_feedback(made, actor=secretary, version=1, on=TODAY, answer=answer, answered_date=DAY)
    assert codes_of(raised) == {"names_sender"}


def test_an_answer_names_no_citizen_of_the_dossier(agency, secretary):
    who = DossierPersonFactory(dossier__agency=agency, name="Trần Thị Bình")
    made = FeedbackFactory(agency=agency, dossier=who.dossier)
    with pytest.raises(Refused) as raised:
        commands.answer_feedback(
            made, actor=secretary, version=1, on=TODAY, answer="Bà Trần Thị Bình", answered_date=DAY
        )
    assert codes_of(raised) == {"names_citizen"}


def test_an_answer_has_words_and_a_day_in_order(agency, secretary):
    made = FeedbackFactory(agency=agency)
    with pytest.raises(Refused) as raised:
        commands.answer_feedback(made, actor=secretary, version=1, on=TODAY, answer=" ", answered_date=date(2026, 5, 1))
    assert codes_of(raised) == {"answer_missing", "answered_date_too_early"}
    with pytest.raises(Stale):
        commands.answer_feedback(made, actor=secretary, version=7, on=TODAY, answer="Rồi", answered_date=DAY)


def test_praise_may_be_put_on_file_a_reflection_not(agency, secretary):
    praise, reflection = FeedbackFactory(agency=agency, kind="PRAISE"), FeedbackFactory(agency=agency)
    assert commands.thank_for_feedback(praise, actor=secretary, version=1, on=TODAY).state == "NOTED"
    with pytest.raises(Refused) as raised:
        commands.thank_for_feedback(reflection, actor=secretary, version=1, on=TODAY)
    assert codes_of(raised) == {"needs_answer"}


def test_it_is_forwarded_or_refused_with_a_reason(agency, secretary, desk):
    one, other = FeedbackFactory(agency=agency), FeedbackFactory(agency=agency)
    done = {"actor": secretary, "version": 1, "on": TODAY, "ended_date": DAY}
    assert commands.forward_feedback(one, reason="Sở Xây dựng, CV 12/VP", **done).state == "FORWARDED"
    with pytest.raises(Refused) as raised:
        commands.refuse_feedback(other, reason=" ", **done)
    assert codes_of(raised) == {"reason_missing"}
    assert commands.refuse_feedback(other, reason="Đã trả lời tại PA-2026-001", **done).state == "REFUSED"
    with pytest.raises(Refused):
        commands.forward_feedback(other, reason="Sở Xây dựng", **done | {"version": other.version + 1})
    with pytest.raises(PermissionDenied):
        commands.refuse_feedback(FeedbackFactory(agency=agency), reason="Không", **done | {"actor": desk})


def test_it_is_published_once_answered_without_names_and_withdrawn(agency, secretary, desk):
    made = FeedbackFactory(agency=agency, answered=True, said=SAID, said__name="Nguyễn Văn An")
    publish = {"actor": secretary, "version": 1, "on": TODAY, "published_date": TODAY}
    with pytest.raises(Refused) as raised:
        commands.publish_feedback(made, public_text="Ông Nguyễn Văn An phản ánh", **publish)
    assert codes_of(raised) == {"names_sender"}
    shown = commands.publish_feedback(made, public_text="Thiếu ghế chờ", **publish)
    assert shown.published_date == TODAY
    with pytest.raises(Refused) as raised:
        commands.answer_feedback(
            shown, actor=secretary, version=shown.version, on=TODAY, answer="Khác", answered_date=DAY
        )
    assert codes_of(raised) == {"published"}
    gone = commands.withdraw_feedback(shown, actor=secretary, version=shown.version, reason="Ghi nhầm")
    assert gone.published_date is None
    with pytest.raises(PermissionDenied):
        commands.publish_feedback(gone, public_text="Thiếu ghế", **publish | {"actor": desk})


def test_what_concerns_an_official_or_has_no_answer_is_never_published(agency, secretary):
    publish = {"actor": secretary, "version": 1, "on": TODAY, "published_date": TODAY, "public_text": "Thái độ"}
    with pytest.raises(Refused) as raised:
        commands.publish_feedback(FeedbackFactory(agency=agency, answered=True, restricted=True), **publish)
    assert codes_of(raised) == {"concerns_official"}
    with pytest.raises(Refused) as raised:
        commands.publish_feedback(FeedbackFactory(agency=agency), **publish)
    assert codes_of(raised) == {"not_answered"}


def test_the_sender_is_deleted_and_the_journal_says_who_deleted_it(agency, secretary, official):
    made = FeedbackFactory(agency=agency, said=SAID, said__name="Nguyễn Văn An", said__phone="0912345678")
    with pytest.raises(PermissionDenied):
        commands.empty_feedback(made, actor=official, on=TODAY, reason="Người gửi yêu cầu")
    commands.empty_feedback(made, actor=secretary, on=TODAY, reason="Người gửi yêu cầu")

    content = FeedbackContent.objects.get()
    assert (content.name, content.phone, content.text, content.emptied_date) == ("", "", SAID, TODAY)
    assert Entry.objects.get(action="evaluation.feedback.emptied").reason == "Người gửi yêu cầu"
    commands.empty_feedback(made, actor=secretary, on=TODAY, reason="Người gửi yêu cầu", words_too=True)
    assert FeedbackContent.objects.get().text == ""
    with pytest.raises(Refused) as raised:
        commands.empty_feedback(made, actor=secretary, on=TODAY, reason="Lại")
    assert codes_of(raised) == {"nothing_kept"}


def test_there_is_no_sender_to_delete_where_nobody_is_named(agency, secretary):
    made = FeedbackFactory(agency=agency, said=SAID)
    with pytest.raises(Refused) as raised:
        commands.empty_feedback(made, actor=secretary, on=TODAY, reason="Không còn cần")
    assert codes_of(raised) == {"nothing_kept"}
    commands.empty_feedback(made, actor=secretary, on=TODAY, reason="Có nêu tên", words_too=True)  # words may name him
    assert FeedbackContent.objects.get().text == ""


def test_a_reason_that_stays_in_the_journal_names_no_sender(agency, secretary):
    made = FeedbackFactory(agency=agency, published=True, said=SAID, said__name="Nguyễn Văn An")
    with pytest.raises(Refused) as raised:
        commands.empty_feedback(made, actor=secretary, on=TODAY, reason="Ông Nguyễn Văn An yêu cầu")
    assert codes_of(raised) == {"names_sender"}
    with pytest.raises(Refused) as raised:
        commands.withdraw_feedback(made, actor=secretary, version=1, reason="Ông Nguyễn Văn An yêu cầu")
    assert codes_of(raised) == {"names_sender"}


def test_what_it_is_filed_by_names_no_sender(agency, desk):
    with pytest.raises(Refused) as raised:
        receive(agency, desk, name="Nguyễn Văn An", reference_number="Đơn của Nguyễn Văn An", field="Nguyen Van An")
    assert [(one.code, one.field) for one in raised.value.reasons] == [
        ("names_sender", "reference_number"), ("names_sender", "field"),
    ]  # fmt: skip
    made = receive(agency, desk, name="Nguyễn Văn An")
    with pytest.raises(Refused):
        commands.sort_feedback(made, actor=desk, version=1, kind="PETITION", field="Việc của ông Nguyễn Văn An")
    with pytest.raises(Refused):
        commands.turn_into_noted(
            made, actor=desk, version=1, on=TODAY, kind="COMPLAINT", reference_number="Đơn Nguyễn Văn An"
        )


def test_sorted_by_a_dossier_it_is_about_its_service(agency, desk):
    made, dossier = receive(agency, desk), DossierFactory(agency=agency)
    sorted_ = commands.sort_feedback(made, actor=desk, version=made.version, kind="PETITION", dossier=dossier)
    assert sorted_.service == dossier.service
