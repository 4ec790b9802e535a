"""Pages of feedback: taken in by four fields, brought to its end, the log, its paper; what concerns an official stays with few."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.evaluation.feedback import codes
from sotay.evaluation.feedback.forms import ReceiveForm
from sotay.evaluation.models import Feedback
from sotay.search.index import keep
from sotay.search.queries import find
from tests.conftest import person
from tests.factories.agency import UnitFactory, UserFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.feedback import FeedbackFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
SAID = "Anh Cường ở quầy 3 gắt gỏng với người già"


def url(agency, name, **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def day(one):
    return f"{one:%d/%m/%Y}"


def body(response):
    return response.content.decode()


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit, on=today())


def test_one_is_taken_in_given_answered_and_published_by_its_forms(agency, secretary, unit, unit_head, signed_in):
    desk = signed_in(person(agency, Seat.Role.ONE_STOP, on=today()))
    leader, answerer = signed_in(secretary), signed_in(unit_head)

    given = {"channel": "PHONE", "kind": "REFLECTION", "received_date": day(today()), "text": "Chờ lâu"}
    receipt = desk.send(url(agency, "feedback_new"), given | {"name": "Nguyễn Văn An"}, follow=True)
    one = Feedback.objects.get()
    assert codes.grouped(codes.code_of(one)) in body(receipt)
    assert "Chờ lâu" not in body(receipt)
    assert "Nguyễn Văn An" not in body(receipt)
    page = url(agency, "feedback_detail", slug=one.slug)
    assert "Nguyễn Văn An" in body(desk.get(page))

    assign = {"unit": unit.pk, "assigned_date": day(today()), "version": one.version}
    leader.send(url(agency, "feedback_assign", slug=one.slug), assign)
    assert f"Chờ {unit}." in body(answerer.get(page))
    answer = {"answer": "Đã mở thêm quầy", "answered_date": day(today())}
    answerer.send(url(agency, "feedback_answer", slug=one.slug), answer | {"version": one.version + 1})
    publish = {"public_text": "Chờ lâu ở quầy", "published_date": day(today()), "version": one.version + 2}
    leader.send(url(agency, "feedback_publish", slug=one.slug), publish)

    shown = body(leader.get(page))
    assert all(words in shown for words in ("Đã mở thêm quầy", "Chờ lâu ở quầy", "Đã trả lời"))
    printed = leader.get(url(agency, "feedback_print"))
    assert "no-store" in printed["Cache-Control"]
    paper = body(printed)
    assert all(words in paper for words in ("SỔ TIẾP NHẬN", one.code, "Chờ lâu", "Nguyễn Văn An", "Đã mở thêm quầy"))


def test_four_fields_are_required(agency, secretary):
    form = ReceiveForm(viewer=secretary, on=today())
    assert {name for name, field in form.fields.items() if field.required} == {
        "channel", "kind", "received_date", "text",
    }  # fmt: skip


def test_a_form_that_is_wrong_keeps_what_was_typed(agency, secretary, signed_in):
    given = {"channel": "DESK", "kind": "REFLECTION", "received_date": day(today()), "text": "Chờ lâu", "dossier": "H9"}
    refused = signed_in(secretary).send(url(agency, "feedback_new"), given)
    assert refused.status_code == 422
    assert "Không có hồ sơ mã này" in body(refused)
    assert "Chờ lâu" in body(refused)


def test_the_one_who_took_it_in_prints_the_receipt_of_what_he_may_not_read(agency, signed_in):
    desk = person(agency, Seat.Role.ONE_STOP, on=today())
    client = signed_in(desk)
    given = {"channel": "DESK", "kind": "REFLECTION", "received_date": day(today()), "text": SAID}
    receipt = client.send(url(agency, "feedback_new"), given | {"concerns_official": "on"}, follow=True)
    one = Feedback.objects.get()
    assert receipt.status_code == 200
    assert client.get(url(agency, "feedback_detail", slug=one.slug)).status_code == 404
    other = signed_in(person(agency, Seat.Role.ONE_STOP, on=today()))
    assert other.get(url(agency, "feedback_receipt", slug=one.slug)).status_code == 404


def test_what_concerns_an_official_is_in_no_list_file_paper_or_search_of_others(agency, unit_head, official, signed_in):
    one = FeedbackFactory(agency=agency, restricted=True, said=SAID, field="Thái độ phục vụ")
    keep([one])
    for who in (unit_head, official, person(agency, Seat.Role.TEAM_MEMBER, on=today())):
        client = signed_in(who)
        for page in ("feedback_list", "feedback_print"):
            assert one.code not in body(client.get(url(agency, page)))
        rows = b"".join(client.get(url(agency, "feedback_list"), {"export": "csv"}).streaming_content).decode()
        assert one.code not in rows
        assert client.get(url(agency, "feedback_detail", slug=one.slug)).status_code == 404
        assert not find(one.code, viewer=who)
        assert not find("Thái độ phục vụ", viewer=who)


def test_those_entitled_read_it_on_its_page_alone(agency, secretary, head, unit, unit_head, signed_in):
    one = FeedbackFactory(agency=agency, restricted=True, assigned=True, unit=unit, said=SAID, said__name="Lê Thị Dung")
    for who in (secretary, head, unit_head):
        client = signed_in(who)
        detail = body(client.get(url(agency, "feedback_detail", slug=one.slug)))
        assert SAID in detail
        assert "Gửi ý kiến" not in detail  # remarks call others by name
        for page in ("feedback_list", "feedback_print"):
            shown = body(client.get(url(agency, page)))
            assert one.code in shown
            assert "gắt gỏng" not in shown
            assert "Lê Thị Dung" not in shown
        assert one.code not in body(client.get(url(agency, "feedback_list"), {"words": "gắt gỏng"}))


@pytest.mark.parametrize("role", ["HEAD", "SECRETARY", "UNIT_HEAD"])
def test_nobody_reads_what_was_said_of_himself(agency, unit, role, signed_in):
    who = person(agency, role, unit=unit if role == "UNIT_HEAD" else None, on=today())
    one = FeedbackFactory(agency=agency, restricted=True, assigned=True, unit=unit, about_official=who.user)
    client = signed_in(who)
    assert client.get(url(agency, "feedback_detail", slug=one.slug)).status_code == 404
    assert one.code not in body(client.get(url(agency, "feedback_list")))


def test_how_the_row_changed_never_tells_whom_it_was_about(agency, secretary, official, signed_in):
    one = FeedbackFactory(agency=agency, restricted=True, about_official=official.user)
    client = signed_in(secretary)
    client.send(url(agency, "feedback_sort", slug=one.slug), {"kind": "REFLECTION", "version": one.version})
    told = body(signed_in(official).get(reverse("web:record_journal", args=[agency.short_name, one.uuid])))
    assert "liên quan đến công chức" in told
    assert "người được nêu" not in told


def test_words_are_read_by_who_sorts_and_who_answers_alone(agency, unit, official, secretary, signed_in):
    one = FeedbackFactory(agency=agency, assigned=True, unit=unit, said="Chờ hai giờ")
    page = url(agency, "feedback_detail", slug=one.slug)
    assert "Chờ hai giờ" not in body(signed_in(official).get(page))
    assert one.code not in body(signed_in(official).get(url(agency, "feedback_list"), {"words": "Chờ hai giờ"}))
    colleague = person(agency, Seat.Role.OFFICIAL, unit=unit, on=today())
    assert "Chờ hai giờ" in body(signed_in(colleague).get(page))
    assert one.code in body(signed_in(secretary).get(url(agency, "feedback_list"), {"words": "Chờ hai giờ"}))


def test_a_denunciation_is_only_counted(agency, official, secretary, signed_in):
    one = FeedbackFactory(
        agency=agency, kind="DENUNCIATION", state="NOTED", ended_date=today(), due_date=None, said=False
    )
    shown = body(signed_in(official).get(url(agency, "feedback_list")))
    assert "đếm 1 đơn tố cáo" in shown
    assert one.code not in shown
    assert one.code in body(signed_in(secretary).get(url(agency, "feedback_list")))


def test_the_file_has_the_columns_of_the_log(agency, secretary, signed_in):
    FeedbackFactory(agency=agency, answered=True, said="Chờ lâu", said__name="Nguyễn Văn An")
    sent = signed_in(secretary).get(url(agency, "feedback_list"), {"export": "csv"})
    text = b"".join(sent.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    told = dict(zip(rows[0], rows[1], strict=True))
    assert (told["Người gửi"], told["Nội dung"], told["Nội dung trả lời"]) == (
        "Nguyễn Văn An", "Chờ lâu", "Đã bổ sung ghế chờ.",
    )  # fmt: skip


def test_the_list_is_narrowed_to_what_is_late(agency, secretary, signed_in):
    late, done = FeedbackFactory(agency=agency), FeedbackFactory(agency=agency, answered=True)
    shown = body(signed_in(secretary).get(url(agency, "feedback_list"), {"state": "LATE"}))
    assert late.code in shown
    assert done.code not in shown


def test_the_list_asks_as_much_for_thirty_as_for_one(agency, secretary, signed_in):
    client = signed_in(secretary)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(url(agency, "feedback_list"))
        return len(queries)

    FeedbackFactory(agency=agency, assigned=True, dossier=DossierFactory(agency=agency))
    asked()
    few = asked()
    for _ in range(20):
        FeedbackFactory(agency=agency, assigned=True, dossier=DossierFactory(agency=agency))
    assert asked() == few


def test_a_nonconformity_is_one_click_away(agency, secretary, signed_in):
    dossier = DossierFactory(agency=agency)
    one = FeedbackFactory(agency=agency, dossier=dossier)
    client = signed_in(secretary)
    shown = body(client.get(url(agency, "feedback_detail", slug=one.slug)))
    origin = reverse("improvement:nonconformity_new", kwargs={"agency": agency.short_name})
    assert f"{origin}?origin=evaluation.feedback%3A{one.uuid}" in shown
    assert f"?dossier={dossier.slug}" in shown
    form = client.get(f"{origin}?origin=evaluation.feedback:{one.uuid}").context["form"]
    assert (form["evidence"].value(), form["unit"].value()) == (one.code, None)
    assert one.content.text not in str(form)


def test_a_dossier_tells_the_feedback_about_it(agency, secretary, official, signed_in):
    dossier = DossierFactory(agency=agency)
    open_, held = (
        FeedbackFactory(agency=agency, dossier=dossier),
        FeedbackFactory(agency=agency, dossier=dossier, restricted=True),
    )
    page = reverse("operation:dossier_detail", kwargs={"agency": agency.short_name, "slug": dossier.slug})
    assert all(one.code in body(signed_in(secretary).get(page)) for one in (open_, held))
    shown = body(signed_in(official).get(page))
    assert open_.code in shown
    assert held.code not in shown


def test_the_receipt_leads_to_the_public_page_only_where_that_is_shown(agency, secretary, signed_in):
    one = FeedbackFactory(agency=agency)
    page = url(agency, "feedback_receipt", slug=one.slug)
    assert "<svg" not in body(signed_in(secretary).get(page)).split("PHIẾU TIẾP NHẬN")[-1]
    ParameterValueFactory(agency=agency, code="survey.public", value="SHOWN")
    shown = body(signed_in(secretary).get(page)).split("PHIẾU TIẾP NHẬN")[-1]
    assert "<svg" in shown
    assert f"/public/{agency.short_name}/feedback/follow/" in shown


def test_the_sender_is_deleted_where_one_is_named_else_the_words(agency, secretary, signed_in):
    client = signed_in(secretary)
    unnamed = FeedbackFactory(agency=agency, said="Chờ hai giờ")
    named = FeedbackFactory(agency=agency, said="Chờ hai giờ", said__name="Nguyễn Văn An")
    pages = {one: url(agency, "feedback_detail", slug=one.slug) for one in (unnamed, named)}
    for one, words in ((unnamed, "Xóa nội dung đã gửi"), (named, "Xóa thông tin người gửi")):
        shown = body(client.get(pages[one]))
        assert [there for there in ("Xóa nội dung đã gửi", "Xóa thông tin người gửi") if there in shown] == [words]
        client.send(url(agency, "feedback_empty", slug=one.slug), {"reason": "Không còn cần"})
    assert "Chờ hai giờ" not in body(client.get(pages[unnamed]))
    told = body(client.get(pages[named]))
    assert "Chờ hai giờ" in told
    assert "Không để lại thông tin liên hệ" not in told


def test_sorting_loses_nothing_that_ended_since(agency, secretary, signed_in):
    gone = UserFactory()
    unit = UnitFactory(agency=agency, ended_date=today())
    one = FeedbackFactory(agency=agency, restricted=True, about_official=gone, about_unit=unit)
    client, page = signed_in(secretary), url(agency, "feedback_sort", slug=one.slug)
    form = client.get(page).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value()}
    assert client.send(page, typed | {"kind": "PETITION"}).status_code == 302
    one = Feedback.objects.get()
    assert (one.kind, one.about_official, one.about_unit) == ("PETITION", gone, unit)


def test_what_is_only_noted_takes_neither_files_nor_remarks(agency, secretary, signed_in):
    client = signed_in(secretary)
    for kind in ("COMPLAINT", "DENUNCIATION"):
        one = FeedbackFactory(agency=agency, kind=kind, state="NOTED", ended_date=today(), due_date=None, said=False)
        shown = body(client.get(url(agency, "feedback_detail", slug=one.slug)))
        assert not any(words in shown for words in ("Thêm tệp", "Gửi ý kiến", "Giao việc từ hồ sơ này"))
        place = {"agency": agency.short_name, "subject_type": "evaluation.feedback", "uuid": one.uuid}
        assert client.get(reverse("attachments:file_add", kwargs=place)).status_code == 403
        assert client.send(reverse("attachments:comment_add", kwargs=place), {"text": "Ông Cường"}).status_code == 403
