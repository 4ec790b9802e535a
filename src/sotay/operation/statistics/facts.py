"""Numbers of dossiers for objectives, reports and reviews, each with what it was counted from and divided by."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.operation.statistics import sums
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import in_words, months_between, next_month
from sotay.operation.statistics.queries import RELATED, Figures, figures_of
from sotay.operation.statistics.rates import LATE, ON_TIME, ONLINE, PARAMETER, TITLES, Denominator
from sotay.standard.parameters.queries import values_of
from sotay.standard.registry.facts import Asked, Number, fact
from sotay.ui.formats import so

LINK: Final = "operation:statistics"
ONE_DAY: Final = timedelta(days=1)
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
        "of": Denominator(one.rate.of).label,
        "months": in_words(one.months),
    }
    return value, said + _lacking(figures, [*one.lacking])


def _count(figures: Figures, _denominator: str, *, name: str) -> Told:
    """Return a count of a period, with the months it was added up from."""
    values = {month: _value(counts, name) for month, counts in figures.counts.items()}
    telling = {month: value for month, value in values.items() if value is not None}
    if not telling:
        return None
    said = _("cộng các tháng %(months)s") % {"months": in_words(telling)}
    return sum(telling.values()), said + _lacking(figures, [month for month in values if month not in telling])


def _value(counts: Any, name: str) -> int | None:
    return counts.settled_in_all if name == "settled" else getattr(counts, name)


def _lacking(figures: Figures, more: list[Any]) -> str:
    """Return the months that are over and tell nothing of it, in words."""
    months = in_words([*figures.missing, *more])
    return _("; chưa có số liệu tháng %(months)s") % {"months": months} if months else ""


def _numbers(asked: Asked, *, tells: Callable[[Figures, str], Told]) -> Iterator[Number]:
    """Yield the numbers of agencies as wholes and of the units any row tells of; two queries for any number of agencies.

    A month counts when it was over by the day. Who has no figures yields no number: not told is not nought.
    """
    start, end = asked.period.start, min(asked.period.end, asked.on)
    months = [month for month in months_between(start, end) if next_month(month) <= _day_after(asked)]
    if not months:
        return
    by_agency: dict[int, list[MonthlyCount]] = defaultdict(list)
    kept = MonthlyCount.objects.filter(agency_id__in=asked.agency_ids, month__in=months).select_related(*RELATED)
    for row in kept.order_by("month", "pk"):
        by_agency[row.agency_id].append(row)
    values = values_of(asked.agency_ids)
    for agency_id, rows in by_agency.items():
        denominator = values.value(agency_id, PARAMETER, start)
        units = {row.unit_id: row.unit for row in rows if row.unit}
        year, _dash, part = asked.period.key.partition("-")
        for unit in (None, *units.values()):
            some = [row for row in rows if unit is None or row.unit_id == unit.pk]
            found = tells(figures_of(some, asked.period, unit=unit, on=_day_after(asked)), denominator)
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


def _day_after(asked: Asked) -> Any:
    """Return the day after the last that counts: a month is over on the first day of the next."""
    return min(asked.period.end, asked.on) + ONE_DAY


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
