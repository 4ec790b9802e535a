"""Figures of the page of statistics: a cell, and a row of cells with what stands behind each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Final
from urllib.parse import urlencode

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sotay.operation.dossiers.counted import WHICH, Counted
from sotay.operation.statistics.counts import AT_THE_END, AT_THE_START, Counts
from sotay.operation.statistics.months import next_month
from sotay.operation.statistics.pace import Pace
from sotay.operation.statistics.rates import PLACES, half_up
from sotay.operation.statistics.sums import PeriodRate, over_months, rate_over
from sotay.ui.formats import so

Of = tuple[tuple[str, str], ...]
ONE_DAY = timedelta(days=1)
MEASURED = "measured"
"""Dossiers whose working days are known: no count of months, but of paces."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure; `short` when months of the row that have figures do not tell this one, `url` where its dossiers stand."""

    number: int | Decimal | None
    short: bool = False
    is_rate: bool = False
    url: str = ""

    @property
    def text(self) -> str:
        """The figure as it is printed."""
        if self.number is None:
            return "–"
        return f"{so(self.number, PLACES)} %" if self.is_rate else so(self.number)

    @property
    def drawn(self) -> SafeString:
        """The figure as it stands in a table: what its dossiers are is one click away, what is short has its star."""
        text = format_html('<a href="{}">{}</a>', self.url, self.text) if self.url else escape(self.text)
        return text + _STAR if self.short else text


_STAR: Final = mark_safe("<sup>*</sup>")
_NAME: Final = "NAME"


def drawn(cells: Iterable[Cell], headings: Iterable[str], *, is_missing: bool) -> SafeString:
    """Return cells as those of a table row, each with its heading (escaped); a template takes ten times as long for it."""
    kind = "num stats-none" if is_missing else "num"
    return format_html_join(
        "",
        '<td class="{}" data-label="{}">{}</td>',
        ((kind, head, one.drawn) for head, one in zip(headings, cells, strict=True)),
    )


@dataclass(frozen=True)
class Row:
    """A line of the table: what it is of and its months.

    `behind` says by which words of an address the register finds its dossiers, None where not all its months are told by
    dossiers; `until` is the last day that is told.
    """

    label: str
    months: Mapping[date, Counts]
    url: str = ""
    is_missing: bool = False
    behind: Of | None = None
    until: date | None = None
    pace: Pace | None = None

    @cached_property
    def merged(self) -> Counts:
        """The counts of its months together."""
        return over_months(self.months)

    def cell(self, name: str, register: str = "") -> Cell:
        """Return one count of the row; `register` is the address of the register where the viewer may open it."""
        of_pace = name == MEASURED
        number = (self.pace.count if self.pace else None) if of_pace else value_of(self.merged, name)
        short = False
        if not of_pace and name not in AT_THE_START | AT_THE_END:
            told = [value_of(one, name) for one in self.months.values()]
            short = None in told and any(one is not None for one in told)
        opens = register and number and not short and self._asked and name in WHICH
        return Cell(number, short, url=f"{register}?{self._asked.replace(_NAME, name, 1)}" if opens else "")

    @cached_property
    def _asked(self) -> str:
        """What the register is asked for, but for the name of the figure: put together once for all figures of the row."""
        counted = self._counted(_NAME)
        return urlencode(counted.asked) if counted else ""

    def counted(self, name: str) -> Counted | None:
        """Return what is counted in a figure of the row; None where not dossiers were."""
        return self._counted(name) if name in WHICH else None

    def _counted(self, name: str) -> Counted | None:
        if self.behind is None or not self.months:
            return None
        last = next_month(max(self.months)) - ONE_DAY
        return Counted(name, min(self.months), min(last, self.until or last), self.behind)

    def rate(self, name: str, denominator: str) -> PeriodRate:
        """Return one rate of the row."""
        return rate_over(name, self.months, denominator=denominator, merged=self.merged)

    def rate_cell(self, name: str, denominator: str) -> Cell:
        """Return one rate of the row as a cell."""
        one = self.rate(name, denominator)
        return Cell(one.rate.rounded(), bool(one.months and one.lacking), is_rate=True)

    @property
    def median(self) -> Decimal | None:
        """The median of the working days its dossiers took, at one digit."""
        median = self.pace.median if self.pace else None
        return None if median is None else half_up(median, 1)


def value_of(counts: Counts, name: str) -> int | None:
    """Return a count; what was settled, where its source prints no sum, is what the parts come to."""
    return counts.settled_in_all if name == "settled" else getattr(counts, name)
