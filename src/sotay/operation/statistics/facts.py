"""Numbers of dossiers for objectives, reports and reviews, each with what it was counted from and divided by."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.models import Unit
from sotay.operation.statistics import sums
from sotay.operation.statistics.from_dossiers import Known, Lines, known_months, lines_of
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import in_words, months_between, next_month
from sotay.operation.statistics.queries import Figures, figures_of
from sotay.operation.statistics.rates import LATE, ON_TIME, ONLINE, PARAMETER, TITLES, WHOLES
from sotay.standard.catalogue.periods import Period
from sotay.standard.parameters.queries import Values, values_of
from sotay.standard.registry.facts import Asked, Number, fact
from sotay.ui.formats import so

LINK: Final = "operation:statistics"
ONE_DAY: Final = timedelta(days=1)
COLUMNS: Final = ("agency_id", "month", "unit_id", "field", "service__field", *MonthlyCount.COUNTS)
"""What is read of counts that were entered."""
DOSSIERS: Final = gettext_lazy("hồ sơ")
Told = tuple[int | Decimal, str] | None
"""A number and the words that say what it was counted from; None while it is not known."""


def _rate(figures: Figures, denominator: str, *, name: str) -> Told:
    """Return a rate of a period, with its numbers and its denominator named."""
    one = sums.rate_over(name, figures.counts, denominator=denominator)
    value = one.rate.rounded()
    if value is None:
        return None
    said = _("%(part)s/%(whole)s %(of)s, tháng %(months)s") % {
        "part": so(one.rate.part),
        "whole": so(one.rate.whole),
        "of": WHOLES[one.rate.of],
        "months": in_words(one.months),
    }
    return value, said + _counted(figures, one.months) + _lacking(figures, [*one.lacking])


def _count(figures: Figures, _denominator: str, *, name: str) -> Told:
    """Return a count of a period, with the months it was added up from."""
    values = {month: _value(counts, name) for month, counts in figures.counts.items()}
    telling = {month: value for month, value in values.items() if value is not None}
    if not telling:
        return None
    said = _("cộng các tháng %(months)s") % {"months": in_words(telling)}
    return sum(telling.values()), said + _counted(figures, telling) + _lacking(
        figures, [month for month in values if month not in telling]
    )


def _value(counts: Any, name: str) -> int | None:
    return counts.settled_in_all if name == "settled" else getattr(counts, name)


def _counted(figures: Figures, months: Collection[date]) -> str:
    """Return which of the months were counted from dossiers, in words; the others are counts that were entered."""
    of_dossiers = [one for one in months if one in figures.led]
    if not of_dossiers:
        return ""
    if len(of_dossiers) == len(months):
        return _("; đếm từ hồ sơ")
    return _("; đếm từ hồ sơ tháng %(months)s, các tháng khác theo số liệu tháng") % {"months": in_words(of_dossiers)}


def _lacking(figures: Figures, more: list[Any]) -> str:
    """Return the months that are over and tell nothing of it, in words."""
    months = in_words([*figures.missing, *more])
    return _("; chưa có số liệu tháng %(months)s") % {"months": months} if months else ""


@dataclass
class _Sources:
    """What is known of one agency: rows that were entered, and what dossiers tell, parted by unit."""

    rows: list[MonthlyCount] = field(default_factory=list)
    known: Known = field(default_factory=Known)
    lines: Lines = field(default_factory=dict)

    def units(self) -> set[int]:
        """Return the units any row or dossier tells of."""
        named = {row.unit_id for row in self.rows} | {one.unit for some in self.lines.values() for one in some}
        return {one for one in named if one}

    def figures(self, period: Period, months: list[date], *, unit: Unit | None, on: date) -> Figures:
        """Return the figures of the agency or of one of its units, of the months that count."""
        led = self.known.led(months, entered={row.month for row in self.rows})
        lines = self.lines
        if unit is not None:
            lines = {month: sums.of_unit(some, unit.pk) for month, some in lines.items()}
        return figures_of(self.rows, period, unit=unit, on=on, led=led, lines=lines)


def _numbers(asked: Asked, *, tells: Callable[[Figures, str], Told]) -> Iterator[Number]:
    """Yield the numbers of agencies as wholes and of the units anything tells of; five queries for any number of agencies.

    A month counts when it was over by the day; dossiers tell of it where there are any, else the counts that were entered.
    Who has no figures yields no number: not told is not nought.
    """
    months, sources = asked.once(_sources)
    if not sources:
        return
    values, start = asked.once(_values), asked.period.start
    units = asked.once(_units) if asked.of_units else {}
    year, _dash, part = asked.period.key.partition("-")
    for agency_id, told in sources.items():
        denominator = values.value(agency_id, PARAMETER, start)
        of_units = sorted((units[one] for one in told.units() & units.keys()), key=lambda unit: unit.pk)
        for unit in (None, *of_units):
            found = tells(told.figures(asked.period, months, unit=unit, on=_day_after(asked)), denominator)
            if found is None:
                continue
            value, said = found
            yield Number(
                agency_id,
                value,
                unit.pk if unit else None,
                link=LINK,
                query={"year": year, "part": part} | ({"unit": unit.slug} if unit else {}),
                said=said,
            )


def _values(asked: Asked) -> Values:
    """Return the parameters of the agencies."""
    return values_of(asked.agency_ids)


def _units(asked: Asked) -> dict[int, Unit]:
    """Return the units anything tells of, by key."""
    _months, sources = asked.once(_sources)
    return Unit.objects.in_bulk({one for told in sources.values() for one in told.units()})


def _sources(asked: Asked) -> tuple[list[date], dict[int, _Sources]]:
    """Return the months that were over by the day, and what is known of them, by agency."""
    over = _day_after(asked)
    months = [one for one in months_between(asked.period.start, asked.last) if next_month(one) <= over]
    if not months:
        return months, {}
    found: dict[int, _Sources] = defaultdict(_Sources)
    entered = MonthlyCount.objects.filter(agency_id__in=asked.agency_ids, month__range=(months[0], months[-1]))
    for row in entered.select_related("service").only(*COLUMNS).order_by("month", "pk"):
        found[row.agency_id].rows.append(row)
    first, last = months[0], months[-1]
    known = known_months(asked.agency_ids, first=first, last=last)
    axis = sums.UNIT if asked.of_units else ""
    for agency_id, lines in lines_of([*known], first=first, last=last, on=_day_after(asked), axis=axis).items():
        found[agency_id].known, found[agency_id].lines = known[agency_id], lines
    return months, dict(sorted(found.items()))


def _day_after(asked: Asked) -> Any:
    """Return the day after the last that counts: a month is over on the first day of the next."""
    return asked.last + ONE_DAY


for _name in (ON_TIME, LATE, ONLINE):
    fact(f"dossiers.{_name}_rate", title=TITLES[_name], measure="%", for_objectives=True)(
        partial(_numbers, tells=partial(_rate, name=_name))
    )
for _name, _title in (
    ("received", gettext_lazy("Hồ sơ tiếp nhận")),
    ("settled", gettext_lazy("Hồ sơ đã giải quyết")),
    ("settled_late", gettext_lazy("Hồ sơ giải quyết quá hạn")),
):
    fact(f"dossiers.{_name}", title=_title, measure=DOSSIERS, for_objectives=True)(
        partial(_numbers, tells=partial(_count, name=_name))
    )
