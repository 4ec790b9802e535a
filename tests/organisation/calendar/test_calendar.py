"""The working calendar: shipped years taken, years decided, days set and removed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from sotay.agency.models import CalendarDay, CalendarYear
from sotay.agency.models.calendar import calendar_of
from sotay.agency.workdays import shipped_packs
from sotay.commands import UNCHANGED, Refused
from sotay.journal.models import Entry
from sotay.organisation.calendar.commands import decide_year, remove_day, set_day, take_pack
from sotay.organisation.calendar.queries import get_year_page
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
NOTICE = {"basis": "Thông báo 01/TB-BNV", "decided_date": date(2026, 11, 1)}


def test_take_pack_makes_the_shipped_year_the_agencys_own(agency, secretary):
    before = calendar_of(agency)

    take_pack(agency, actor=secretary, year=2026)

    assert CalendarDay.objects.filter(agency=agency).count() == len(shipped_packs()[2026].days)
    assert calendar_of(agency) == before
    with pytest.raises(Refused) as refusal:
        take_pack(agency, actor=secretary, year=2026)
    assert refusal.value.codes == ("year_decided",)


def test_take_pack_refuses_a_year_that_was_not_shipped(agency, secretary):
    with pytest.raises(Refused) as refusal:
        take_pack(agency, actor=secretary, year=2090)
    assert refusal.value.codes == ("no_pack",)


def test_a_year_without_pack_starts_from_the_days_by_law_and_is_then_decided(agency, secretary):
    assert get_year_page(2030, viewer=secretary, on=TODAY).source == "STATUTE"

    decide_year(agency, actor=secretary, year=2030, **NOTICE)

    page = get_year_page(2030, viewer=secretary, on=TODAY)
    assert (page.source, page.basis) == ("DECISION", NOTICE["basis"])
    assert date(2030, 9, 2) in {day.date for day in page.days}
    assert calendar_of(agency).decided(2030)
    assert decide_year(agency, actor=secretary, year=2030, **NOTICE) is UNCHANGED


def test_a_swapped_saturday_is_worked_and_counts(agency, secretary):
    take_pack(agency, actor=secretary, year=2026)
    before = get_year_page(2026, viewer=secretary, on=TODAY).working_days

    off = set_day(agency, actor=secretary, date=date(2026, 3, 2), kind="SWAP_OFF", name="Hoán đổi", basis="CV 1")
    set_day(agency, actor=secretary, date=date(2026, 3, 14), kind="SWAP_WORK", name="Làm bù", basis="CV 1")

    calendar = calendar_of(agency)
    assert not calendar.is_working_day(date(2026, 3, 2))
    assert calendar.is_working_day(date(2026, 3, 14))
    assert get_year_page(2026, viewer=secretary, on=TODAY).working_days == before
    remove_day(off, actor=secretary, version=1, reason="Nhập nhầm")
    assert calendar_of(agency).is_working_day(date(2026, 3, 2))
    assert Entry.objects.order_by("-seq").first().reason == "Nhập nhầm"


def test_set_day_changes_a_day_set_before_and_refuses_what_cannot_be(agency, secretary):
    wanted = {"date": date(2026, 3, 2), "kind": "HOLIDAY", "name": "Nghỉ", "basis": "TB 1"}
    set_day(agency, actor=secretary, **wanted)
    assert set_day(agency, actor=secretary, **wanted) is UNCHANGED
    changed = set_day(agency, actor=secretary, **wanted | {"basis": "TB 2"})
    assert (changed.basis, CalendarDay.objects.count()) == ("TB 2", 1)

    for wrong, code in (({"kind": "SWAP_WORK"}, "works_already"), ({"basis": " "}, "basis_missing")):
        with pytest.raises(Refused) as refusal:
            set_day(agency, actor=secretary, **wanted | wrong)
        assert refusal.value.codes == (code,)


def test_the_calendar_is_denied_to_an_official(agency, official):
    with pytest.raises(PermissionDenied):
        take_pack(agency, actor=official, year=2026)
    with pytest.raises(PermissionDenied):
        set_day(agency, actor=official, date=TODAY, kind="HOLIDAY", name="x", basis="x")


def test_the_page_takes_decides_and_exports(agency, secretary, signed_in):
    client = signed_in(secretary)

    def url(name, year):
        return reverse(f"organisation:{name}", kwargs={"agency": agency.short_name, "year": year})

    assert "Cơ quan chưa chốt lịch năm này" in client.get(url("calendar_year", 2026)).content.decode()
    client.send(url("calendar_take", 2026))
    assert "Lịch đã chốt" in client.get(url("calendar_year", 2026)).content.decode()
    assert "chưa công bố" in client.get(url("calendar_year", 2031)).content.decode()
    client.send(url("calendar_decide", 2031), {"basis": "TB 9", "decided_date": "01/06/2026"})
    assert CalendarYear.objects.get(year=2031).basis == "TB 9"
    day = {"date": "03/03/2031", "kind": "HOLIDAY", "name": "Ngày riêng", "basis": "TB 10"}
    client.send(url("calendar_day_set", 2031), day)
    assert "Ngày riêng" in client.get(url("calendar_year", 2031), {"export": "csv"}).getvalue().decode("utf-8-sig")
    assert client.get(url("calendar_year", 1900)).status_code == 404


def test_months_begin_on_monday_and_count_their_working_days(agency, secretary):
    page = get_year_page(2026, viewer=secretary, on=TODAY)

    february = page.months[1]
    assert all(week[0].day.weekday() == 0 for week in february.weeks)
    assert february.working_days == 15  # 20 weekdays less five of Tết
