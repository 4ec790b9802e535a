"""Shares and means of the five levels, half up, each with the number it was divided by; pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from sotay.evaluation.satisfaction.marks import SATISFIED
from sotay.operation.statistics.rates import half_up, percent

BEST: Final = 5
PLACES: Final = 2
"""Digits behind the comma of shares and means, as published results print them (tests/cases/surveys.json)."""


@dataclass(slots=True)
class Levels:
    """How often each level from 1 (rất không hài lòng) to 5 (rất hài lòng) was chosen."""

    counts: list[int] = field(default_factory=lambda: [0] * BEST)

    def add(self, level: int, count: int) -> None:
        """Add so many of a level."""
        self.counts[level - 1] += count

    @classmethod
    def together(cls, many: Iterable["Levels"]) -> "Levels":
        """Return several counted together."""
        found = cls()
        for one in many:
            found.counts = [mine + theirs for mine, theirs in zip(found.counts, one.counts, strict=True)]
        return found

    @staticmethod
    def share_of(part: int, whole: int) -> Decimal | None:
        """Return what a part is of a whole in percent; None of nothing."""
        return percent(part, whole, places=PLACES)

    @property
    def total(self) -> int:
        """How many levels were chosen: what shares and mean are divided by."""
        return sum(self.counts)

    @property
    def satisfied(self) -> int:
        """How many were *hài lòng* or *rất hài lòng*."""
        return sum(self.counts[SATISFIED - 1 :])

    @property
    def share(self) -> Decimal | None:
        """The share of *hài lòng* and *rất hài lòng* in percent; None where nothing was chosen."""
        return percent(self.satisfied, self.total, places=PLACES)

    @property
    def mean(self) -> Decimal | None:
        """The mean level; None where nothing was chosen."""
        points = sum(level * count for level, count in enumerate(self.counts, start=1))
        return half_up(Fraction(points, self.total), PLACES) if self.total else None
