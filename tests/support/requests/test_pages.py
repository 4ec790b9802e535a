"""Pages of requests as an official, the secretary and the head use them."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sotay.agency.models import Seat
from sotay.approvals import commands as approval_commands
from sotay.approvals.models import Approval
from sotay.support.models import ChangeRequest
from sotay.support.requests.waiting import requests_to_carry_on
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.context import LawFactory
from tests.factories.support import ChangeRequestFactory, DocumentFactory, RevisionFactory
from tests.paper_words import said_on

pytestmark = pytest.mark.django_db
POINTS = dict.fromkeys(ChangeRequest.POINTS, "Đã tính")


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def document(agency, unit):
    return RevisionFactory(document=DocumentFactory(agency=agency, unit=unit, code="QT 01"), in_force=True).document


def url(agency, name, **kwargs):
    return reverse(f"support:{name}", kwargs={"agency": agency.short_name, **kwargs})


def test_a_request_is_opened_from_a_document_and_submitted_when_the_five_points_are_told(
    agency, unit, document, secretary, head, signed_in
):
    client = signed_in(person(agency, Seat.Role.UNIT_HEAD, unit=unit))
    opened = client.get(url(agency, "request_new"), {"document": document.slug}).content.decode()
    assert 'value="QT 01"' in opened
    sent = {"manner": "CHANGE", "cause": "FEEDBACK", "document": "qt01", "reason": "Dân phản ánh", "purpose": "Gọn hơn"}

    client.send(f"{url(agency, 'request_new')}?document={document.slug}", sent)
    one = ChangeRequest.objects.get()
    page = client.get(url(agency, "request_detail", slug=one.slug)).content.decode()

    assert (one.document, one.origin_uuid) == (document, document.uuid)
    assert "Chưa ghi hậu quả tiềm ẩn của thay đổi (6.3 a)." in page
    client.send(url(agency, "request_change", slug=one.slug), sent | POINTS | {"version": one.version})
    one.refresh_from_db()
    client.send(url(agency, "request_submit", slug=one.slug), {"version": one.version})
    one.refresh_from_db()
    assert one.state == "SUBMITTED"
    approval = Approval.objects.get()
    shown = signed_in(secretary).get(reverse("approvals:approval_detail", kwargs=_slug(agency, approval)))
    assert "Dân phản ánh" in shown.content.decode()
    beside = client.get(reverse("support:document_detail", kwargs={"agency": agency.short_name, "slug": document.slug}))
    assert one.code in beside.content.decode()


def test_an_origin_of_another_agency_is_not_taken(agency, official, other_agency, signed_in):
    law = LawFactory(agency=other_agency, title="Của cơ quan khác")

    page = signed_in(official).get(url(agency, "request_new"), {"origin": f"context.law:{law.uuid}"}).content.decode()

    assert "Của cơ quan khác" not in page


def test_a_code_that_two_fields_use_is_told_apart_and_what_is_unknown_is_said_beside_it(
    agency, unit, official, signed_in
):
    first = RevisionFactory(
        document=DocumentFactory(agency=agency, code="QT 09", field="Đất đai"), in_force=True
    ).document
    RevisionFactory(
        document=DocumentFactory(agency=agency, code="QT 09", field="Môi trường", slug="qt-09-2"), in_force=True
    )
    client = signed_in(official)
    sent = {"manner": "CHANGE", "cause": "OTHER", "reason": "Của tôi"}

    ambiguous = client.send(url(agency, "request_new"), sent | {"document": "QT 09", "impacts": "QT 99; QT 98"})
    client.send(url(agency, "request_new"), sent | {"document": "QT 09 (đất đai)"})

    text = ambiguous.content.decode()
    assert ambiguous.status_code == 422
    for words in ("kèm lĩnh vực nếu dùng chung", "QT 99, QT 98", "Của tôi"):
        assert words in text
    assert ChangeRequest.objects.get().document == first


def test_the_list_is_narrowed_and_leaves_as_it_is_shown(agency, document, secretary, signed_in):
    client = signed_in(secretary)
    late = ChangeRequestFactory(document=document, due_date=TODAY.replace(year=2020), accepted=True)
    ChangeRequestFactory(document=document, state="DONE", done_date=TODAY)

    def codes(**query):
        file = client.get(url(agency, "request_list"), query | {"export": "xlsx"})
        sheet = load_workbook(io.BytesIO(b"".join(file.streaming_content))).active
        return [row[0].value for row in sheet.iter_rows() if str(row[0].value).startswith("YC")]

    assert len(codes()) == 2
    assert codes(state="OVERDUE") == codes(state="OPEN") == codes(state="ACCEPTED") == [late.code]
    assert "quá hạn" in client.get(url(agency, "request_list")).content.decode()


def test_the_list_and_the_page_ask_as_often_for_30_as_for_1(agency, document, secretary, signed_in):
    client = signed_in(secretary)
    one = ChangeRequestFactory(document=document, law=LawFactory(agency=agency))

    def asked(name, **kwargs):
        client.get(url(agency, name, **kwargs))
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, name, **kwargs))
        return len(seen)

    few = [asked("request_list"), asked("request_detail", slug=one.slug)]
    for _number in range(20):
        each = ChangeRequestFactory(document=document, law=LawFactory(agency=agency))
        one.impacts.add(each.document)

    assert [asked("request_list"), asked("request_detail", slug=one.slug)] == few


def _slug(agency, approval):
    return {"agency": agency.short_name, "slug": approval.uuid}


def test_the_printed_request_bears_what_was_really_signed(agency, unit, document, secretary, head, signed_in):
    law = LawFactory(agency=agency, number="61/2018/NĐ-CP", key="61/2018/ndcp")
    one = ChangeRequestFactory(document=document, complete=True, law=law, cause="LAW", asked_by=secretary.user)
    client = signed_in(secretary)

    def paper(client=client):
        return said_on(client.get(url(agency, "request_print", slug=one.slug)).content.decode())

    draft = paper()
    assert draft.count("(Ký, ghi rõ họ tên)") == 3
    points = (getattr(one, name) for name in ChangeRequest.POINTS)
    for said in ("PHIẾU YÊU CẦU", one.code, "QT 01", document.revisions.get().number, law.number, *points):
        assert said in draft
    client.send(url(agency, "request_submit", slug=one.slug), {"version": one.version})
    assert "(Ký, ghi rõ họ tên)" in paper()
    approval = Approval.objects.get()
    approval_commands.approve(approval, actor=secretary, version=approval.version, note="Nên sửa sớm", on=TODAY)
    half = paper()
    assert "Nên sửa sớm" in half
    assert half.count("(Ký, ghi rõ họ tên)") == 2
    approval.refresh_from_db()
    approval_commands.approve(approval, actor=head, version=approval.version, on=TODAY)

    whole = paper(signed_in(head))

    assert str(head.user) in whole
    assert "xác nhận trên hệ thống" in whole
    assert whole.count("(Ký, ghi rõ họ tên)") == 1  # who asked signs by hand
    assert f"Tình trạng: {ChangeRequest.State.ACCEPTED.label}" in whole


def test_an_accepted_request_about_a_document_withdrawn_since_is_to_be_cancelled(
    agency, document, secretary, signed_in
):
    one = ChangeRequestFactory(document=document, complete=True, accepted=True, unit=None)
    document.state, document.withdrawn_date, document.withdrawn_reason = "WITHDRAWN", TODAY, "Hết việc"
    document.save()

    page = signed_in(secretary).get(url(agency, "request_detail", slug=one.slug)).content.decode()

    assert "Không còn gì để sửa: hủy phiếu này" in page
    assert "Bắt đầu soạn" not in page
    (waiting,) = requests_to_carry_on(Asked((agency.pk,), TODAY))
    assert waiting.act == "Hủy phiếu, tài liệu không còn"
