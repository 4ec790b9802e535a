"""What is counted ahead is always what a recount finds, whoever changes dossiers, alone or at once."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sotay.operation.dossiers.models import Dossier, DossierPace, DossierTally
from sotay.operation.dossiers.tallies import COUNTS, differences, follow, recount, spots_of
from tests.factories.agency import UnitFactory
from tests.factories.dossiers import DossierFactory, happen
from tests.factories.services import ServiceFactory
from tests.operation.dossiers.loose import columns, write
from tests.soaking import tries

pytestmark = pytest.mark.django_db
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
MANY = settings(max_examples=tries(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def in_python(agency):  # noqa: C901  plainly, one count after the other
    """Count the dossiers of an agency one by one."""
    cells = {}

    def one_more(dossier, day, name):
        cell = cells.setdefault((dossier.service_id, dossier.unit_id, day.replace(day=1)), Counter())
        cell[name] += 1

    for one in Dossier.objects.filter(agency=agency):
        if one.state == "REFUSED":
            continue
        one_more(one, one.received_date, "received")
        if one.channel:
            one_more(one, one.received_date, "received_channel")
        if one.channel == "ONLINE":
            one_more(one, one.received_date, "received_online")
        dropped = one.state in {"STOPPED", "WITHDRAWN"}
        closed = one.ended_date if dropped else one.result_date or one.returned_date
        if dropped:
            one_more(one, one.ended_date, "dropped")
        elif one.due_date:
            one_more(one, one.due_date, "due")
        if closed and not dropped:
            if one.due_date is None:
                name = "settled_without_due"
            elif closed == one.due_date:
                name = "settled_on_time"
            else:
                name = "settled_early" if closed < one.due_date else "settled_late"
            one_more(one, closed, name)
        if one.due_date and (closed is None or closed > one.due_date):
            one_more(one, max(one.due_date + timedelta(days=1), one.received_date), "overdue_open")
            if closed:
                one_more(one, closed, "overdue_closed")
    return {cell: {name: counted[name] for name in COUNTS} for cell, counted in cells.items()}


def kept(agency):
    return {
        (one.service_id, one.unit_id, one.month): {name: getattr(one, name) for name in COUNTS}
        for one in DossierTally.objects.filter(agency=agency)
    }


@pytest.fixture
def place(agency):
    """Two services and two units, and dossiers that name no unit."""
    services = [ServiceFactory(agency=agency), ServiceFactory(agency=agency)]
    return agency, services, [UnitFactory(agency=agency), UnitFactory(agency=agency), None]


@MANY
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2), columns()), max_size=12))
def test_a_recount_is_what_python_counts(place, drawn):
    agency, services, units = place
    Dossier.objects.all().delete()
    for number, (service, unit, values) in enumerate(drawn):
        write(agency, services[service], units[unit], number, **values)

    recount(agency.pk)

    assert kept(agency) == in_python(agency)
    paces = Counter(
        (one.service_id, one.unit_id, one.settled_date.replace(day=1), one.worked_days)
        for one in Dossier.objects.settled().filter(worked_days__isnull=False)
    )
    written = DossierPace.objects.values_list("service_id", "unit_id", "month", "days", "count")
    assert {row[:4]: row[4] for row in written} == paces


@MANY
@given(
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2), columns()), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1), st.integers(0, 2), columns()), max_size=6),
)
def test_after_any_changes_followed_nothing_differs_from_a_recount(place, drawn, changes):
    agency, services, units = place
    Dossier.objects.all().delete()
    recount(agency.pk)
    made = []
    for number, (service, unit, values) in enumerate(drawn):
        made.append(write(agency, services[service], units[unit], number, **values))
        follow(made[-1], before=None)

    empty = {"due_date": None, "ended_date": None, "result_date": None, "returned_date": None, "worked_days": None}
    for which, service, unit, values in changes:
        one = made[which % len(made)]
        before = spots_of(one)
        for name, value in (empty | values | {"service": services[service], "unit": units[unit]}).items():
            setattr(one, name, value)
        one.save()
        follow(one, before=before)

    assert differences(agency.pk) == []


def test_a_recount_of_some_months_leaves_the_others(place):
    agency, (service, _other), (unit, *_more) = place
    write(agency, service, unit, 1, received_date=MARCH)
    write(agency, service, unit, 2, received_date=APRIL)
    DossierTally.objects.create(agency=agency, month=MAY, service=service, unit=unit, received=7)

    recount(agency.pk, months=[APRIL + timedelta(days=9)])

    assert {one.month: one.received for one in DossierTally.objects.all()} == {APRIL: 1, MAY: 7}
    assert differences(agency.pk) != []
    recount(agency.pk, months=[])
    recount(agency.pk, months=[MARCH, MAY])
    assert differences(agency.pk) == []


def test_another_agency_is_left_alone(place):
    agency, (service, _other), (unit, *_more) = place
    write(agency, service, unit, 1)
    there = DossierFactory()
    recount(there.agency_id)

    recount(agency.pk)

    assert (differences(agency.pk), differences(there.agency_id)) == ([], [])
    assert DossierTally.objects.filter(agency=there.agency_id, received=1).exists()


@pytest.mark.parametrize(
    ("closed", "open_late", "closed_late", "timing"),
    [
        (date(2026, 3, 31), [], [], "settled_on_time"),
        (date(2026, 3, 30), [], [], "settled_early"),
        (APRIL, [APRIL], [APRIL], "settled_late"),
        (date(2026, 5, 4), [APRIL], [MAY], "settled_late"),
        (None, [APRIL], [], None),
    ],
)
def test_a_dossier_due_on_the_last_day_of_a_month(place, closed, open_late, closed_late, timing):
    agency, (service, _other), (unit, *_more) = place
    values = {"state": "READY", "result_date": closed} if closed else {}
    write(agency, service, unit, 1, received_date=MARCH, due_date=date(2026, 3, 31), **values)

    recount(agency.pk)

    rows = DossierTally.objects.order_by("month")
    assert [one.month for one in rows if one.overdue_open] == open_late
    assert [one.month for one in rows if one.overdue_closed] == closed_late
    assert [one.month for one in rows if one.due] == [MARCH]
    assert [one.month for one in rows if timing and getattr(one, timing)] == ([closed.replace(day=1)] if closed else [])


def test_following_asks_the_same_for_one_dossier_and_for_thirty(place):
    agency, (service, _other), (unit, *_more) = place
    first = write(agency, service, unit, 1)
    with CaptureQueriesContext(connection) as one:
        follow(first, before=spots_of(first))
    for number in range(2, 31):
        write(agency, service, unit, number)
    with CaptureQueriesContext(connection) as thirty:
        follow(first, before=spots_of(first))

    assert len(one) == len(thirty)
    assert DossierTally.objects.get().received == 30


def test_a_dossier_from_the_desk_is_followed(agency):
    one = DossierFactory(agency=agency)
    follow(one, before=None)
    before = spots_of(one)
    happen(one, "RESULT", date(2026, 7, 1))
    follow(one, before=before)

    assert differences(agency.pk) == []
    assert DossierPace.objects.get().days == one.worked_days
