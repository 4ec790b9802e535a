"""Pages of nonconforming outputs: logged in a minute, brought to its end, the register, what repeats itself, its paper."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.operation.models import NonconformingOutput
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.outputs import OutputFactory
from tests.factories.services import ServiceFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"operation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def day(one):
    return f"{one:%d/%m/%Y}"


def body(response):
    return response.content.decode()


def test_one_is_logged_decided_done_sent_back_and_closed_by_its_forms(agency, secretary, signed_in):
    unit = UnitFactory(agency=agency)
    unit_head = person(agency, Seat.Role.UNIT_HEAD, unit=unit, on=today())
    official = person(agency, Seat.Role.OFFICIAL, on=today())
    client, leader, checker = signed_in(official), signed_in(unit_head), signed_in(secretary)

    said = {"kind": "CONDUCT", "what": "Hướng dẫn không đầy đủ", "found_date": day(today()), "unit": unit.pk}
    client.send(url(agency, "output_new"), said)
    output = NonconformingOutput.objects.get()
    page = url(agency, "output_detail", slug=output.slug)
    assert "Do lãnh đạo đơn vị" in body(client.get(page))
    assert url(agency, "output_decide", slug=output.slug) not in body(client.get(page))

    decide = {"action": "APOLOGY", "action_text": "Xin lỗi", "decided_date": day(today()), "version": 1}
    leader.send(url(agency, "output_decide", slug=output.slug), decide | {"assigned_to": official.user.pk})
    assert f"Chờ {official.user}." in body(leader.get(page))
    done = {"done_text": "Đã gọi điện xin lỗi", "done_date": day(today())}
    client.send(url(agency, "output_done", slug=output.slug), done | {"version": 2})
    lacking = {"outcome": "LACKS", "checked_date": day(today()), "version": 3}
    refused = checker.send(url(agency, "output_check", slug=output.slug), lacking)
    assert (refused.status_code, "Cần ghi điều còn thiếu" in body(refused)) == (422, True)
    checker.send(url(agency, "output_check", slug=output.slug), lacking | {"checked_text": "Chưa hướng dẫn lại"})
    assert "Chưa hướng dẫn lại" in body(client.get(page))
    client.send(url(agency, "output_done", slug=output.slug), done | {"version": 4})
    closing = {"outcome": "CONFORMS", "checked_date": day(today()), "version": 5}
    checker.send(url(agency, "output_check", slug=output.slug), closing)

    closed = body(checker.get(page))
    for words in ("Đã đóng", "Xin lỗi, hẹn lại", "Đã gọi điện xin lỗi", str(unit_head.user)):
        assert words in closed
    paper = body(checker.get(url(agency, "output_print", slug=output.slug)))
    for words in ("PHIẾU KIỂM SOÁT ĐẦU RA KHÔNG PHÙ HỢP", output.code, "Hướng dẫn không đầy đủ", "Đã gọi điện xin lỗi"):
        assert words in paper


def test_who_did_it_reads_why_he_cannot_check_it(agency, signed_in):
    unit = UnitFactory(agency=agency)
    unit_head = person(agency, Seat.Role.UNIT_HEAD, unit=unit, on=today())
    output = OutputFactory(agency=agency, unit=unit, done=True, done_by=unit_head.user)

    page = body(signed_in(unit_head).get(url(agency, "output_detail", slug=output.slug)))

    assert "Người xử lý không tự kiểm tra lại; cần một người khác." in page
    assert url(agency, "output_check", slug=output.slug) not in page


def test_the_form_says_what_not_to_write_and_keeps_what_was_typed(agency, official, signed_in):
    client = signed_in(official)
    form = body(client.get(url(agency, "output_new")))
    assert "không ghi họ tên, số điện thoại" in form

    typed = {"kind": "LATE", "what": "Trả chậm hai ngày", "found_date": day(today()), "dossier": "không có"}
    refused = client.send(url(agency, "output_new"), typed)

    assert refused.status_code == 422
    assert "Không có hồ sơ mã này trong sổ." in body(refused)
    assert "Trả chậm hai ngày" in body(refused)
    nowhere = client.send(url(agency, "output_new"), typed | {"dossier": ""})
    assert "Cần ghi mã hồ sơ, hoặc chọn đơn vị" in body(nowhere)


def test_the_register_is_narrowed_and_leaves_as_it_is_shown(agency, secretary, other_agency, signed_in):
    client = signed_in(secretary)
    unit, service = UnitFactory(agency=agency), ServiceFactory(agency=agency)
    one = OutputFactory(agency=agency, unit=unit, what="Sai ngày sinh", kind="WRONG_RESULT")
    two = OutputFactory(agency=agency, service=service, kind="LATE", closed=True, found_date=today())
    three = OutputFactory(agency=agency, cancelled=True, stage="BEFORE_RETURN")
    other = OutputFactory(agency=other_agency)

    def shown(**query):
        page = body(client.get(url(agency, "output_list"), query))
        return [name for name, each in (("1", one), ("2", two), ("3", three), ("x", other)) if f">{each.code}<" in page]

    assert shown() == ["1", "2", "3"]
    assert shown(words="ngày sinh") == ["1"]
    assert shown(words=two.code) == ["2"]
    assert shown(kind="LATE") == ["2"]
    assert shown(state="LEFT") == ["1"]
    assert shown(state="CANCELLED") == ["3"]
    assert shown(stage="BEFORE_RETURN") == ["3"]
    assert shown(unit=unit.slug) == ["1"]
    assert shown(service=service.slug) == ["2"]
    assert shown(since=day(today())) == ["2"]
    assert shown(until=day(today() - timedelta(days=1))) == ["1", "3"]
    file = client.get(url(agency, "output_list"), {"export": "xlsx", "unit": unit.slug})
    sheet = load_workbook(io.BytesIO(b"".join(file.streaming_content))).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert one.code in cells
    assert two.code not in cells


def test_what_repeats_itself_is_named_on_the_list_and_on_the_record(agency, secretary, signed_in):
    client = signed_in(secretary)
    unit, service = UnitFactory(agency=agency), ServiceFactory(agency=agency, name="Cấp giấy phép")
    near, far = today() - timedelta(days=20), today() - timedelta(days=400)
    same = [OutputFactory(agency=agency, service=service, kind="LATE", found_date=near) for _number in range(3)]
    for values in (
        {"kind": "LATE", "found_date": far}, {"kind": "LOST", "found_date": near},
        {"kind": "LATE", "found_date": near, "cancelled": True},
    ):  # fmt: skip
        OutputFactory(agency=agency, unit=unit, service=service, **values)
    told = "Lặp lại – nên xem xét sự không phù hợp và nguyên nhân (10.2)"

    listed = body(client.get(url(agency, "output_list")))
    record = body(client.get(url(agency, "output_detail", slug=same[0].slug)))

    assert told in listed
    assert "3 lần kể từ" in listed
    assert listed.count("lần kể từ") == 1
    assert told in record
    assert all(f">{one.code}" in record or one.code in record for one in same[1:])
    same[1].state, same[1].cancelled_reason = "CANCELLED", "Ghi nhầm"
    same[1].save()
    assert told not in body(client.get(url(agency, "output_list")))
    assert told not in body(client.get(url(agency, "output_detail", slug=same[0].slug)))


def test_outputs_of_one_unit_are_repeated_as_well(agency, secretary, signed_in):
    unit = UnitFactory(agency=agency)
    for _number in range(3):
        OutputFactory(agency=agency, unit=unit, kind="CONDUCT", found_date=today())

    listed = body(signed_in(secretary).get(url(agency, "output_list")))

    assert f"unit={unit.slug}" in listed
    assert f"{unit}: 3 lần" in listed


def test_the_list_asks_the_same_for_one_and_thirty(agency, secretary, signed_in):
    client = signed_in(secretary)

    def asked():
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, "output_list"))
        return len(seen)

    OutputFactory(agency=agency, service=ServiceFactory(agency=agency))
    client.get(url(agency, "output_list"))
    one = asked()
    for _number in range(29):
        OutputFactory(agency=agency, service=ServiceFactory(agency=agency), kind="OTHER")
    assert asked() == one


def test_an_empty_register_says_what_belongs_there(agency, official, signed_in):
    page = body(signed_in(official).get(url(agency, "output_list")))

    assert "Chưa ghi nhận đầu ra không phù hợp nào" in page
    assert url(agency, "output_new") in page
