"""Obligation 32: met, gap, edge days; what waits for whom; what others count; the list; the lines of contents A and B."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.evaluation.inspections.contents import BY_KEY, LINES
from sotay.evaluation.inspections.waiting import inspections_to_see_to
from sotay.standard.catalogue.clauses import clauses
from sotay.standard.catalogue.periods import period_with
from sotay.standard.registry import facts
from sotay.standard.standings.judging import standings_of
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.inspections import InspectionFactory, InspectionFindingFactory

pytestmark = pytest.mark.django_db
CODE = "inspection.fixes"


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2020, 1, 1))


def found(agency, **state):
    return InspectionFindingFactory(
        inspection=InspectionFactory(agency=agency, **(state or {"minuted": True}))
    ).inspection


def lines(agency, on=TODAY):
    return standings_of(agency, on=on, codes={CODE})


def test_minutes_with_findings_are_owed_a_report_by_the_due_day(agency):
    one = found(agency)

    (gap,) = lines(agency)
    assert (gap.standing, gap.due, gap.subject_uuid) == ("OPEN", date(2026, 8, 5), one.uuid)
    assert gap.link_kwargs == {"slug": one.slug}
    assert one.code in gap.why
    assert lines(agency, on=date(2026, 8, 5))[0].standing == "DUE_SOON"
    assert lines(agency, on=date(2026, 8, 6))[0].standing == "OVERDUE"
    assert lines(agency, on=date(2026, 6, 4))[0].standing == "NOT_ARISEN"


def test_it_is_met_from_the_day_of_the_report_on(agency):
    found(agency, fixed=True)

    (met,) = lines(agency)
    assert (met.standing, met.evidence_date) == ("MET", date(2026, 6, 11))
    assert lines(agency, on=date(2026, 6, 10))[0].standing == "OPEN"


def test_minutes_that_found_nothing_start_no_term(agency):
    InspectionFactory(agency=agency, minuted=True)

    assert lines(agency)[0].standing == "NOT_ARISEN"


def waiting(agency, on=TODAY):
    return list(inspections_to_see_to(Asked((agency.pk,), on)))


def test_the_secretary_is_told_what_waits_else_the_clerk_else_the_head_who_only_reads(agency):
    head = person(agency, Seat.Role.HEAD)
    found(agency)
    assert [(one.user_ids, one.link) for one in waiting(agency)] == [({head.user.pk}, "evaluation:inspection_detail")]
    clerk = person(agency, Seat.Role.CLERK)
    assert [(one.user_ids, one.link) for one in waiting(agency)] == [({clerk.user.pk}, "evaluation:inspection_fixes")]
    secretary = person(agency, Seat.Role.SECRETARY)
    InspectionFactory(agency=agency, state="HELD", to_date=date(2026, 6, 2))
    InspectionFactory(agency=agency, minuted=True)
    InspectionFactory(agency=agency, from_date=date(2026, 6, 20))
    InspectionFactory(agency=agency, from_date=date(2026, 12, 1))

    told = waiting(agency)
    assert all(one.user_ids == {secretary.user.pk} for one in told)
    assert sorted((one.link, one.due) for one in told if one.due) == [
        ("evaluation:inspection_detail", date(2026, 6, 20)),
        ("evaluation:inspection_fixes", date(2026, 8, 5)),
    ]
    assert [one.link for one in told if one.due is None] == ["evaluation:inspection_minutes"]


def counted(agency, code, on=TODAY):
    asked = facts.Asked((agency.pk,), period_with("year", on), on)
    numbers = facts.numbers(code, asked)
    return {key[1]: one.value for key, one in numbers.items()}.get(None)


def test_what_others_count(agency):
    assert counted(agency, "inspections.received") is None
    found(agency)
    InspectionFactory(agency=agency, state="CANCELLED", cancelled_reason="Hoãn")
    InspectionFactory(agency=agency, from_date=date(2025, 6, 1))

    assert counted(agency, "inspections.received") == 1
    assert counted(agency, "inspections.findings") == 1
    assert counted(agency, "inspections.fixes_overdue") == 0
    assert counted(agency, "inspections.fixes_overdue", on=date(2026, 8, 6)) == 1


def test_the_thirteen_lines_are_seven_and_six_with_clauses_that_exist():
    assert list(BY_KEY) == [f"A{n}" for n in range(1, 8)] + [f"B{n}" for n in range(1, 7)]
    assert all(line.clauses and set(line.clauses) <= set(clauses()) for line in LINES)


def test_the_list_narrows_exports_and_asks_as_often_for_30_as_for_1(agency, signed_in):
    client = signed_in(person(agency, Seat.Role.OFFICIAL))
    url = reverse("evaluation:inspection_list", kwargs={"agency": agency.short_name})

    def asked():
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    late = found(agency)
    late.fixes_due_date = date(2026, 6, 6)
    late.save()
    few = asked()
    for _number in range(29):
        found(agency, fixed=True)
    assert asked() == few
    told = client.get(url, {"state": "LATE", "export": "csv"}).getvalue().decode("utf-8-sig")
    assert late.code in told
    assert len(told.splitlines()) == 2
    assert late.code not in client.get(url, {"year": "2025", "export": "csv"}).getvalue().decode("utf-8-sig")


def test_the_page_of_an_inspection_asks_as_often_for_many_findings_as_for_one(agency, signed_in):
    client, one = signed_in(person(agency, Seat.Role.SECRETARY)), found(agency)
    url = reverse("evaluation:inspection_detail", kwargs={"agency": agency.short_name, "slug": one.slug})

    def asked():
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    few = asked()
    for number in range(2001, 2021):
        InspectionFindingFactory(inspection=one, position=number)
    assert asked() == few
