"""The median and the 90th percentile, each by its definition over the dossiers in order."""

from fractions import Fraction
from math import ceil
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.operation.statistics.pace import Pace, together


@given(st.lists(st.integers(0, 60), min_size=1, max_size=60))
def test_both_are_those_of_the_dossiers_in_order(days):
    counts = {one: days.count(one) for one in set(days)}
    pace = Pace(counts)

    assert pace.median == Fraction(median(days))
    assert pace.high == sorted(days)[ceil(Fraction(90 * len(days), 100)) - 1]
    assert sum(one <= pace.high for one in days) * 10 >= len(days) * 9
    assert pace.high in days


@pytest.mark.parametrize(
    ("counts", "middle", "high"),
    [
        ({5: 1}, 5, 5),
        ({1: 1, 2: 1}, Fraction(3, 2), 2),
        ({1: 9, 20: 1}, 1, 1),
        ({1: 8, 20: 2}, 1, 20),
        (dict.fromkeys(range(1, 11), 1), Fraction(11, 2), 9),
        (dict.fromkeys(range(1, 12), 1), 6, 10),
        ({0: 100}, 0, 0),
    ],
)
def test_small_ones_by_hand(counts, middle, high):
    assert (Pace(counts).median, Pace(counts).high) == (middle, high)


def test_of_none_nothing_is_told():
    assert (Pace({}).median, Pace({}).high, Pace({}).count) == (None, None, 0)


def test_groups_are_laid_together_by_dossier_not_by_group():
    pace = together([Pace({1: 9}), Pace({10: 1})])
    assert (pace.count, pace.median, pace.high) == (10, 1, 1)
