"""Shares and points as reports print them; pure, from counts alone.

Percentages are rounded half up, each by itself, so that they may sum to 99,99 as published reports do
(tests/cases/audits.json). Results by criteria on levels 1 to 5 sum to points; their mean weighs each criterion.
"""

from collections.abc import Hashable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final, TypeVar

K = TypeVar("K", bound=Hashable)
WHOLE: Final = 100
PLACES: Final = 2
MEAN_PLACES: Final = 1


def rounded(exact: Fraction, places: int) -> Decimal:
    """Return a number at so many digits, half up."""
    scaled = Decimal(exact.numerator) / Decimal(exact.denominator)
    return scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def percent(part: int, whole: int, *, places: int = PLACES) -> Decimal | None:
    """Return what part of a whole it is in percent; None of nothing."""
    return rounded(Fraction(WHOLE * part, whole), places) if whole else None


def shares(counts: Mapping[K, int], *, places: int = PLACES) -> dict[K, Decimal]:
    """Return the percentage of each count in their sum, none where nothing was counted."""
    whole = sum(counts.values())
    return {key: rounded(Fraction(WHOLE * count, whole), places) for key, count in counts.items()} if whole else {}


def points(levels: Mapping[int, int]) -> int:
    """Return the sum of points of criteria by level: each counts as many points as its level."""
    return sum(level * count for level, count in levels.items())


def weighted_mean(weighted_points: int, weights: int, *, places: int = MEAN_PLACES) -> Decimal | None:
    """Return the mean of points by criteria that weigh so much together; None without weight."""
    return rounded(Fraction(weighted_points, weights), places) if weights else None
