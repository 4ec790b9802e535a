"""Verdicts: computed exactly, *dự kiến* until the year is over, monotone in the figure."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis.strategies import booleans, builds, dates, decimals, none, one_of, sampled_from

from sotay.planning.objectives.targets import Direction, Target
from sotay.planning.results.verdicts import NOTHING, Figures, Verdict, verdict

CUTOFF = date(2026, 5, 31)
INTERIM = {Verdict.EXPECTED, Verdict.EXPECTED_MISS, Verdict.PENDING}
COUNTED = [Direction.GE, Direction.GT, Direction.LE, Direction.LT, Direction.EQ]

figures_of_any_size = decimals(0, 10**9, places=4, allow_nan=False, allow_infinity=False)
some_days = dates(date(2025, 1, 1), date(2027, 12, 31))
any_figures = builds(
    Figures,
    value=one_of(none(), figures_of_any_size),
    done_date=one_of(none(), some_days),
    estimate=one_of(none(), figures_of_any_size),
    estimate_date=one_of(none(), some_days),
)
any_target = one_of(
    builds(Target, sampled_from(COUNTED), figures_of_any_size),
    builds(lambda day: Target(Direction.BY, day=day), some_days),
    builds(lambda: Target(Direction.NONE, Decimal(0))),
)


def said(target, *, final=False, cutoff=CUTOFF, **figures):
    return verdict(target, Figures(**figures), is_final=final, cutoff=cutoff)


def goal(direction, value="98"):
    return Target(direction, Decimal(value), measure="%")


@pytest.mark.parametrize(
    ("direction", "figure", "reached"),
    [
        ("GE", "98", True), ("GE", "97.96", False), ("GE", "97.9999", False), ("GT", "98", False), ("GT", "98.0001", True),
        ("LE", "98", True), ("LE", "98.0001", False), ("LT", "98", False), ("LT", "97.9999", True),
        ("EQ", "98.0000", True), ("EQ", "98.0001", False),
    ],
)  # fmt: skip
def test_figures_are_held_against_the_target_without_rounding(direction, figure, reached):
    value = Decimal(figure)

    assert said(goal(direction), value=value, final=True) == ("ACHIEVED" if reached else "MISSED")
    assert said(goal(direction), value=value) == ("EXPECTED" if reached else "EXPECTED_MISS")


def test_what_is_expected_of_the_year_counts_until_it_is_over():
    behind = {"value": Decimal(60), "estimate": Decimal(99)}

    assert said(goal("GE"), **behind) == "EXPECTED"
    assert said(goal("GE"), **behind, final=True) == "MISSED"


def test_without_a_figure_nothing_is_said():
    assert said(goal("GE")) == said(goal("GE"), final=True) == "UNKNOWN"
    assert said(goal("GE"), estimate=Decimal(99), final=True) == "UNKNOWN"
    assert said(None, value=Decimal(1)) == "UNKNOWN"


def test_what_must_not_occur_is_missed_by_the_first_case_at_once():
    never = Target(Direction.NONE, Decimal(0))

    assert said(never, value=Decimal(1)) == "MISSED"
    assert said(never, value=Decimal(0)) == "EXPECTED"
    assert said(never, value=Decimal(0), final=True) == "ACHIEVED"
    assert said(never, value=Decimal(0), estimate=Decimal(2)) == "EXPECTED_MISS"


def test_a_day_kept_or_missed_stands_at_once():
    by = Target(Direction.BY, day=date(2026, 9, 30))

    assert said(by, done_date=date(2026, 9, 30)) == "ACHIEVED"
    assert said(by, done_date=date(2026, 10, 1)) == "MISSED"
    assert said(by) == "PENDING"
    assert said(by, estimate_date=date(2026, 9, 30)) == "EXPECTED"
    assert said(by, estimate_date=date(2026, 10, 1)) == "EXPECTED_MISS"
    assert said(by, cutoff=date(2026, 9, 29)) == "PENDING"
    assert said(by, cutoff=date(2026, 9, 30)) == "MISSED"
    assert said(by, final=True) == "MISSED"


@given(any_target, any_figures, some_days)
def test_final_figures_are_never_expected(target, figures, cutoff):
    assert verdict(target, figures, is_final=True, cutoff=cutoff) not in INTERIM


@given(builds(Target, sampled_from(COUNTED), figures_of_any_size), any_figures, some_days)
def test_a_number_is_only_expected_until_the_year_is_over(target, figures, cutoff):
    assert verdict(target, figures, is_final=False, cutoff=cutoff) in {*INTERIM, Verdict.UNKNOWN}


@given(sampled_from(COUNTED[:4]), figures_of_any_size, figures_of_any_size, figures_of_any_size, booleans())
def test_more_is_never_worse_where_more_is_wanted_nor_less_where_less_is(direction, goal_value, one, other, final):
    target = Target(direction, goal_value)
    less, more = sorted([one, other])
    better, worse = (more, less) if direction in {"GE", "GT"} else (less, more)
    good = {Verdict.ACHIEVED, Verdict.EXPECTED}

    if said(target, value=worse, final=final) in good:
        assert said(target, value=better, final=final) in good


@given(some_days, some_days, booleans())
def test_an_earlier_day_is_never_worse(day, done, final):
    target = Target(Direction.BY, day=day)

    if said(target, done_date=done, final=final) == Verdict.ACHIEVED:
        assert said(target, done_date=done - timedelta(days=1), final=final) == Verdict.ACHIEVED


@given(any_target, some_days)
def test_once_missed_by_its_day_it_stays_missed(target, cutoff):
    if verdict(target, NOTHING, is_final=False, cutoff=cutoff) == Verdict.MISSED:
        assert verdict(target, NOTHING, is_final=False, cutoff=cutoff + timedelta(days=30)) == Verdict.MISSED
