"""What answers are divided by: the dossiers settled in some days, by month, of agencies, their units and services.

Months are told by dossiers or by counts that were entered, as everywhere (`operation/statistics`). What is settled is the
agency's choice (`survey.settled`, practice.md 8): a result ready or returned, or only one returned. Counts that were
entered say what their source calls settled. None is "nobody told", 0 is none.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, F, Sum
from django.db.models.functions import TruncMonth

from sotay.operation.dossiers.models import Dossier, DossierTally
from sotay.operation.statistics import sums
from sotay.operation.statistics.from_dossiers import SETTLED, Known, known_months
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import months_between, next_month
from sotay.operation.statistics.queries import line_of

ONE_DAY: Final = timedelta(days=1)
Key = int | None
"""A unit or service by its key; None for what nobody said the unit of."""
Row = tuple[int, date, Key, Key, int]


@dataclass(frozen=True, slots=True)
class Settled:
    """Settled dossiers of an agency by month; in months of `led` dossiers tell, so that who has none there has 0."""

    months: tuple[date, ...] = ()
    led: frozenset[date] = frozenset()
    whole: Mapping[date, int] = field(default_factory=dict)
    units: Mapping[Key, Mapping[date, int]] = field(default_factory=dict)
    services: Mapping[Key, Mapping[date, int]] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[date, ...]:
        """The months nobody tells settled dossiers of."""
        return tuple(one for one in self.months if one not in self.whole)

    def months_by(self, parts: Mapping[Key, Mapping[date, int]]) -> frozenset[date]:
        """Return the months that are told by these parts: by units, or by services."""
        return self.led.union(*parts.values())

    def of_unit(self, unit: Key) -> Mapping[date, int]:
        """Return the months that tell the settled dossiers of a unit."""
        return dict.fromkeys(self.led, 0) | dict(self.units.get(unit, {}))

    def of_service(self, service: Key) -> Mapping[date, int]:
        """Return the months that tell the settled dossiers of a service."""
        return dict.fromkeys(self.led, 0) | dict(self.services.get(service, {}))


def settled_of(
    agency_ids: Iterable[int], *, first: date, last: date, returned_only: Collection[int] = ()
) -> dict[int, Settled]:
    """Return the settled dossiers from a day to a day, both inside, for each agency; four queries for any number of them.

    `returned_only` are the agencies where only dossiers whose result was returned count.
    """
    agency_ids = tuple(agency_ids)
    months = tuple(months_between(first, last))
    if not months:
        return {agency_id: Settled() for agency_id in agency_ids}
    entered: dict[int, dict[date, list[MonthlyCount]]] = defaultdict(lambda: defaultdict(list))
    rows = MonthlyCount.objects.filter(agency_id__in=agency_ids, month__in=_whole(first, last)).select_related(
        "service"
    )
    for row in rows.order_by("month", "pk"):
        entered[row.agency_id][row.month].append(row)
    known = known_months(agency_ids, first=months[0], last=last)
    counted: dict[int, list[Row]] = defaultdict(list)
    for one in _counted(agency_ids, first, last, frozenset(returned_only)):
        counted[one[0]].append(one)
    return {
        agency_id: _joined(months, known.get(agency_id, Known()), entered[agency_id], counted[agency_id])
        for agency_id in agency_ids
    }


def _joined(
    months: tuple[date, ...], known: Known, entered: Mapping[date, list[MonthlyCount]], counted: Iterable[Row]
) -> Settled:
    led = known.led(months, entered=entered)
    whole: dict[date, int] = dict.fromkeys(led, 0)
    units: dict[Key, dict[date, int]] = defaultdict(dict)
    services: dict[Key, dict[date, int]] = defaultdict(dict)
    for _agency, month, unit, service, count in counted:
        if month in led:
            whole[month] += count
            units[unit][month] = units[unit].get(month, 0) + count
            services[service][month] = services[service].get(month, 0) + count
    for month, rows in entered.items():
        if month in led:
            continue
        lines = [line_of(row) for row in rows]
        if (told := sums.whole(lines).counts.settled_in_all) is not None:
            whole[month] = told
        for parts, found in ((sums.by_unit(lines), units), (sums.by_service(lines), services)):
            for key, joined in parts.items():
                if (told := joined.counts.settled_in_all) is not None:
                    found[key][month] = told  # type: ignore[index]  # keys of lines are keys of rows
    return Settled(months, led, whole, dict(units), dict(services))


def _whole(first: date, last: date) -> list[date]:
    """Return the months that lie in the days from first to last day."""
    return [one for one in months_between(first, last) if one >= first and next_month(one) - ONE_DAY <= last]


def _counted(agency_ids: tuple[int, ...], first: date, last: date, returned_only: frozenset[int]) -> Iterator[Row]:
    """Yield agency, month, unit, service and number: whole months as counted ahead, parts of months from the dossiers."""
    others = [one for one in agency_ids if one not in returned_only]
    whole = _whole(first, last)
    keys = ("agency_id", "month", "unit_id", "service_id")
    if others and whole:
        tallies = DossierTally.objects.filter(agency_id__in=others, month__in=whole)
        yield from tallies.values_list(*keys).annotate(count=_sum_of_settled()).filter(count__gt=0).order_by()
    dossiers = Dossier.objects.annotate(month=TruncMonth("settled_date"))
    if returned_only:
        rows = dossiers.filter(agency_id__in=returned_only, settled_date__range=(first, last))
        rows = rows.filter(state=Dossier.State.RETURNED)
        yield from rows.values_list(*keys).annotate(count=Count("pk")).order_by()
    for start, end in _parts(first, last, whole) if others else ():
        rows = dossiers.filter(agency_id__in=others, settled_date__range=(start, end))
        yield from rows.values_list(*keys).annotate(count=Count("pk")).order_by()


def _sum_of_settled() -> Any:
    """Return the sum of what tallies call settled."""
    early, on_time, late, without_due = map(F, SETTLED)
    return Sum(early + on_time + late + without_due)


def _parts(first: date, last: date, whole: list[date]) -> list[tuple[date, date]]:
    """Return the days before and after the whole months, as spans."""
    if not whole:
        return [(first, last)]
    before, after = whole[0] - ONE_DAY, next_month(whole[-1])
    return [(start, end) for start, end in ((first, before), (after, last)) if start <= end]
