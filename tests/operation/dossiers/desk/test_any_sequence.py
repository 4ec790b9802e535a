"""Whatever is done at the desk: the columns are those of the clock, the classes those of a plain recount of the events."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sotay.agency.models import Seat
from sotay.agency.workdays import shipped_calendar
from sotay.commands import Refused
from sotay.operation.dossiers import clock
from sotay.operation.dossiers.desk import acting
from sotay.operation.dossiers.desk.commands import endings, receiving, steps, waits
from sotay.operation.dossiers.models import Dossier
from sotay.operation.dossiers.tallies import differences
from tests.conftest import person
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.dossiers import ZONE
from tests.factories.services import ServiceFactory
from tests.soaking import tries

from .conftest import at, here

START = date(2026, 3, 2)
NOW = at(date(2027, 1, 4))
CALENDAR = shipped_calendar()
waits_days = st.sampled_from([0, 0, 1, 2, 3, 7, 30])


class Desk(RuleBasedStateMachine):
    """One dossier and whatever may be done to it; refusals are fine, disagreement is not."""

    @initialize(
        limit=st.sampled_from([None, 0, 1, 3, 5]), unit=st.sampled_from(["WORKING_DAY", "DAY"]), online=st.booleans()
    )
    def receive(self, limit, unit, online):
        """Receive a dossier of a service with some limit."""
        agency = here(AgencyFactory())
        self.desk = person(agency, Seat.Role.ONE_STOP, on=START)
        self.unit = UnitFactory(agency=agency)
        service = ServiceFactory(agency=agency, unit=self.unit)
        if limit is not None:
            service.limits.create(agency=agency, position=1, text="x", value=Decimal(limit), unit=unit)
        self.when = at(START)
        self.dossier = receiving.receive(
            service, actor=self.desk, now=NOW, at=self.when, name="An", channel="ONLINE" if online else "DIRECT"
        )

    def act(self, do, later, **values):
        """Do something some days later; a refusal leaves all as it was."""
        moment = self.when + timedelta(days=later)
        try:
            self.dossier = do(self.dossier, actor=self.desk, now=NOW, at=moment, **values)
        except Refused:
            return
        self.when = moment

    @rule(later=waits_days)
    def hand_over(self, later):
        """Hand it to a unit."""
        self.act(steps.hand_over, later, to_unit=self.unit)

    @rule(later=waits_days)
    def ask(self, later):
        """Ask for what is missing."""
        self.act(waits.ask_supplement, later, reason="Thiếu", papers=[{"name": "Đơn", "originals": 1}])

    @rule(later=waits_days)
    def take(self, later):
        """Take what was missing."""
        self.act(waits.take_supplement, later)

    @rule(later=waits_days)
    def pause(self, later):
        """Pause it."""
        self.act(waits.pause, later, reason="Chờ")

    @rule(later=waits_days)
    def resume(self, later):
        """Go on."""
        self.act(waits.resume, later)

    @rule(later=waits_days, more=st.integers(-2, 20))
    def apologise(self, later, more):
        """Apologise."""
        self.act(waits.apologise, later, reason="Chậm", new_due_date=self.when.date() + timedelta(days=later + more))

    @rule(later=waits_days)
    def give_result(self, later):
        """Give the result."""
        self.act(endings.give_result, later, result_number="1", result_approved_by="Ký")

    @rule(later=waits_days)
    def give_back(self, later):
        """Return the result."""
        self.act(endings.return_result, later, returned_how="DIRECT", taken_by="An")

    @precondition(lambda self: self.when.date() > START + timedelta(days=20))
    @rule(later=waits_days)
    def stop(self, later):
        """Stop it."""
        self.act(endings.stop, later, reason="Hết căn cứ")

    @invariant()
    def columns_are_those_of_the_clock(self):
        """Compare what stands in the database with a replay of all events."""
        one = Dossier.objects.get(pk=self.dossier.pk)
        stands = clock.replay(acting.happenings_of(one), acting.rules_of(one), CALENDAR)
        assert {name: getattr(one, name) for name in clock.COLUMNS} == {
            name: getattr(stands, name) for name in clock.COLUMNS
        }

    @invariant()
    def classes_are_those_of_a_recount(self):
        """Compare timing, settled day and pending late with what the raw events say, told another way."""
        one = Dossier.objects.get(pk=self.dossier.pk)
        due, settled, dropped = recounted(one)
        wanted = ""
        if settled and due:
            wanted = "EARLY" if settled < due else "ON_TIME" if settled == due else "LATE"
        assert (one.settled_date, one.timing, one.due_date) == (settled, wanted, due)
        today = self.when.date()
        pending_late = not settled and not dropped and due is not None and due < today
        assert Dossier.objects.filter(pk=one.pk).late(today).exists() == pending_late
        assert one.is_late(today) == (wanted == "LATE" or pending_late)

    @invariant()
    def tallies_are_those_of_a_recount(self):
        """Compare the tallies with a recount."""
        assert differences(self.dossier.agency_id) == []


def recounted(one):
    """Return the day due, settled and dropped, counted plainly day by day from the raw events.

    A term lasts so many days (working days, or days then rolled) after it began; each day the clock stood that is counted
    is one more. What passed before the clock was stopped stays.
    """
    events = [
        (kind, moment.astimezone(ZONE).date())
        for kind, moment in one.events.order_by("order").values_list("kind", "at")
    ]
    due = settled = dropped = stood_since = kept = None
    for kind, day in events:
        if kind == "RECEIVED" or (kind == "SUPPLEMENTED" and due is None):
            due = term(day, one)
        elif kind in {"SUPPLEMENT_ASKED", "PAUSED"}:
            stood_since, kept = day, due
            if due is not None and due >= day:
                due = None
        elif kind == "RESUMED":
            if due is None and kept is not None:
                due = shifted(kept, stood_since, day, one.limit_unit)
        elif kind == "RESULT":
            settled = day
        elif kind in {"STOPPED", "WITHDRAWN"}:
            dropped = day
    return due, settled, dropped


def term(day, one):
    """Return the last day of a term, walking day by day."""
    if one.limit_value is None:
        return None
    left = int(one.limit_value)
    while left > 0:
        day += timedelta(days=1)
        left -= 1 if one.limit_unit == "DAY" or works(day) else 0
    while not works(day):
        day += timedelta(days=1)
    return day


def shifted(due, since, until, unit):
    """Return a day moved by the days between, walking day by day."""
    left = sum(unit == "DAY" or works(since + timedelta(days=n)) for n in range(1, (until - since).days + 1))
    if not left and unit != "DAY":
        return due
    while left > 0:
        due += timedelta(days=1)
        left -= 1 if unit == "DAY" or works(due) else 0
    while not works(due):
        due += timedelta(days=1)
    return due


def works(day):
    """Tell a working day by the published calendar alone."""
    off, worked = CALENDAR.days_off, CALENDAR.worked_days
    return day in worked or (day.weekday() < 5 and day not in off)


@pytest.mark.django_db
def test_clock_classes_and_recount_agree_whatever_is_done():
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=tries(20), stateful_step_count=12, deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )  # fmt: skip
