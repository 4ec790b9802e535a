"""Rates as agencies print them, each by the denominator it was printed with."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.operation.statistics.counts import Counts
from sotay.operation.statistics.rates import Denominator, half_up, percent, rate

ITEMS = json.loads((Path(__file__).parents[2] / "cases" / "dossier_stats.json").read_text(encoding="utf-8"))["items"]
PRINTED = [(item["id"], one) for item in ITEMS for one in item["reported_rates"]]
NUMBERS = st.integers(min_value=0, max_value=10**12)


@pytest.mark.parametrize(("item", "printed"), PRINTED, ids=[f"{item}-{one['name']}" for item, one in PRINTED])
def test_every_printed_rate_is_reproduced(item, printed):
    found = percent(printed["numerator"], printed["denominator"], places=printed["decimals"])

    assert found == Decimal(str(printed["rounded_half_up"]))
    assert (found == Decimal(str(printed["reported"]))) is printed["matches"]
    exact = Fraction(100 * printed["numerator"], printed["denominator"])
    assert half_up(exact, 6) == Decimal(str(printed["computed"]))


WORDS = {
    "new": "received", "received": "received", "carried_over": "carried_over", "total": "total", "due": "due",
    "resolved": "settled", "processed": "settled", "early": "settled_early", "on_time": "settled_on_time",
    "on_time_or_early": "settled_on_time", "late": "settled_late", "late_or_overdue": "settled_late",
    "returned_or_withdrawn": "returned", "online": "received_online", "pending": "pending",
    "pending_in_time": "pending_in_time", "pending_overdue": "pending_late",
}  # fmt: skip


def counts_of(item):
    return Counts(**{WORDS[name]: number for name, number in item["values"].items() if name in WORDS})


def denominator_of(item):
    """Return what the province divides by (`definitions` of the file)."""
    return Denominator.DUE if item["id"].startswith("VP-") else Denominator.SETTLED


NAMED = [
    (item, one)
    for item in ITEMS
    for one in item["reported_rates"]
    if one["name"] in {"early", "on_time", "late", "returned", "resolved"}
]


@pytest.mark.parametrize(("item", "printed"), NAMED, ids=[f"{item['id']}-{one['name']}" for item, one in NAMED])
def test_printed_rates_come_out_of_the_counts_by_the_denominator_of_the_province(item, printed):
    name = {"resolved": "settled"}.get(printed["name"], printed["name"])
    counts = counts_of(item)
    if printed["name"] == "on_time" and "early" in item["values"]:  # here "on time" leaves out those settled early
        found = percent(counts.settled_on_time, counts.settled_in_all, places=printed["decimals"])
    else:
        found = rate(name, counts, denominator=denominator_of(item)).rounded(printed["decimals"])

    assert found == Decimal(str(printed["reported"]))


def test_the_online_share_nobody_printed_is_computed():
    item = next(one for one in ITEMS if one["id"] == "TN-2023-Q1")

    assert rate("online", counts_of(item), denominator=Denominator.SETTLED).rounded() == Decimal("59.31")


def test_one_month_has_three_rates_by_three_denominators():
    counts = Counts(received=120, due=100, settled_on_time=90, settled_late=5, pending_late=3)

    found = {each: rate("on_time", counts, denominator=each).rounded() for each in Denominator}

    assert found == {"SETTLED": Decimal("94.74"), "DUE": Decimal("90.00"), "RECEIVED": Decimal("75.00")}
    assert rate("late", counts, denominator="DUE").rounded() == Decimal("8.00")  # those past their day are late too
    assert rate("late", counts, denominator="SETTLED").rounded() == Decimal("5.26")


@pytest.mark.parametrize(
    "counts",
    [
        Counts(settled_on_time=5),  # late not told: what was settled is not known
        Counts(settled_on_time=0, settled_late=0),  # nothing to divide by
        Counts(settled=10),  # the part is not told
    ],
)
def test_a_rate_that_is_not_known_is_none(counts):
    one = rate("on_time", counts, denominator=Denominator.SETTLED)

    assert (one.is_known, one.rounded(), one.exact) == (False, None, None)


def test_nothing_stands_in_for_the_denominator_that_was_asked_for():
    assert rate("on_time", Counts(settled=10, settled_on_time=9), denominator=Denominator.DUE).rounded() is None


@pytest.mark.parametrize(("exact", "places", "expected"), [
    (Fraction(5, 1000), 2, "0.01"), (Fraction(4999, 1000000), 2, "0.00"), (Fraction(1, 2), 0, "1"),
    (Fraction(665, 10), 0, "67"), (Fraction(0), 2, "0.00"),
])  # fmt: skip
def test_a_half_goes_up(exact, places, expected):
    assert str(half_up(exact, places)) == expected


@given(part=NUMBERS, whole=NUMBERS, places=st.integers(min_value=0, max_value=6))
def test_rounding_is_never_further_off_than_half_a_digit(part, whole, places):
    found = percent(part, whole, places=places)

    if whole == 0:
        assert found is None
    else:
        off = Fraction(found) - Fraction(100 * part, whole)
        half = Fraction(1, 2 * 10**places)
        assert -half < off <= half


@given(part=NUMBERS, whole=NUMBERS)
def test_a_part_above_its_whole_never_passes_unnoticed(part, whole):
    one = rate("on_time", Counts(settled=whole, settled_on_time=part), denominator=Denominator.SETTLED)

    assert one.is_over is (part > whole)
