"""Pages of providers as the secretary and the head of a unit use them."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import load_workbook

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.operation.models import Provider, ProviderEvaluation
from sotay.ui.formats import ngay
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.providers import ProviderEvaluationFactory, ProviderFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"operation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def day(one):
    return f"{one:%d/%m/%Y}"


def test_a_provider_is_added_evaluated_and_ended_by_its_forms(agency, signed_in):
    unit = UnitFactory(agency=agency)
    client = signed_in(person(agency, Seat.Role.UNIT_HEAD, unit=unit, on=today()))
    form = client.get(url(agency, "provider_new")).content.decode()
    assert f'<option value="{unit.pk}" selected' in form

    typed = {"name": "Bưu điện", "subject": "Chuyển phát", "unit": unit.pk, "from_date": "01/01/2025"}
    client.send(url(agency, "provider_new"), typed | {"criteria": "Đúng hạn từ 98%"})
    provider = Provider.objects.get()
    evaluate = url(agency, "provider_evaluate", slug=provider.slug)
    assert "Đúng hạn từ 98%" in client.get(evaluate).content.decode()
    said = {"date": day(today()), "outcome": "WATCH", "findings": "Chậm hai lần", "version": 1}
    refused = client.send(evaluate, said)
    client.send(evaluate, said | {"improvement": "Phát trong ngày"})

    assert (refused.status_code, "Chậm hai lần" in refused.content.decode()) == (422, True)
    page = client.get(url(agency, "provider_detail", slug=provider.slug)).content.decode()
    for words in ("Đạt có điều kiện", "Chậm hai lần", "Phát trong ngày", "Đúng hạn từ 98%"):
        assert words in page
    client.send(
        url(agency, "provider_end", slug=provider.slug),
        {"ended_date": day(today()), "reason": "Hết hợp đồng", "version": 1},
    )
    ended = client.get(url(agency, "provider_detail", slug=provider.slug)).content.decode()
    assert f"Thôi cung cấp từ {day(today())}" in ended
    assert "Hết hợp đồng" in ended
    assert 'name="ends"' not in client.get(evaluate).content.decode()


def test_a_withdrawn_evaluation_stays_on_the_page_and_on_its_sheet(agency, secretary, signed_in):
    client = signed_in(secretary)
    made = ProviderEvaluationFactory(provider__agency=agency, provider__name="Bưu điện tỉnh")

    client.send(url(agency, "provider_evaluation_withdraw", slug=made.uuid), {"reason": "Nhầm nhà cung cấp"})

    page = client.get(url(agency, "provider_detail", slug=made.provider.slug)).content.decode()
    sheet = client.get(url(agency, "provider_evaluation", slug=made.uuid)).content.decode()
    for words in ("Đã rút", "Nhầm nhà cung cấp", "Đúng hạn 99%"):
        assert words in page
    for words in ("PHIẾU ĐÁNH GIÁ", "Bưu điện tỉnh", "Đúng hạn từ 98%", "Nhầm nhà cung cấp"):
        assert words in sheet
    assert f"Ghi trên hệ thống ngày {ngay(localdate(made.created_at))}" in sheet
    assert "Rút đánh giá" not in sheet
    again = ProviderEvaluationFactory(provider=made.provider)
    withdraw = url(agency, "provider_evaluation_withdraw", slug=again.uuid)
    assert withdraw in client.get(url(agency, "provider_evaluation", slug=again.uuid)).content.decode()


def test_the_register_is_narrowed_and_leaves_as_it_is_shown(agency, secretary, other_agency, signed_in):
    client = signed_in(secretary)
    unit = UnitFactory(agency=agency)
    typed = {"subject": "Chuyển phát", "unit": unit.pk, "from_date": "01/01/2025", "criteria": "Đúng hạn"}
    client.send(url(agency, "provider_new"), typed | {"name": "=Bưu điện", "code": "A"})
    client.send(url(agency, "provider_new"), typed | {"name": "Phần mềm", "code": "B", "supplies": "GOODS"})
    ProviderFactory(agency=agency, name="Cũ", ended=True)
    ProviderFactory(agency=other_agency, name="Của cơ quan khác")
    ProviderEvaluationFactory(provider=Provider.objects.get(code="A"), date=today())

    def shown(**query):
        page = client.get(url(agency, "provider_list"), query).content.decode()
        return [name for name in ("=Bưu điện", "Phần mềm", "Cũ", "Của cơ quan khác") if name in page]

    assert shown() == ["=Bưu điện", "Phần mềm", "Cũ"]
    assert shown(words="buu dien") == ["=Bưu điện"]
    assert shown(supplies="GOODS") == ["Phần mềm"]
    assert shown(unit=unit.pk) == ["=Bưu điện", "Phần mềm"]
    assert shown(outcome="KEEP") == ["=Bưu điện"]
    assert shown(outcome="NONE", state="ACTIVE") == ["Phần mềm"]
    assert shown(state="UNSEEN", unit=unit.pk) == ["Phần mềm"]
    assert shown(state="ENDED") == ["Cũ"]
    file = client.get(url(agency, "provider_list"), {"export": "xlsx", "unit": unit.pk, "sort": "-code"})
    sheet = load_workbook(io.BytesIO(b"".join(file.streaming_content))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    names = [cell.value for cell in cells if cell.value in {"=Bưu điện", "'=Bưu điện", "Phần mềm", "Cũ"}]
    assert len(names) == 2
    assert names[0] == "Phần mềm"
    assert all(cell.data_type != "f" for cell in cells)


def test_the_printed_list_shows_those_that_supply(agency, secretary, signed_in):
    ProviderFactory(agency=agency, name="Bưu điện tỉnh", criteria="Đúng hạn\nKhông mất")
    ProviderFactory(agency=agency, name="Đã thôi", ended=True)

    page = signed_in(secretary).get(url(agency, "provider_print")).content.decode()

    assert ("Bưu điện tỉnh" in page, "Không mất" in page, "Đã thôi" in page) == (True, True, False)


def test_an_empty_register_says_what_belongs_there(agency, secretary, official, signed_in):
    page = signed_in(secretary).get(url(agency, "provider_list")).content.decode()

    assert "Chưa có nhà cung cấp nào" in page
    assert url(agency, "provider_new") in page
    assert url(agency, "provider_new") not in signed_in(official).get(url(agency, "provider_list")).content.decode()


def test_the_list_and_the_pages_ask_as_often_for_30_as_for_1(agency, secretary, signed_in):
    client = signed_in(secretary)

    def providers(count):
        for _number in range(count):
            provider = ProviderFactory(agency=agency)
            for year in (2025, 2026):
                ProviderEvaluationFactory(provider=provider, date=date(year, 5, 4))

    def asked(name, **kwargs):
        client.get(url(agency, name, **kwargs))
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, name, **kwargs))
        return len(seen)

    providers(1)
    first = Provider.objects.get()

    def counts():
        names = [asked("provider_list"), asked("provider_print"), asked("provider_detail", slug=first.slug)]
        return [*names, asked("provider_evaluate", slug=first.slug)]

    few = counts()
    providers(20)
    for back in range(20):
        ProviderEvaluationFactory(provider=first, date=date(2026, 2, 1) + timedelta(days=back))

    assert counts() == few


def test_another_agencys_provider_is_not_found(agency, other_agency, secretary, signed_in):
    made = ProviderEvaluationFactory(provider__agency=other_agency)
    client = signed_in(secretary)

    for name in ("provider_detail", "provider_change", "provider_end", "provider_resume", "provider_evaluate"):
        assert client.get(url(agency, name, slug=made.provider.slug)).status_code == 404
    for name in ("provider_evaluation", "provider_evaluation_withdraw"):
        assert client.get(url(agency, name, slug=made.uuid)).status_code == 404
    assert ProviderEvaluation.objects.standing().count() == 1


def test_an_overdue_one_says_for_how_long(agency, secretary, signed_in):
    agency.in_use_from_date = date(2020, 1, 1)
    agency.save()
    provider = ProviderFactory(agency=agency, from_date=date(2020, 1, 1))
    late = (today() - date(today().year - 1, 12, 31)).days
    client = signed_in(secretary)

    assert f"quá hạn {late} ngày" in client.get(url(agency, "provider_list")).content.decode()
    page = client.get(url(agency, "provider_detail", slug=provider.slug)).content.decode()
    assert f"(quá hạn {late} ngày)" in page
    assert url(agency, "provider_evaluate", slug=provider.slug) in page
