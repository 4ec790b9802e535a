"""Pages of services as the secretary uses them."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sotay.context.models import Service, ServiceLimit
from sotay.context.services import serving
from sotay.ui.parts import Link
from tests.factories.agency import UnitFactory
from tests.factories.context import LawFactory
from tests.factories.services import ServiceChangeFactory, ServiceFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "code": "1.003868",
    "name": "Cấp giấy phép xuất bản",
    "decision": "12/QĐ-UBND",
    "decision_date": "20/01/2026",
    "limits": "Trực tiếp: Không quy định\nTrực tuyến: 5 ngày làm việc",
    "papers": "Đơn đề nghị (1 bản chính)",
    "bases": "195/2013/NĐ-CP",
}


def url(agency, name, **kwargs):
    return reverse(f"context:{name}", kwargs={"agency": agency.short_name, **kwargs})


def test_a_service_is_added_changed_and_its_history_told(agency, secretary, signed_in):
    client = signed_in(secretary)
    law = LawFactory(agency=agency, number="195/2013/NĐ-CP", key="195/2013/ndcp")

    client.send(url(agency, "service_new"), TYPED)
    service = Service.objects.get()
    page = client.get(url(agency, "service_detail", slug=service.slug)).content.decode()
    form = client.get(url(agency, "service_change", slug=service.slug)).content.decode()
    change = TYPED | {
        "decision": "30/QĐ-UBND", "decision_date": "02/03/2026", "limits": "7 ngày", "version": service.version,
    }  # fmt: skip
    client.send(url(agency, "service_change", slug=service.slug), change)
    after = client.get(url(agency, "service_detail", slug=service.slug)).content.decode()

    for words in ("Không quy định", "5 ngày làm việc", "Đơn đề nghị", "Thiếu lĩnh vực", "Sửa theo quyết định"):
        assert words in page
    assert url(agency, "law_detail", slug=law.slug) in page
    assert "Trực tuyến: 5 ngày làm việc" in form
    for words in ("30/QĐ-UBND", "7 ngày", "Trước", "12/QĐ-UBND"):
        assert words in after


def test_what_is_refused_stands_beside_its_field_with_what_was_typed(agency, secretary, signed_in):
    there = ServiceFactory(agency=agency, code="1.003868")

    answer = signed_in(secretary).send(url(agency, "service_new"), TYPED | {"name": "Tên của tôi"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Tên của tôi" in text
    assert url(agency, "service_detail", slug=there.slug) in text


def test_the_list_is_narrowed_and_exported_as_shown(agency, secretary, signed_in):
    client, unit = signed_in(secretary), UnitFactory(agency=agency)
    mine = ServiceFactory(agency=agency, unit=unit, field="Xuất bản", levels=["COMMUNE"], channels=["POST"])
    flagged = ServiceFactory(agency=agency, flags=["limit_range"])
    gone = ServiceFactory(agency=agency, state="ABOLISHED", abolished_date="2026-02-01")

    def shown(**query):
        page = client.get(url(agency, "service_list"), query).content.decode()
        return {one for one in (mine, flagged, gone) if url(agency, "service_detail", slug=one.slug) in page}

    assert shown() == {mine, flagged, gone}
    assert shown(field="Xuất bản") == shown(level="COMMUNE") == shown(channel="POST") == shown(unit=unit.pk) == {mine}
    assert shown(unit="none") == {flagged, gone}
    assert shown(state="ABOLISHED") == {gone}
    assert shown(look="any") == shown(look="limit_range") == {flagged}
    assert shown(words=gone.code.replace(".", "")) == {gone}
    book = client.get(url(agency, "service_list"), {"export": "xlsx", "state": "ABOLISHED"})
    rows = list(load_workbook(io.BytesIO(b"".join(book))).active.values)
    assert any(gone.code in map(str, row) for row in rows)
    assert not any(mine.code in map(str, row) for row in rows)


def test_who_serves_a_service_is_told_by_areas_above(agency, secretary, signed_in, monkeypatch):
    served, other = ServiceFactory(agency=agency), ServiceFactory(agency=agency)
    monkeypatch.setattr(serving, "_providers", [])
    client = signed_in(secretary)
    silent = client.get(url(agency, "service_detail", slug=served.slug)).content.decode()

    serving.serving(lambda services, viewer: {served.pk: [Link(label="QT-01 Quy trình mẫu", url="/qt-01/")]})
    told = client.get(url(agency, "service_detail", slug=served.slug)).content.decode()
    lacking = client.get(url(agency, "service_list"), {"look": "unserved"}).content.decode()

    assert "Quy trình đang hiệu lực" not in silent
    assert "QT-01 Quy trình mẫu" in told
    assert url(agency, "service_detail", slug=other.slug) in lacking
    assert url(agency, "service_detail", slug=served.slug) not in lacking


def test_the_list_asks_as_often_for_thirty_as_for_one(agency, secretary, signed_in, monkeypatch):
    monkeypatch.setattr(serving, "_providers", [lambda services, viewer: {}])
    client = signed_in(secretary)

    def asked():
        with CaptureQueriesContext(connection) as log:
            assert client.get(url(agency, "service_list")).status_code == 200
        return len(log)

    def more(number):
        for service in ServiceFactory.create_batch(number, agency=agency, unit=UnitFactory(agency=agency)):
            ServiceLimit.objects.create(agency=agency, service=service, text="5 ngày", value=5, unit="DAY")
            ServiceChangeFactory(service=service)

    more(1)
    asked()
    one = asked()
    more(23)
    assert asked() == one
