"""How long settled dossiers took, in working days without pauses: median and 90th percentile.

Weighted: every dossier counts once. The median is the middle one of all in order, of an even number the mean of the two
in the middle. The 90th percentile is by nearest rank: the smallest number of days within which at least 90 of 100
dossiers were settled; it is always a number some dossier really took.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.db.models import Sum

from sotay.agency.models import Unit
from sotay.operation.dossiers.models import DossierPace
from sotay.operation.statistics import sums
from sotay.operation.statistics.from_dossiers import KEYS

PERCENT: Final = 90
MONTH: Final = "month"


@dataclass(frozen=True, slots=True)
class Pace:
    """How many dossiers took how many days."""

    counts: Mapping[int, int]

    @property
    def count(self) -> int:
        """How many dossiers were measured."""
        return sum(self.counts.values())

    @property
    def median(self) -> Fraction | None:
        """The days of the middle one; None of none."""
        if not (count := self.count):
            return None
        return Fraction(self._at((count + 1) // 2) + self._at(count // 2 + 1), 2)

    @property
    def high(self) -> int | None:
        """The 90th percentile by nearest rank; None of none."""
        return self._at(-(-PERCENT * self.count // 100)) if self.count else None

    def _at(self, rank: int) -> int:
        """Return the days of the dossier at a rank, from 1, the quickest first."""
        seen = 0
        for days in sorted(self.counts):
            seen += self.counts[days]
            if seen >= rank:
                return days
        raise IndexError(rank)


def together(paces: Iterable[Pace]) -> Pace:
    """Return the pace of several groups of dossiers as one."""
    counts: Counter[int] = Counter()
    for one in paces:
        counts.update(one.counts)
    return Pace(counts)


def paces_of(agency_id: int, *, months: Iterable[date], axis: str, unit: Unit | None) -> dict[Hashable, Pace]:
    """Return the pace of what was settled in some months, by month or by the keys of lines; one query."""
    rows = DossierPace.objects.filter(agency_id=agency_id, month__in=tuple(months))
    if unit is not None:
        rows = rows.filter(unit=unit)
    columns = ("month",) if axis == MONTH else KEYS[axis]
    counts: dict[Hashable, Counter[int]] = defaultdict(Counter)
    for *key, days, count in rows.values_list(*columns, "days").annotate(count=Sum("count")).order_by():
        counts[_key(axis, key)][days] += count
    return {key: Pace(some) for key, some in counts.items()}


def _key(axis: str, key: list[Any]) -> Hashable:
    if axis == sums.UNIT:
        return key[0] or sums.NO_UNIT
    if axis == sums.FIELD:
        return key[0] or sums.NO_FIELD
    return key[-1]  # type: ignore[no-any-return]
