"""Pages of legal documents as the secretary uses them."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sotay.agency.clock import today
from sotay.agency.workdays import add_months
from sotay.context.models import Law, Replacement
from tests.factories.agency import UnitFactory
from tests.factories.context import LawFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"context:{name}", kwargs={"agency": agency.short_name, **kwargs})


def test_a_law_is_added_given_to_units_and_set_aside_by_its_forms(agency, secretary, signed_in):
    client, unit = signed_in(secretary), UnitFactory(agency=agency)
    typed = {"number": "30/2020/NĐ-CP", "title": "Công tác văn thư", "effective_date": "30/11/2025", "units": [unit.pk]}

    client.send(url(agency, "law_new"), typed)
    law = Law.objects.get()
    page = client.get(url(agency, "law_detail", slug=law.slug)).content.decode()

    assert law.reviews.get().unit == unit
    for words in ("28/02/2026", "02/03/2026", "Chờ đơn vị rà soát", "thiếu ngày ban hành".capitalize(), str(unit)):
        assert words in page
    client.send(
        url(agency, "law_set_aside", slug=law.slug), {"reason": "Không thuộc chức năng", "version": law.version}
    )
    assert "Không thuộc chức năng" in client.get(url(agency, "law_detail", slug=law.slug)).content.decode()


def test_what_is_refused_stands_beside_its_field_with_what_was_typed(agency, secretary, signed_in):
    law = LawFactory(agency=agency, number="30/2020/NĐ-CP", key="30/2020/ndcp")

    answer = signed_in(secretary).send(url(agency, "law_new"), {"number": "30/2020/nđ-cp", "title": "Của tôi"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Của tôi" in text
    assert url(agency, "law_detail", slug=law.slug) in text


def test_a_replaced_law_says_by_what(agency, secretary, signed_in):
    client = signed_in(secretary)
    old = LawFactory(agency=agency, number="61/2018/NĐ-CP", key="61/2018/ndcp")
    new = LawFactory(agency=agency, number="118/2025/NĐ-CP", effective_date=date(2025, 7, 1))

    client.send(url(agency, "law_replace", slug=new.slug), {"old": "61/2018/nđ-cp", "manner": "WHOLE"})

    page = client.get(url(agency, "law_detail", slug=old.slug)).content.decode()
    assert "Đã được thay thế bằng" in page
    assert "Hết hiệu lực từ 01/07/2025" in page
    unknown = client.send(url(agency, "law_replace", slug=new.slug), {"old": "9/1999/NĐ-CP", "manner": "WHOLE"})
    assert unknown.status_code == 422
    client.send(url(agency, "replacement_drop", slug=Replacement.objects.get().uuid))
    assert Replacement.objects.count() == 0


def test_the_register_is_narrowed_and_leaves_as_it_is_shown(agency, secretary, other_agency, signed_in):
    client = signed_in(secretary)
    client.send(url(agency, "law_new"), {"number": "=1/2026/NĐ-CP", "title": "Văn thư", "effective_date": "01/03/2026"})
    client.send(url(agency, "law_new"), {"number": "2/2026/TT-BNV", "title": "Lưu trữ", "expiry_date": "01/04/2026"})
    LawFactory(agency=other_agency, title="Của cơ quan khác")

    def shown(**query):
        return client.get(url(agency, "law_list"), query).content.decode()

    assert "Của cơ quan khác" not in shown()
    assert ("Văn thư" in shown(words="van thu"), "Lưu trữ" in shown(words="van thu")) == (True, False)
    assert ("Văn thư" in shown(force="expired"), "Lưu trữ" in shown(force="expired")) == (False, True)
    assert "Lưu trữ" in shown(stage="UNASSIGNED", kind="Thông tư")
    assert "Lưu trữ" not in shown(stage="NO_EFFECT")
    file = client.get(url(agency, "law_list"), {"export": "xlsx", "force": "standing"})
    sheet = load_workbook(io.BytesIO(b"".join(file.streaming_content))).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    values = [value for row in cells for value in row if value is not None]
    assert "Văn thư" in values
    assert "Lưu trữ" not in values
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_list_and_the_page_ask_as_often_for_30_as_for_1(agency, secretary, signed_in):
    client, unit = signed_in(secretary), UnitFactory(agency=agency)

    def laws(count):
        for _number in range(count):
            law = LawFactory(agency=agency, expiry_date=date(2026, 5, 1))
            law.reviews.create(agency=agency, unit=unit)
            Replacement.objects.create(agency=agency, new=law, old=LawFactory(agency=agency))

    def asked(name, **kwargs):
        client.get(url(agency, name, **kwargs))
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, name, **kwargs))
        return len(seen)

    laws(1)
    slug = Law.objects.order_by("pk").first().slug
    few = [asked("law_list"), asked("law_dead"), asked("law_detail", slug=slug)]
    laws(20)

    assert [asked("law_list"), asked("law_dead"), asked("law_detail", slug=slug)] == few


def test_another_agencys_law_is_not_found(agency, other_agency, secretary, signed_in):
    law = LawFactory(agency=other_agency)

    assert signed_in(secretary).get(url(agency, "law_detail", slug=law.slug)).status_code == 404


def test_the_list_and_the_page_say_how_long_a_law_is_overdue(agency, secretary, signed_in):
    agency.in_use_from_date = date(2020, 1, 1)
    agency.save()
    due = today() - timedelta(days=12)
    begun = {"issued_date": due, "effective_date": due, "publishes_services": False}
    late = LawFactory(agency=agency, **begun | {"effective_date": add_months(due, -3)})
    before = LawFactory(agency=agency, **begun | {"effective_date": date(2019, 1, 1)})
    gone = LawFactory(agency=agency, expiry_date=today(), **begun | {"effective_date": add_months(due, -3)})
    client = signed_in(secretary)
    days = (today() - add_months(add_months(due, -3), 3)).days

    listed = client.get(url(agency, "law_list")).content.decode()

    assert listed.count(f"quá hạn {days} ngày") == 1
    assert listed.count("quá hạn") == 1
    assert f"(quá hạn {days} ngày)" in client.get(url(agency, "law_detail", slug=late.slug)).content.decode()
    for law in (before, gone):
        assert "quá hạn" not in client.get(url(agency, "law_detail", slug=law.slug)).content.decode()
