"""Shares and points as published results print them, and the numbers a letter asks reports to state."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import dictionaries, integers

from sotay.evaluation.audits.report.chart import chart, heads_of
from sotay.evaluation.audits.report.figures import percent, points, shares, weighted_mean
from sotay.standard.catalogue.obligations import obligation_of
from sotay.standard.catalogue.periods import period_with
from sotay.standard.registry.parameters import parameter_of
from tests.conftest import TODAY

CASES = json.loads((Path(__file__).parents[3] / "cases" / "audits.json").read_text("utf-8"))
BY_CRITERIA = [one for one in CASES["items"] if "levels" in one]


@pytest.mark.parametrize("case", BY_CRITERIA, ids=lambda case: case["id"])
def test_a_published_result_by_criteria_is_reproduced(case):
    levels = {int(level): count for level, count in case["levels"].items()}
    told, printed = case["computed"], case["reported"]

    by_level = shares(levels)

    assert sum(levels.values()) == told["criteria"]
    for said in (told["percent"], printed["percent"]):
        assert {str(level): float(by_level[level]) for level in levels if levels[level]} == said
    assert sum(by_level.values()) == Decimal("99.99")
    assert points(levels) == told["sum_points"] == printed["sum_points"]
    mean = weighted_mean(printed["weighted_points"], told["weighted_denominator"])
    assert float(mean) == told["mean"] == printed["mean"]


@pytest.mark.parametrize(
    ("part", "whole", "exact"), [(1, 8, "12.50"), (1, 16, "6.25"), (1, 800, "0.13"), (1, 3, "33.33"), (0, 5, "0.00")]
)
def test_halves_are_rounded_up(part, whole, exact):
    assert percent(part, whole) == Decimal(exact)


def test_nothing_has_no_share():
    assert (percent(0, 0), shares({"NOTE": 0}), weighted_mean(0, 0)) == (None, {}, None)


@given(dictionaries(integers(1, 5), integers(0, 500), max_size=5))
def test_shares_come_close_to_the_whole(levels):
    told = shares(levels)
    assert (told == {}) == (sum(levels.values()) == 0)
    if told:
        assert abs(sum(told.values()) - 100) <= Decimal("0.005") * len(told)


def test_a_chart_is_its_own_table():
    grades = {"NOTE": 3, "NONCONFORMITY": 1}
    rows = [
        {"code": "VP", "name": "Văn phòng", "counts": {"NOTE": 1, "NONCONFORMITY": 1}, "total": 2},
        {"code": "", "name": "", "counts": {"NOTE": 2, "NONCONFORMITY": 0}, "total": 2},
    ]

    made = chart(rows, heads_of(grades), title="Theo đơn vị", column="Đơn vị")

    assert [(head.kind, head.count, head.share) for head in made.heads] == [
        ("NONCONFORMITY", 1, "25,00 %"),
        ("NOTE", 3, "75,00 %"),
    ]
    first, second = made.rows
    assert [count for _label, count in first.counts] == [1, 1]
    assert [(part.begin, part.length, part.kind) for part in first.parts] == [
        (0.0, 50.0, "NONCONFORMITY"),
        (50.0, 50.0, "NOTE"),
    ]
    assert [(part.begin, part.length) for part in second.parts] == [(0.0, 100.0)]
    assert made.total == 4


def test_the_letter_asks_for_an_audit_before_october_and_for_its_numbers():
    assert [one["rule"].split(",")[0] for one in CASES["rules"]] == [
        "internal audit at least once a year",
        "audit report must state results",
    ]
    due = parameter_of("audit.yearly.due")
    last = due.kind.due(due.default, period_with("year", TODAY).start.year)
    assert (last.month, last.day) == (9, 30)
    for code in ("audit.yearly", "audit.counts"):
        assert obligation_of(code).due.parameters == ("audit.yearly.due",)
