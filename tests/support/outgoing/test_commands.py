"""Outgoing papers until they are signed: drafted, written, submitted, signed in both ways, returned, given up, mended."""

import unicodedata
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason, set_route
from sotay.approvals.guards import StepChosen
from sotay.approvals.models import Approval
from sotay.approvals.queries import latest_for
from sotay.blobs.storage import open_blob
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.journal.queries import verify_chain
from sotay.pages import link_of
from sotay.papers.kept import read
from sotay.search.models import IndexEntry
from sotay.support.outgoing import content, following
from sotay.support.outgoing.commands import cancel_paper, draft_paper, mend_paper, submit_paper, write_paper
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.writing import files_of
from tests.conftest import TODAY, person
from tests.factories.blobs import stored
from tests.factories.outgoing import OutgoingPaperFactory
from tests.factories.papers import FormSettingFactory, FormTemplateFactory, template, words_of

pytestmark = pytest.mark.django_db
State = OutgoingPaper.State


def codes(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


# --- drafted and written


def test_draft_paper_takes_words_symbol_and_signer_from_its_form(way, head):
    paper = way.draft("Về việc báo cáo")

    assert (paper.state, paper.abbreviation, paper.symbol) == (State.DRAFT, "CV", "STTTT")
    assert paper.signer.user == head.user
    assert IndexEntry.objects.filter(subject_uuid=paper.uuid).exists()
    assert Entry.objects.filter(action="support.paper.drafted", subject_uuid=paper.uuid).count() == 1


def test_draft_paper_refuses_forms_that_are_only_printed_and_officials(agency, secretary, official):
    assert codes(draft_paper, agency, actor=secretary, form="register", on=TODAY) == ("no_form",)
    assert codes(draft_paper, agency, actor=secretary, form="nothing", on=TODAY) == ("no_form",)
    with pytest.raises(PermissionDenied):
        draft_paper(agency, actor=official, form="letter", on=TODAY)


def test_a_draft_bears_the_agencys_code_and_its_word_file_is_by_the_agencys_template(way, agency):
    FormSettingFactory(agency=agency, form="letter", code="BM.02.03", edition="04", title="Mẫu công văn")
    file = stored(template("Của {{ co_quan }}: {{ trich_yeu }}"), name="mau.docx")
    FormTemplateFactory(agency=agency, form="letter", file=file)

    paper = way.draft("Về việc báo cáo")
    said = content.built(paper, viewer=way.secretary, on=TODAY)

    assert (said.form.code, said.form.edition, said.heading) == ("BM.02.03", "04", "")
    files = files_of(said, form="letter", agency=agency)
    with open_blob(files.docx) as made:
        assert words_of(made.read()).strip() == f"Của {agency.name.upper()}: Về việc báo cáo"


def test_write_paper_keeps_words_in_one_form_of_unicode_and_without_signs_nobody_sees(way):
    typed = unicodedata.normalize("NFD", "Kính đề nghị\x00\x07 xem xét.\r\n\r\n- Việc\u200b một")

    paper = way.write(
        way.draft(), words={"body": typed, "unknown": "x"}, recipients=["  Như trên ", "", "Lưu: VT\x0b, VP"]
    )

    assert paper.words == {"body": "Kính đề nghị xem xét.\n\n- Việc một"}
    assert paper.recipients == ["Như trên", "Lưu: VT, VP"]
    said = content.built(paper, viewer=way.secretary, on=TODAY)
    assert said.recipients == ("Như trên", "Lưu: VT, VP")
    assert (said.number.symbol, said.number.number, said.dated) == ("STTTT", "", None)


def test_write_paper_says_nothing_changed_and_who_was_quicker(way, official):
    paper = way.write(way.draft())

    assert way.write(paper) is UNCHANGED
    assert Entry.objects.filter(action="support.paper.written").count() == 1
    with pytest.raises(Stale):
        write_paper(paper, actor=way.secretary, version=paper.version - 1, subject="Khác", on=TODAY)
    with pytest.raises(PermissionDenied):
        write_paper(paper, actor=official, version=paper.version, subject="Khác", on=TODAY)


def test_write_paper_takes_an_extract_of_two_hundred_letters_and_cuts_an_endless_one(way):
    paper = way.write(way.draft(), subject="Về " + "việc " * 40)
    assert len(paper.subject) == 202
    assert len(way.write(paper, subject="x" * 9000).subject) == 500


# --- submitted


def test_submit_paper_pins_what_it_says_and_makes_its_files(way):
    paper = way.submit()

    assert paper.state == State.SUBMITTED
    said = read(paper.content)
    assert said == content.built(paper, viewer=way.secretary, on=TODAY)
    assert "Kính đề nghị xem xét." in [getattr(one, "text", "") for one in said.blocks]
    assert paper.pdf.media_type == "application/pdf"
    assert paper.docx.media_type.endswith("wordprocessingml.document")
    assert paper.behind is None
    approval = latest_for(paper)
    assert [step.user_id for step in approval.steps.all()] == [way.head.user.pk]


def test_submit_paper_names_all_that_is_missing_with_where_to_mend_it(agency, secretary, clerk):
    paper = draft_paper(agency, actor=secretary, form="letter", on=TODAY)
    OutgoingPaper.objects.filter(pk=paper.pk).update(recipients=[], symbol="")

    with pytest.raises(Refused) as refusal:
        submit_paper(paper, actor=secretary, version=paper.version, on=TODAY)

    expected = {"signer_missing", "words_missing", "to_missing", "recipients_missing", "symbol_missing"}
    assert set(refusal.value.codes) == expected
    assert all(link_of(reason, secretary) for reason in refusal.value.reasons)
    assert not Approval.objects.exists()


def test_submit_paper_refuses_a_signer_who_holds_the_seat_no_more(way):
    paper = way.write(way.draft())
    Seat.objects.filter(pk=paper.signer_id).update(to_date=TODAY - timedelta(days=1))

    assert codes(submit_paper, paper, actor=way.secretary, version=paper.version, on=TODAY) == ("signer_gone",)


def test_submit_paper_refuses_a_route_that_ends_with_somebody_else(way, agency):
    deputy = person(agency, Seat.Role.DEPUTY_HEAD)
    set_route(agency, actor=way.secretary, purpose="support.outgoing", steps=[StepChosen("Ký", user=deputy.user)])
    paper = way.write(way.draft())

    refused = codes(submit_paper, paper, actor=way.secretary, version=paper.version, on=TODAY)
    assert refused == ("route_ends_elsewhere",)
    assert way.again(paper).state == State.DRAFT


def test_submit_paper_is_done_once_and_by_its_version(way, official):
    paper = way.write(way.draft())
    with pytest.raises(Stale):
        submit_paper(paper, actor=way.secretary, version=paper.version + 1, on=TODAY)
    with pytest.raises(PermissionDenied):
        submit_paper(paper, actor=official, version=paper.version, on=TODAY)
    way.submit(paper)
    assert codes(submit_paper, way.again(paper), actor=way.secretary, version=way.again(paper).version, on=TODAY) == (
        "not_draft",
    )
    assert Approval.objects.count() == 1


def test_what_fails_halfway_leaves_nothing_half_submitted(way, monkeypatch):
    paper = way.write(way.draft())

    def dies(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("sotay.support.outgoing.commands.submit", dies)
    with pytest.raises(RuntimeError):
        submit_paper(paper, actor=way.secretary, version=paper.version, on=TODAY)
    paper = way.again(paper)
    assert (paper.state, paper.content, paper.pdf) == (State.DRAFT, None, None)


# --- signed in both equal ways, returned


def test_a_paper_is_signed_by_the_seat_itself_and_what_rests_on_it_follows(way, monkeypatch):
    told = []
    monkeypatch.setitem(
        following._followers, ("letter", "signed"), [lambda one, **more: told.append((one.pk, more["on"]))]
    )

    paper = way.sign()

    assert (paper.state, paper.signed_date, paper.decision) == (State.SIGNED, TODAY, None)
    assert told == [(paper.pk, TODAY)]
    assert verify_chain(paper.agency).broken_at is None


def test_a_paper_signed_by_hand_bears_the_day_of_the_paper(way):
    paper = way.submit()
    approval, yesterday = latest_for(paper), TODAY - timedelta(days=1)

    approve_by_paper(
        approval,
        actor=way.clerk,
        version=approval.version,
        number="07/STTTT",
        date=yesterday,
        signer_name="Trần Thị Ký",
    )

    paper = way.again(paper)
    assert (paper.state, paper.signed_date, paper.decision.number) == (State.SIGNED, yesterday, "07/STTTT")


def test_a_returned_paper_is_a_draft_again_with_the_reason(way):
    paper = way.submit()
    approval = latest_for(paper)

    return_with_reason(approval, actor=way.head, version=approval.version, reason="Thiếu số liệu")

    paper = way.again(paper)
    assert (paper.state, paper.returned_reason, paper.content, paper.pdf) == (State.DRAFT, "Thiếu số liệu", None, None)
    assert way.submit(paper).returned_reason == ""


def test_who_drafted_a_paper_does_not_sign_it_alone(way, agency):
    paper = draft_paper(agency, actor=way.head, form="letter", on=TODAY)
    paper = write_paper(
        paper, actor=way.head, version=paper.version, subject="Tự ký", words={"body": "x"}, signer=paper.signer,
        to=["Ai đó"], on=TODAY,
    )  # fmt: skip
    submit_paper(paper, actor=way.head, version=paper.version, on=TODAY)
    approval = latest_for(paper)

    assert "author_alone" in codes(approve, approval, actor=way.head, version=approval.version, on=TODAY)


# --- given up, mended


@pytest.mark.parametrize("state", [State.DRAFT, State.SIGNED, State.NUMBERED])
def test_cancel_paper_gives_up_what_did_not_go_out(agency, clerk, state):
    paper = OutgoingPaperFactory(agency=agency, state=state)

    paper = cancel_paper(paper, actor=clerk, version=paper.version, reason="Không cần nữa", on=TODAY)

    assert (paper.state, paper.ended_date, paper.ended_reason) == (State.CANCELLED, TODAY, "Không cần nữa")


def test_cancel_paper_refuses_what_is_being_signed_or_went_out(agency, clerk, official):
    wanted = {State.SUBMITTED: "being_signed", State.ISSUED: "not_to_cancel", State.WITHDRAWN: "not_to_cancel"}
    for state, code in wanted.items():
        one = OutgoingPaperFactory(agency=agency, state=state, number_suffix=state[:1].lower())
        assert codes(cancel_paper, one, actor=clerk, version=1, reason="Thôi", on=TODAY) == (code,)
    draft = OutgoingPaperFactory(agency=agency)
    assert codes(cancel_paper, draft, actor=clerk, version=1, reason=" ", on=TODAY) == ("reason_missing",)
    with pytest.raises(PermissionDenied):
        cancel_paper(draft, actor=official, version=1, reason="Thôi", on=TODAY)


def test_mend_paper_drafts_one_of_equal_form_or_a_letter_of_correction(way):
    paper = way.issue()

    new = mend_paper(paper, actor=way.secretary, version=paper.version, mending="REPLACES", on=TODAY)
    assert (new.form, new.words, new.to) == (paper.form, paper.words, paper.to)
    assert (new.mends, new.mending, new.state) == (paper, "REPLACES", State.DRAFT)
    again = way.again(paper)
    act = {"actor": way.secretary, "version": again.version, "mending": "CORRECTS", "on": TODAY}
    assert codes(mend_paper, again, **act) == ("being_mended",)

    cancel_paper(new, actor=way.secretary, version=new.version, reason="Thôi", on=TODAY)
    letter = mend_paper(again, **act)
    said = content.built(letter, viewer=way.secretary, on=TODAY)
    assert letter.form == "correction"
    assert letter.subject == "Đính chính văn bản số 05/STTTT"
    assert said.to == ("Ủy ban nhân dân tỉnh",)


def test_mend_paper_refuses_what_was_not_issued(agency, secretary, official):
    paper = OutgoingPaperFactory(agency=agency, state=State.NUMBERED)
    act = {"version": 1, "mending": "REPLACES", "on": TODAY}
    assert codes(mend_paper, paper, actor=secretary, **act) == ("not_issued",)
    with pytest.raises(PermissionDenied):
        mend_paper(paper, actor=official, **act)


# --- what the database refuses whoever asks


@pytest.mark.parametrize(
    ("state", "values"),
    [
        (State.SIGNED, {"content": {"is": "other"}}),
        (State.SIGNED, {"signed_date": TODAY - timedelta(days=1)}),
        (State.SIGNED, {"signer": None}),
        (State.NUMBERED, {"number": 6}),
        (State.NUMBERED, {"number_suffix": "a"}),
        (State.NUMBERED, {"symbol": "KHAC"}),
        (State.NUMBERED, {"dated": TODAY - timedelta(days=1)}),
        (State.ISSUED, {"number": 6}),
        (State.ISSUED, {"pdf": None}),
        (State.ISSUED, {"subject": "Khác"}),
        (State.WITHDRAWN, {"state": State.ISSUED}),
        (State.NUMBERED, {"state": State.SIGNED}),
        (State.SIGNED, {"state": State.DRAFT}),
        (State.CANCELLED, {"state": State.DRAFT}),
    ],
)
def test_number_date_and_signature_never_change_in_the_database(agency, state, values):
    paper = OutgoingPaperFactory(agency=agency, state=state)
    with pytest.raises(DatabaseError), transaction.atomic():
        OutgoingPaper.objects.filter(pk=paper.pk).update(**values)


def test_a_paper_that_has_a_number_is_never_removed(agency):
    paper = OutgoingPaperFactory(agency=agency, state=State.ISSUED)
    with pytest.raises(DatabaseError), transaction.atomic():
        paper.delete()
