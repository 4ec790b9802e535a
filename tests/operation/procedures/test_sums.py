"""What the steps of a case come to: real procedures, and graphs of every kind."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.operation.procedures.sums import (
    START,
    RingOfSteps,
    Timed,
    Verdict,
    hours_of,
    in_unit,
    total_of,
    verdict_on,
    ways_before,
)
from sotay.operation.procedures.times import read_time

CASES = json.loads((Path(__file__).parents[2] / "cases" / "procedures.json").read_text(encoding="utf-8"))["items"]
UNITS = {"working_days": "WORKING_DAY", "calendar_days_as_written": "DAY", None: "WORKING_DAY"}
VARIANTS = [(one, variant) for one in CASES for variant in one["variants"]]


@pytest.mark.parametrize(("one", "variant"), VARIANTS, ids=lambda one: one.get("id") or one["column"])
def test_real_procedures_come_to_what_they_declare(one, variant):
    unit = UNITS[variant["unit"]]
    steps = []
    for step in one["steps"]:
        told = read_time(step["times"].get(variant["column"], {"text": ""})["text"], unit=unit)
        steps.append(Timed(step["order"], told and told.value, told.unit if told else unit))
    total = total_of(steps, unit=unit)

    assert in_unit(total.own, unit) == Fraction(str(variant["sum_of_steps"]))
    assert bool(total.untimed) is variant["has_blank_or_merged_cells"]
    declared = variant["declared_total_days"]
    verdict = verdict_on(total, own=None, legal=None if declared is None else Decimal(str(declared)), unit=unit)
    assert {True: Verdict.EQUAL, None: Verdict.NO_LIMIT}[variant["sum_matches_declared"]] == verdict


def line(*values, unit="WORKING_DAY"):
    return [Timed(n, Decimal(str(value)), unit) for n, value in enumerate(values, start=1)]


def test_one_more_half_day_than_the_limit_is_greater_and_one_less_smaller():
    total = total_of(line("0.5", 1, "1.5"))
    assert verdict_on(total, own=Decimal(3), legal=None) == Verdict.EQUAL
    assert verdict_on(total, own=Decimal("2.5"), legal=Decimal(5)) == Verdict.GREATER
    assert verdict_on(total, own=Decimal("3.5"), legal=None) == Verdict.SMALLER
    assert verdict_on(total, own=None, legal=Decimal("2.999")) == Verdict.GREATER


def test_hours_and_days_are_one_measure():
    steps = [Timed(1, Decimal(4), "HOUR"), Timed(2, Decimal("0.5")), Timed(3, Decimal(8), "HOUR")]
    assert total_of(steps).own == hours_of(2, "WORKING_DAY") == 16


def test_the_longest_way_counts_and_steps_of_other_bodies_stand_apart():
    steps = [
        Timed(1, Decimal(1)),
        Timed(2, Decimal(2), after=(1,)),
        Timed(3, Decimal(3), after=(1,)),
        Timed(4, Decimal(5), after=(1,), is_external=True),
        Timed(5, Decimal(1), after=(2, 3, 4)),
    ]
    total = total_of(steps)
    assert (total.own, total.elsewhere, total.whole) == (5 * 8, 5 * 8, 7 * 8)
    assert total.way == (1, 3, 5)


def test_a_step_may_begin_with_the_case():
    assert total_of([Timed(1, Decimal(1)), Timed(2, Decimal(3), after=(START,))]).own == 3 * 8


def test_working_days_and_plain_days_have_no_sum():
    mixed = total_of([Timed(1, Decimal(1), "DAY"), Timed(2, Decimal(1))])
    assert verdict_on(mixed, own=Decimal(9), legal=None) == Verdict.NOT_COMPARABLE
    plain = total_of(line(1, 1, unit="DAY"), unit="WORKING_DAY")
    assert verdict_on(plain, own=Decimal(9), legal=None) == Verdict.NOT_COMPARABLE
    assert verdict_on(total_of(line(1, 1, unit="DAY"), unit="DAY"), own=Decimal(2), legal=None, unit="DAY") == "EQUAL"


def test_without_steps_or_times_nothing_is_said_of_the_limit():
    assert verdict_on(total_of([]), own=Decimal(1), legal=None) == Verdict.NO_STEPS
    assert verdict_on(total_of([Timed(1, None)]), own=Decimal(1), legal=None) == Verdict.NO_TIMES


@pytest.mark.parametrize(
    ("after", "named"),
    [({1: (2,)}, (1, 2)), ({1: (1,)}, (1,)), ({2: (9,)}, (9,)), ({1: (3,), 2: (START,), 3: (1,)}, (1, 3))],
)
def test_rings_and_steps_that_are_not_there_are_refused(after, named):
    steps = [Timed(n, Decimal(1), after=after.get(n, ())) for n in (1, 2, 3)]
    with pytest.raises(RingOfSteps) as refused:
        total_of(steps)
    assert refused.value.positions == named


@st.composite
def graphs(draw):
    """Steps that wait only for some before them in a hidden order, named by shuffled places."""
    count = draw(st.integers(1, 9))
    places = draw(st.permutations(range(1, count + 1)))
    steps = []
    for n, place in enumerate(places):
        after = draw(st.lists(st.sampled_from(places[:n]), max_size=3)) if n else []
        value = draw(st.none() | st.decimals(0, 40, places=2))
        steps.append(Timed(place, value, after=tuple(after) or (START,), is_external=draw(st.booleans())))
    return steps


@given(graphs(), st.integers())
def test_the_sum_is_that_of_the_longest_way_in_whatever_order_the_steps_come(steps, seed):
    total = total_of(steps)
    shuffled = list(steps)
    Random(seed).shuffle(shuffled)
    assert total_of(shuffled) == total

    by_place = {one.position: one for one in steps}
    every = [[place] for place in by_place]
    ways = []
    while every:
        way = every.pop()
        ways.append(way)
        every += [[need, *way] for need in by_place[way[0]].after if need != START]

    def long(way, externals):
        chosen = [by_place[place] for place in way if by_place[place].is_external in externals]
        return sum((hours_of(one.value or 0, one.unit) for one in chosen), Fraction(0))

    assert total.own == max(long(way, {False}) for way in ways)
    assert total.elsewhere == max(long(way, {True}) for way in ways)
    assert total.whole == max(long(way, {True, False}) for way in ways)
    assert long(total.way, {False}) == total.own


@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.lists(st.integers(0, 6), max_size=3)), max_size=6, unique_by=lambda one: one[0]
    )
)
def test_every_graph_is_ordered_or_refused(drawn):
    steps = [Timed(place, Decimal(1), after=tuple(after)) for place, after in drawn]
    try:
        order = list(ways_before(steps))
    except RingOfSteps:
        return
    assert sorted(order) == sorted(one.position for one in steps)
    assert all(order.index(need) < order.index(place) for place, needs in ways_before(steps).items() for need in needs)
