"""What dossiers tell of a month, as the lines that counts by month are: read from what was counted ahead.

A month is told by dossiers from the first in which one was received. Only where nothing at all happened to a dossier in a
month and counts of that month were entered, these are taken: a list that is missing is not a month without work.
"""

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Case, Count, F, Sum, When

from sotay.agency.models import Unit
from sotay.operation.dossiers.models import Dossier, DossierTally
from sotay.operation.dossiers.tallies import COUNTS
from sotay.operation.statistics import sums
from sotay.operation.statistics.counts import EVERY, Counts
from sotay.operation.statistics.months import months_between, next_month
from sotay.operation.statistics.sums import Line

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "": (),
    sums.UNIT: ("unit_id",),
    sums.FIELD: ("service__field",),
    sums.SERVICE: ("service__field", "service_id"),
}
"""By which columns dossiers are told apart."""
SETTLED: Final = ("settled_early", "settled_on_time", "settled_late", "settled_without_due")
BUSY: Final = ("received", *SETTLED, "dropped")
Lines = dict[date, list[Line]]


@dataclass(frozen=True, slots=True)
class Known:
    """Which months dossiers can tell of: all from `first` on; in the `busy` ones something happened."""

    first: date | None = None
    busy: frozenset[date] = field(default_factory=frozenset)

    def led(self, months: Iterable[date], *, entered: Container[date]) -> frozenset[date]:
        """Return the months of which dossiers tell; `entered` are those that counts were entered for."""
        if self.first is None:
            return frozenset()
        return frozenset(one for one in months if one >= self.first and (one in self.busy or one not in entered))


def nothing_in(month: date, *, on: date) -> Line:
    """Return what a unit without any dossier has in a month of which dossiers tell."""
    untold = {"total", *(() if next_month(month) <= on else ("due",))}
    return Line(None, "", None, Counts(**{name: 0 for name in EVERY if name not in untold}))


def known_months(agency_ids: Iterable[int], *, first: date, last: date) -> dict[int, Known]:
    """Return which months of a span dossiers can tell of, for the agencies that have any; one query."""
    found: dict[int, set[date | None]] = defaultdict(set)
    busy: dict[int, set[date]] = defaultdict(set)
    for row in _tallies(agency_ids, first=first, last=last, names=BUSY):
        found[row["agency_id"]].add(row["at"])
        if row["at"] is not None and any(row[name] for name in BUSY):
            busy[row["agency_id"]].add(row["at"])
    return {
        agency_id: Known(first if None in months else min(one for one in months if one), frozenset(busy[agency_id]))
        for agency_id, months in found.items()
    }


def lines_of(
    agency_ids: Iterable[int], *, first: date, last: date, on: date, axis: str = "", unit: Unit | None = None
) -> dict[int, Lines]:
    """Return what dossiers tell of the months of a span, by agency and month, parted by an axis; two queries at most.

    The lines of a unit stand as if it were an agency. What had been received, settled and dropped before the span is what
    is carried over. The running month is told as of `on`, which is then the current day; what falls due in it is not told
    before it is over.
    """
    agency_ids, columns = tuple(agency_ids), KEYS[axis]
    last = min(last, on)
    cells: dict[tuple[Any, ...], dict[date | None, dict[str, int]]] = defaultdict(dict)
    for row in _tallies(agency_ids, first=first, last=last, names=COUNTS, columns=columns, unit=unit):
        cells[(row["agency_id"], *(row[one] for one in columns))][row["at"]] = row
    late_now = {}
    if first <= last and next_month(last) > on:
        late_now = _late_on(agency_ids, on=on, columns=columns, unit=unit)
    found: dict[int, Lines] = defaultdict(dict)
    months = months_between(first, last)
    for (agency_id, *key), by_month in sorted(cells.items(), key=lambda one: tuple(map(str, one[0]))):
        for month, counts in _run(by_month, months, on=on, late_now=late_now.get((agency_id, *key), 0)):
            found[agency_id].setdefault(month, []).append(_line(axis, key, counts))
    return dict(found)


def _tallies(
    agency_ids: Iterable[int],
    *,
    first: date,
    last: date,
    names: Iterable[str],
    columns: tuple[str, ...] = (),
    unit: Unit | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield the sums of tallies by month (`at`), all months before the span together (None)."""
    rows = DossierTally.objects.filter(agency_id__in=tuple(agency_ids), month__lte=last)
    if unit is not None:
        rows = rows.filter(unit=unit)
    at = Case(When(month__gte=first, then=F("month")), default=None)
    sums_of = {f"sum_{name}": Sum(name) for name in names}
    for row in rows.values("agency_id", *columns, at=at).annotate(**sums_of).order_by():
        yield {name.removeprefix("sum_"): value for name, value in row.items()}


def _late_on(
    agency_ids: Iterable[int], *, on: date, columns: tuple[str, ...], unit: Unit | None
) -> dict[tuple[Any, ...], int]:
    """Return how many are open past their day, by agency and key."""
    rows = Dossier.objects.filter(
        agency_id__in=tuple(agency_ids), closed_date__isnull=True, due_date__lt=on, received_date__lte=on
    )
    if unit is not None:
        rows = rows.filter(unit=unit)
    counted = rows.values_list("agency_id", *columns).annotate(count=Count("pk")).order_by()
    return {tuple(key): count for *key, count in counted}


def _run(
    by_month: Mapping[date | None, Mapping[str, int]], months: Iterable[date], *, on: date, late_now: int
) -> Iterator[tuple[date, Counts]]:
    """Yield the counts of a key month by month, from the first in which there is anything to tell."""
    nothing = dict.fromkeys(COUNTS, 0)
    before = by_month.get(None, nothing)
    stock = before["received"] - sum(before[name] for name in SETTLED) - before["dropped"]
    late = before["overdue_open"] - before["overdue_closed"]
    if not stock and not any(by_month.get(month, nothing)[name] for month in months for name in COUNTS):
        return
    for month in months:
        row = by_month.get(month, nothing)
        settled, carried_over = sum(row[name] for name in SETTLED), stock
        stock += row["received"] - settled - row["dropped"]
        late += row["overdue_open"] - row["overdue_closed"]
        is_over = next_month(month) <= on
        pending_late = late if is_over else late_now
        yield (
            month,
            Counts(
                carried_over=carried_over,
                received=row["received"],
                received_online=row["received_online"],
                received_channel=row["received_channel"],
                due=row["due"] if is_over else None,
                settled=settled,
                settled_early=row["settled_early"],
                settled_on_time=row["settled_on_time"],
                settled_late=row["settled_late"],
                settled_without_due=row["settled_without_due"],
                returned=row["dropped"],
                pending=stock,
                pending_in_time=stock - pending_late,
                pending_late=pending_late,
            ),
        )


def _line(axis: str, key: list[Any], counts: Counts) -> Line:
    unit: Hashable | None = None
    in_field, service = "", None
    if axis == sums.UNIT:
        unit = key[0] or sums.NO_UNIT
    elif axis:
        in_field = key[0] or sums.NO_FIELD
        service = key[1] if axis == sums.SERVICE else None
    return Line(unit, in_field, service, counts)
