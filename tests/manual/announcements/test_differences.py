"""What is a difference of scope and what is none (practice.md 9), by which day it is owed, by how many queries it is read."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from sotay.context.models import Service
from sotay.manual.announcements.differences import (
    Covered,
    Offered,
    differences,
    end_of_next_quarter,
    reason_for,
)
from sotay.manual.announcements.moved import moved_of, moved_of_all
from sotay.standard.applicability.models import Applicability
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory
from tests.factories.announcements import AnnouncedServiceFactory, AnnouncementFactory
from tests.factories.context import ScopeFactory, ScopeItemFactory
from tests.factories.services import ServiceFactory
from tests.factories.support import DocumentFactory

SINCE = date(2026, 6, 1)


def offered(*codes, name="Thủ tục"):
    return {code: Offered(code, code, f"{name} {code}", "Báo chí") for code in codes}


def keys(announced, today):
    return [one.key for one in differences(announced, today, since=SINCE)]


def test_services_added_and_dropped_are_differences():
    assert keys(Covered(services=offered("1", "2")), Covered(services=offered("2", "3"))) == ["SERVICE+3", "SERVICE-1"]


def test_a_service_renamed_or_amended_is_none():
    announced, today = offered("1"), {"1": Offered("1", "1", "Tên khác hẳn", "Lĩnh vực khác")}
    assert keys(Covered(services=announced), Covered(services=today)) == []


def test_a_service_renumbered_is_none():
    today = {"9": Offered("9", "9", "thủ tục 1", "")}
    assert keys(Covered(services=offered("1")), Covered(services=today)) == []


def test_a_service_renamed_and_renumbered_at_once_is_none_by_its_record():
    announced = {"1": Offered("1", "1", "Thủ tục 1", "", pk=7), "2": Offered("2", "2", "Thủ tục 2", "", pk=8)}
    today = {"9": Offered("9", "9", "Tên khác hẳn", "", pk=7), "8": Offered("8", "8", "Thủ tục 2", "", pk=9)}
    assert keys(Covered(services=announced), Covered(services=today)) == []


def test_fields_places_and_clauses_not_applied_are_differences_whatever_their_case():
    announced = Covered(fields=("Báo chí", "Xuất bản"), places=("Số 6",), clauses={"8.3": "x", "7.1.5": ""})
    today = Covered(fields=("BÁO CHÍ", "Viễn thông"), places=("Số 8",), clauses={"8.3": "lý do khác"})
    assert keys(announced, today) == [
        "FIELD+vien thong",
        "FIELD-xuat ban",
        "PLACE+so 8",
        "PLACE-so 6",
        "CLAUSE-7.1.5",
    ]


def test_the_reason_follows_from_what_differs():
    def reason(announced, today):
        return reason_for(differences(announced, today, since=SINCE))

    assert reason(Covered(), Covered()) == ""
    assert reason(Covered(), Covered(services=offered("1"))) == "WIDENED"
    assert reason(Covered(services=offered("1")), Covered()) == "NARROWED"
    assert reason(Covered(), Covered(clauses={"8.3": ""})) == "NARROWED"
    assert reason(Covered(clauses={"8.3": ""}), Covered()) == "WIDENED"
    assert reason(Covered(places=("A",)), Covered(places=("B",))) == "ADJUSTED"


@given(st.sets(st.integers(1, 30)), st.sets(st.integers(1, 30)))
def test_differences_are_exactly_what_one_list_has_and_the_other_lacks(before, after):
    found = differences(
        Covered(services=offered(*map(str, before))), Covered(services=offered(*map(str, after))), since=SINCE
    )
    assert {one.name for one in found if one.added} == {str(one) for one in after - before}
    assert {one.name for one in found if not one.added} == {str(one) for one in before - after}
    assert reason_for(found) == (
        "" if before == after else "WIDENED" if before < after else "NARROWED" if before > after else "ADJUSTED"
    )


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_limit_is_the_last_day_of_the_next_quarter(day):
    due = end_of_next_quarter(day)
    after = due + timedelta(days=1)
    assert after.day == 1
    assert after.month in {1, 4, 7, 10}
    assert (after.year * 4 + (after.month - 1) // 3) - (day.year * 4 + (day.month - 1) // 3) == 2


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 3, 31), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 12, 31)),
        (date(2026, 10, 1), date(2027, 3, 31)),
        (date(2026, 12, 31), date(2027, 3, 31)),
    ],
)
def test_the_limit_by_example(day, due):
    assert end_of_next_quarter(day) == due


@pytest.mark.django_db
def test_today_is_read_from_catalogue_scope_and_applicability(agency):
    one = AnnouncementFactory(agency=agency, fields=["Báo chí"], places=[])
    kept = ServiceFactory(agency=agency, from_date=date(2026, 2, 1))
    AnnouncedServiceFactory(announcement=one, code=kept.code, service=kept)
    gone = ServiceFactory(agency=agency, state="ABOLISHED", abolished_date=date(2026, 6, 10))
    AnnouncedServiceFactory(announcement=one, code=gone.code, service=gone)
    ServiceFactory(agency=agency, from_date=date(2026, 6, 5))
    ServiceFactory(agency=agency, from_date=TODAY + timedelta(days=1))
    ScopeItemFactory(
        scope=ScopeFactory(agency=agency, state="IN_FORCE", approved_date=date(2026, 6, 8)), name="Xuất bản"
    )
    Applicability.objects.create(agency=agency, clause="8.3", reason="x", valid_from_date=date(2026, 6, 3))
    DocumentFactory(agency=agency, state="IN_FORCE")

    moved = moved_of(agency, on=TODAY)

    assert [(found.kind, found.added, found.since) for found in moved.found] == [
        ("SERVICE", True, date(2026, 6, 5)),
        ("SERVICE", False, date(2026, 6, 10)),
        ("FIELD", True, date(2026, 6, 8)),
        ("FIELD", False, date(2026, 6, 8)),
        ("CLAUSE", True, date(2026, 6, 3)),
    ]
    assert moved.default_due == date(2026, 9, 30)
    assert [found.kind for found in moved_of(agency, on=date(2026, 6, 4)).found] == ["FIELD", "CLAUSE"]
    Service.objects.filter(pk=kept.pk).update(name="Tên mới", field="Khác")
    assert len(moved_of(agency, on=TODAY).found) == 5


@pytest.mark.django_db
def test_many_agencies_are_read_by_the_queries_of_one():
    agencies = [AgencyFactory() for _one in range(30)]
    for each in agencies:
        AnnouncedServiceFactory(announcement=AnnouncementFactory(agency=each))
        ServiceFactory(agency=each)

    def queries(some):
        with CaptureQueriesContext(connection) as asked:
            found = moved_of_all([one.pk for one in some], on=TODAY)
        assert all(len(one.found) == 2 for one in found.values())
        return len(asked)

    assert queries(agencies[:1]) == queries(agencies)
