"""Statistics from dossiers: equal to a count of every one, beside the counts that were entered, by the day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sotay.operation.dossiers.models import Dossier, DossierTally
from sotay.operation.dossiers.tallies import recount
from sotay.operation.models import ProcedureService
from sotay.operation.statistics.counts import Counts
from sotay.operation.statistics.months import next_month
from sotay.operation.statistics.page import BY, Page
from sotay.operation.statistics.queries import figures
from sotay.standard.catalogue.periods import Period
from sotay.standard.registry.facts import Asked, numbers
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.services import ServiceFactory
from tests.factories.statistics import MonthlyCountFactory
from tests.factories.support import RevisionFactory
from tests.operation.dossiers.loose import columns, write
from tests.soaking import tries

pytestmark = pytest.mark.django_db
YEAR = Period("year", 2026)
MARCH, APRIL, MAY, JUNE = (date(2026, month, 1) for month in (3, 4, 5, 6))
MANY = settings(max_examples=tries(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def counted(dossiers, month, on):
    """Count the dossiers of a month one by one; None for what is not told while it runs."""
    last = min(next_month(month) - timedelta(days=1), on)
    taken = [one for one in dossiers if one.state != "REFUSED"]

    def closed(one):
        return one.ended_date or one.result_date or one.returned_date

    def pending(day):
        return [one for one in taken if one.received_date <= day and not (closed(one) and closed(one) <= day)]

    def inside(day):
        return day is not None and month <= day <= last

    settled = [one for one in taken if one.state in {"READY", "RETURNED"} and inside(closed(one))]
    due = [one for one in taken if one.due_date and one.state not in {"STOPPED", "WITHDRAWN"}]
    late = [one for one in pending(last) if one.due_date and one.due_date < last]
    received = [one for one in taken if inside(one.received_date)]
    return Counts(
        carried_over=len(pending(month - timedelta(days=1))),
        received=len(received),
        received_online=sum(one.channel == "ONLINE" for one in received),
        received_channel=sum(one.channel != "" for one in received),
        due=sum(inside(one.due_date) for one in due) if next_month(month) <= on else None,
        settled=len(settled),
        settled_early=sum(one.due_date is not None and closed(one) < one.due_date for one in settled),
        settled_on_time=sum(closed(one) == one.due_date for one in settled),
        settled_late=sum(one.due_date is not None and closed(one) > one.due_date for one in settled),
        settled_without_due=sum(one.due_date is None for one in settled),
        returned=sum(one.state in {"STOPPED", "WITHDRAWN"} and inside(one.ended_date) for one in taken),
        pending=len(pending(last)),
        pending_in_time=len(pending(last)) - len(late),
        pending_late=len(late),
    )


@pytest.fixture
def place(agency):
    """Three services, one without a field and one of no procedure, two units."""
    services = [ServiceFactory(agency=agency), ServiceFactory(agency=agency, field=""), ServiceFactory(agency=agency)]
    first, second = (RevisionFactory(document__agency=agency, in_force=True).document for _number in range(2))
    for document, service in ((first, services[0]), (first, services[1]), (second, services[1])):
        ProcedureService.objects.create(agency=agency, document=document, service=service)
    return agency, services, [UnitFactory(agency=agency), UnitFactory(agency=agency), None]


def made(place, drawn, *, on=TODAY):
    """Write the dossiers that were drawn, nothing of them after the day they are looked at, and count them."""
    agency, services, units = place
    Dossier.objects.all().delete()
    for number, (service, unit, values) in enumerate(drawn):
        days = [values.get(name) for name in ("received_date", "ended_date", "result_date", "returned_date")]
        if all(day is None or day <= on for day in days):
            write(agency, services[service], units[unit], number, **values)
    recount(agency.pk)
    return list(Dossier.objects.all())


def page_by(viewer, axis, *, unit=None, period=YEAR, on=TODAY):
    told = figures(period, viewer=viewer, unit=unit, on=on, axis="" if axis == "month" else axis)
    return Page(told, viewer=viewer, unit=unit, by=axis, denominator="SETTLED")


DRAWN = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), columns()), max_size=12)


@MANY
@given(DRAWN)
def test_the_months_are_what_is_counted_one_by_one(place, official, drawn):
    dossiers = made(place, drawn)

    for unit in (None, place[2][0]):
        told = figures(YEAR, viewer=official, unit=unit, on=TODAY).counts
        mine = [one for one in dossiers if unit is None or one.unit_id == unit.pk]
        first = min((one.received_date for one in dossiers if one.state != "REFUSED"), default=None)
        assert not told or first is None or min(told) <= first
        assert told == {month: counted(mine, month, TODAY) for month in told}


@MANY
@given(DRAWN, st.sampled_from([*BY]), st.booleans())
def test_every_figure_is_that_of_the_dossiers_it_opens_onto(place, official, drawn, axis, of_unit):
    made(place, drawn)
    unit = place[2][0] if of_unit and axis != "unit" else None
    page = page_by(official, axis, unit=unit)
    register = Dossier.objects.filter(agency=place[0])

    for row in (page.whole, *page.rows):
        for name in (*page.columns, "measured"):
            behind = row.counted(name)
            cell = row.cell(name, page.register)
            if behind is not None and cell.number is not None and not cell.short:
                assert behind.among(register).count() == cell.number, (axis, row.label, name)
                assert bool(cell.url) == bool(cell.number)
    received = [row.cell("received").number for row in page.rows]
    assert sum(one or 0 for one in received) == (page.whole.cell("received").number or 0)


@pytest.mark.parametrize("axis", [*BY])
def test_the_register_shows_exactly_the_dossiers_of_a_figure(place, official, signed_in, axis):
    agency, services, units = place
    for number in range(12):
        values = {"state": "READY", "result_date": APRIL + timedelta(days=number), "worked_days": number}
        values |= {"received_date": MARCH, "due_date": date(2026, 4, 6), "channel": ["ONLINE", "DIRECT"][number % 2]}
        write(agency, services[number % 3], units[number % 3], number, **values)
    recount(agency.pk)
    page, client = page_by(official, axis), signed_in(official)

    found = 0
    for row in (page.whole, *page.rows):
        for name in ("received_online", "settled_late", "settled_early", "measured"):
            if (cell := row.cell(name, page.register)).url:
                answer = client.get(cell.url)
                assert answer.context["table"].paginator.count == cell.number, (row.label, name, cell.url)
                assert "Hồ sơ của số liệu: " in answer.content.decode()
                found += 1
    assert found > 4


def test_edge_days_at_the_end_of_a_month(place, official):
    agency, (service, *_others), (unit, *_more) = place
    end = date(2026, 3, 31)
    write(agency, service, unit, 1, received_date=MARCH, due_date=end, state="READY", result_date=end)
    write(agency, service, unit, 2, received_date=MARCH, due_date=end, state="READY", result_date=APRIL)
    write(agency, service, unit, 3, received_date=MARCH, due_date=APRIL)
    write(agency, service, unit, 4, received_date=MARCH, due_date=end - timedelta(days=1))
    recount(agency.pk)

    told = figures(YEAR, viewer=official, unit=None, on=TODAY).counts

    march, april = told[MARCH], told[APRIL]
    assert (march.settled_on_time, march.pending, march.pending_late, march.due) == (1, 3, 1, 3)
    assert (april.carried_over, april.settled_late, april.pending, april.pending_late) == (3, 1, 2, 2)


def test_the_running_month_is_told_as_of_today(place, official):
    agency, (service, *_others), (unit, *_more) = place
    for number, due in enumerate([TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]):
        write(agency, service, unit, number, received_date=JUNE, due_date=due)
    recount(agency.pk)

    told = figures(YEAR, viewer=official, unit=None, on=TODAY).counts

    assert list(told) == [JUNE]
    assert (told[JUNE].pending_late, told[JUNE].pending_in_time, told[JUNE].due) == (1, 2, None)


def test_dossiers_lead_and_the_difference_is_told_with_both_figures(place, official, signed_in):
    agency, (service, *_others), (unit, *_more) = place
    MonthlyCountFactory(agency=agency, month=MARCH, received=40)
    MonthlyCountFactory(agency=agency, month=APRIL, received=5, settled_on_time=2, settled_late=0)
    for number in range(3):
        write(agency, service, unit, number, received_date=APRIL, due_date=MAY, state="READY", result_date=APRIL)
    recount(agency.pk)

    told = figures(YEAR, viewer=official, unit=None, on=TODAY)
    url = reverse("operation:statistics", kwargs={"agency": agency.short_name})
    shown = " ".join(signed_in(official).get(url, {"year": "2026"}).content.decode().split())

    assert (told.counts[MARCH].received, told.counts[APRIL].received) == (40, 3)
    page = signed_in(official).get(url, {"year": "2026"}).context["page"]
    assert page.unlike[0] == ("04/2026", "Tiếp nhận trong kỳ", "3", "5", "−2")
    assert ("04/2026", "Giải quyết đúng hạn", "3", "2", "+1") in page.unlike
    assert "Hồ sơ trong sổ và số liệu tháng khác nhau" in shown
    assert "chỉ để đối chiếu với hồ sơ" in shown
    assert "Đếm từng hồ sơ" in shown


def test_counts_are_taken_where_a_list_is_missing_and_not_where_there_was_no_work(place, official):
    agency, (service, *_others), (unit, *_more) = place
    write(agency, service, unit, 1, received_date=MARCH)
    MonthlyCountFactory(agency=agency, month=APRIL, received=40)
    recount(agency.pk)

    told = figures(YEAR, viewer=official, unit=None, on=TODAY)

    assert (told.counts[APRIL].received, told.counts[MAY].received) == (40, 0)
    assert told.led == {MARCH, MAY, JUNE}


def test_a_unit_without_dossiers_is_not_told_by_its_counts_where_dossiers_lead(place, official):
    agency, (service, *_others), (unit, other, _none) = place
    write(agency, service, unit, 1, received_date=MAY)
    MonthlyCountFactory(agency=agency, month=MAY, unit=other, received=7)
    recount(agency.pk)

    told = figures(YEAR, viewer=official, unit=other, on=TODAY)

    assert told.counts[MAY].received == 0
    assert next((one.name, one.dossiers, one.told) for one in told.unlike) == ("received", 0, 7)


def test_online_is_of_new_dossiers_whose_way_of_coming_is_known(place, official):
    agency, (service, *_others), (unit, *_more) = place
    for number, channel in enumerate(["ONLINE", "DIRECT", "POST", "", ""]):
        write(agency, service, unit, number, received_date=MARCH, channel=channel)
    MonthlyCountFactory(agency=agency, month=date(2026, 2, 1), received=7, received_online=3)
    recount(agency.pk)

    one = page_by(official, "month").whole.rate("online", "SETTLED").rate

    assert (one.part, one.whole, one.of) == (4, 10, "CHANNEL_KNOWN")


def test_facts_are_counted_from_dossiers_and_say_so(place):
    agency, (service, *_others), (unit, *_more) = place
    MonthlyCountFactory(agency=agency, month=MARCH, settled_on_time=6, settled_late=4)
    MonthlyCountFactory(agency=agency, month=APRIL, settled_on_time=1, settled_late=9)
    for number, due in enumerate([MAY, MAY, MAY, MARCH]):
        write(agency, service, unit, number, received_date=APRIL, due_date=due, state="READY", result_date=APRIL)
    recount(agency.pk)

    found = numbers("dossiers.on_time_rate", Asked((agency.pk,), YEAR, date(2026, 5, 10)))

    whole, of_unit = found[agency.pk, None], found[agency.pk, unit.pk]
    assert (whole.value, of_unit.value) == (Decimal("64.29"), Decimal("75.00"))
    assert "9/14 hồ sơ đã giải quyết" in whole.said
    assert "đếm từ hồ sơ tháng 04/2026, các tháng khác theo số liệu tháng" in whole.said
    assert "3/4 hồ sơ đã giải quyết, tháng 04/2026; đếm từ hồ sơ" in of_unit.said


def test_facts_ask_the_same_for_many_agencies():
    dossiers = [DossierFactory(agency=AgencyFactory(), ready=True) for _number in range(5)]
    for one in dossiers:
        recount(one.agency_id)
        MonthlyCountFactory(agency=one.agency, month=MAY)

    def queries(some):
        with CaptureQueriesContext(connection) as caught:
            found = numbers("dossiers.settled", Asked(tuple(one.agency_id for one in some), YEAR, date(2026, 7, 5)))
        return len(caught), len(found)

    assert queries(dossiers[:1]) == (5, 2)
    assert queries(dossiers) == (5, 10)


@pytest.mark.parametrize("by", [*BY])
def test_the_page_asks_the_same_for_one_and_for_thirty_rows(place, official, signed_in, by):
    agency, (service, *_others), _units = place
    client, url = signed_in(official), reverse("operation:statistics", kwargs={"agency": agency.short_name})

    def queries():
        recount(agency.pk)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url, {"year": "2026", "by": by}).status_code == 200
        return len(caught)

    write(agency, service, UnitFactory(agency=agency), 0, state="READY", result_date=MARCH, worked_days=3)
    queries()
    one = queries()
    for number in range(1, 30):
        service = ServiceFactory(agency=agency, field=f"Lĩnh vực {number}")
        document = RevisionFactory(document__agency=agency, in_force=True).document
        ProcedureService.objects.create(agency=agency, document=document, service=service)
        values = {"state": "READY", "result_date": MARCH, "worked_days": number}
        write(agency, service, UnitFactory(agency=agency), number, **values)
    assert queries() == one


def test_days_to_come_are_no_months_with_figures(place, official):
    agency, (service, *_others), (unit, *_more) = place
    write(agency, service, unit, 1, received_date=JUNE, due_date=date(2027, 1, 5))
    recount(agency.pk)

    assert DossierTally.objects.filter(month=date(2027, 1, 1)).exists()
    assert list(figures(Period("year", 2027), viewer=official, unit=None, on=TODAY).counts) == []
    assert list(figures(YEAR, viewer=official, unit=None, on=TODAY).counts) == [JUNE]


def test_another_agencys_dossiers_are_not_counted(official):
    there = DossierFactory()
    recount(there.agency_id)
    assert figures(YEAR, viewer=official, unit=None, on=TODAY).counts == {}
