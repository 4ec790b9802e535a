"""The clock of a dossier by itself: shared cases, a passed day that never moves, supplements that begin anew, pauses that shift."""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sotay.agency.workdays import shipped_calendar
from sotay.operation.dossiers import clock
from sotay.operation.dossiers.clock import (
    FOLLOWS,
    Clock,
    Happening,
    Kind,
    OutOfOrder,
    Rules,
    State,
    after,
    due_of,
    replay,
)

CALENDAR = shipped_calendar()
CASES = json.loads((Path(__file__).parents[2] / "cases" / "working_days.json").read_text())
FIRST = date(2026, 1, 5)
days = st.integers(0, 700).map(lambda n: FIRST + timedelta(days=n))
hours = st.integers(7 * 60, 18 * 60).map(lambda n: time(n // 60, n % 60))
limits = st.one_of(
    st.none(),
    st.integers(0, 60).map(Decimal),
    st.sampled_from([Decimal("0.5"), Decimal("2.5"), Decimal("0.25")]),
)
rules = st.builds(
    Rules,
    limit_value=limits,
    limit_unit=st.sampled_from(["HOUR", "WORKING_DAY", "DAY", "MONTH"]),
    late_from=st.sampled_from([None, time(15)]),
    pauses_count=st.booleans(),
)


def working(value, **more):
    return Rules(limit_value=Decimal(value), limit_unit="WORKING_DAY", **more)


def when(day, hour=time(9)):
    return datetime.combine(day, hour)


def possible(state, apologised):
    """Return what can happen in a state."""
    kinds = [kind for kind, states in FOLLOWS.items() if state in states]
    return [kind for kind in kinds if not (kind == Kind.APOLOGISED and apologised)]


@st.composite
def lives(draw):
    """Draw the rules of a dossier and any sequence of things that can happen to it, each on a later or the same day."""
    agreed, at, found, stands = draw(rules), when(draw(days), draw(hours)), [], Clock()
    for _step in range(draw(st.integers(1, 12))):
        kinds = possible(stands.state, stands.apologised_date)
        if not kinds:
            break
        kind = draw(st.sampled_from(sorted(kinds)))
        due = at.date() + timedelta(days=draw(st.integers(1, 30))) if kind == Kind.APOLOGISED else None
        found.append(Happening(kind, at, due))
        stands = after(stands, found[-1], agreed, CALENDAR)
        at = when(at.date() + timedelta(days=draw(st.integers(0, 12))), time(18, 30)) if draw(st.booleans()) else at
    return agreed, found


@settings(deadline=None)  # years without a published calendar are worked out once
@given(lives())
def test_a_day_that_has_passed_never_moves(life):
    agreed, happened = life
    stands = Clock()
    for one in happened:
        before, stands = stands.due_date, after(stands, one, agreed, CALENDAR)
        if before is not None and before < one.date:
            assert stands.due_date == before


@settings(deadline=None)
@given(lives())
def test_replaying_all_is_the_same_as_going_step_by_step(life):
    agreed, happened = life
    stands = Clock()
    for place, one in enumerate(happened, start=1):
        stands = after(stands, one, agreed, CALENDAR)
        assert stands == replay(happened[:place], agreed, CALENDAR)


@settings(deadline=None)
@given(lives())
def test_a_clock_that_stands_has_no_day_and_one_that_runs_has_one_where_there_is_a_limit(life):
    agreed, happened = life
    stands = replay(happened, agreed, CALENDAR)
    if stands.state == State.SUPPLEMENT and stands.due_date is not None:
        assert stands.due_date < stands.stopped_on  # it had passed before
    if stands.state == State.IN_PROGRESS:
        assert (stands.due_date is None) == (agreed.limit_value is None)


@settings(deadline=None)
@given(days, hours, rules, st.integers(1, 40))
def test_what_came_begins_the_term_anew(day, hour, agreed, wait):
    asked, came = when(day, time(18)), when(day + timedelta(days=wait), hour)
    received = Happening(Kind.RECEIVED, when(day, hour))
    first = after(Clock(), received, agreed, CALENDAR)
    stands = replay(
        [received, Happening(Kind.SUPPLEMENT_ASKED, asked), Happening(Kind.SUPPLEMENTED, came)], agreed, CALENDAR
    )

    if first.due_date is not None and first.due_date < day:
        return
    anew = after(Clock(), Happening(Kind.RECEIVED, came), agreed, CALENDAR)
    assert (stands.due_date, stands.counted_from, stands.receipt_due_date) == (
        anew.due_date,
        anew.counted_from,
        anew.due_date,
    )


@settings(deadline=None)
@given(days, st.integers(5, 40), st.integers(0, 4), st.integers(0, 30))
def test_a_pause_shifts_the_day_by_the_working_days_it_lasted(day, limit, start, length):
    agreed = working(limit)
    first = after(Clock(), Happening(Kind.RECEIVED, when(day)), agreed, CALENDAR)
    paused, resumed = day + timedelta(days=start), day + timedelta(days=start + length)
    happened = [
        Happening(Kind.RECEIVED, when(day)), Happening(Kind.PAUSED, when(paused, time(10))),
        Happening(Kind.RESUMED, when(resumed, time(11))),
    ]  # fmt: skip

    stands = replay(happened, agreed, CALENDAR)

    stood = sum(CALENDAR.is_working_day(paused + timedelta(days=n)) for n in range(1, length + 1))
    moved = sum(
        CALENDAR.is_working_day(first.due_date + timedelta(days=n))
        for n in range(1, (stands.due_date - first.due_date).days + 1)
    )
    assert (moved, stands.paused_days) == (stood, stood)
    assert replay(happened, replace(agreed, pauses_count=True), CALENDAR).due_date == first.due_date


@settings(deadline=None)
@given(lives(), st.sampled_from(list(Kind)))
def test_what_cannot_happen_is_refused(life, kind):
    agreed, happened = life
    stands = replay(happened, agreed, CALENDAR)
    one = Happening(kind, stands.last_at, stands.last_at.date() + timedelta(days=1))
    if stands.state in FOLLOWS[kind] and not (kind == Kind.APOLOGISED and stands.apologised_date):
        assert after(stands, one, agreed, CALENDAR)
    else:
        with pytest.raises(OutOfOrder):
            after(stands, one, agreed, CALENDAR)
    with pytest.raises(OutOfOrder):
        after(stands, Happening(Kind.PAPER_LOST, stands.last_at - timedelta(minutes=1)), agreed, CALENDAR)


@pytest.mark.parametrize(
    ("agreed", "at", "due"),
    [
        (working(5), when(date(2026, 6, 1)), date(2026, 6, 8)),
        (working(0), when(date(2026, 6, 1)), date(2026, 6, 1)),
        (working("0.5"), when(date(2026, 6, 1), time(8)), date(2026, 6, 1)),
        (working("0.5"), when(date(2026, 6, 1), time(16)), date(2026, 6, 2)),
        (working(5, late_from=time(15)), when(date(2026, 6, 1), time(15)), date(2026, 6, 8)),
        (working(5, late_from=time(15)), when(date(2026, 6, 1), time(15, 1)), date(2026, 6, 9)),
        (Rules(Decimal(30), "DAY"), when(date(2026, 6, 1)), date(2026, 7, 1)),
        (Rules(Decimal(1), "MONTH"), when(date(2026, 1, 31)), date(2026, 3, 2)),
        (Rules(Decimal(4), "HOUR"), when(date(2026, 6, 1), time(13, 30)), date(2026, 6, 1)),
        (Rules(Decimal(4), "HOUR"), when(date(2026, 6, 5), time(14)), date(2026, 6, 8)),
        (Rules(), when(date(2026, 6, 1)), None),
    ],
)
def test_the_day_due(agreed, at, due):
    assert after(Clock(), Happening(Kind.RECEIVED, at), agreed, CALENDAR).due_date == due


@pytest.mark.parametrize(
    ("resumed", "due"), [(date(2026, 6, 9), date(2026, 7, 9)), (date(2026, 6, 5), date(2026, 7, 8))]
)
def test_a_pause_before_the_days_run_moves_the_day_only_by_those_that_ran(resumed, due):
    agreed = Rules(Decimal(30), "DAY", late_from=time(15))
    happened = [  # Friday after three: counted from Monday 08/06/2026
        Happening(Kind.RECEIVED, when(date(2026, 6, 5), time(16))),
        Happening(Kind.PAUSED, when(date(2026, 6, 5), time(16, 30))),
        Happening(Kind.RESUMED, when(resumed, time(17))),
    ]

    assert replay(happened, agreed, CALENDAR).due_date == due


def test_an_apology_names_a_day_and_moves_nothing():
    received = Happening(Kind.RECEIVED, when(date(2026, 6, 1)))
    sorry = Happening(Kind.APOLOGISED, when(date(2026, 6, 5)), date(2026, 6, 12))

    stands = replay([received, sorry], working(5), CALENDAR)

    assert (stands.due_date, stands.new_due_date) == (date(2026, 6, 8), date(2026, 6, 12))
    assert clock.apology_due(date(2026, 6, 8)) == date(2026, 6, 7)
    assert due_of(date(2026, 6, 1), when(date(2026, 6, 1)), working(5), CALENDAR) == date(2026, 6, 8)


@pytest.mark.parametrize("case", CASES["deadline_cases"], ids=lambda one: f"{one['received']}+{one['term']}")
def test_the_shared_terms(case):
    received = Happening(Kind.RECEIVED, when(date.fromisoformat(case["received"])))
    unit = {"working_days": "WORKING_DAY", "calendar_days": "DAY"}[case["unit"]]

    stands = after(Clock(), received, Rules(Decimal(case["term"]), unit), CALENDAR)

    assert stands.due_date == date.fromisoformat(case["expected_due"])


@pytest.mark.parametrize("case", CASES["same_day_cases"], ids=lambda one: one["received"])
def test_the_shared_receptions_late_in_the_day(case):
    received = Happening(Kind.RECEIVED, datetime.fromisoformat(case["received"]))

    stands = after(Clock(), received, working(0, late_from=time(15)), CALENDAR)

    assert stands.due_date == date.fromisoformat(case["expected_due"])
