"""The page of statistics: rows by month, unit, field or service, rates with their denominator, what is amiss, sources."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.exchange.columns import Column
from sotay.operation.statistics import sums
from sotay.operation.statistics.counts import AT_THE_END, AT_THE_START, Counts
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import in_words, written
from sotay.operation.statistics.queries import Figures
from sotay.operation.statistics.rates import LATE, ON_TIME, ONLINE, PLACES, TITLES, Denominator
from sotay.operation.statistics.sums import PeriodRate, over_months, rate_over
from sotay.operation.statistics.words import difference_words, label_of, title_of
from sotay.operation.tabs import address
from sotay.ui import charts
from sotay.ui.formats import so

MONTH: Final = "month"
BY: Final[Mapping[str, Any]] = {
    MONTH: gettext_lazy("Tháng"),
    sums.UNIT: gettext_lazy("Đơn vị"),
    sums.FIELD: gettext_lazy("Lĩnh vực"),
    sums.SERVICE: gettext_lazy("Thủ tục hành chính"),
}
ALWAYS: Final = (
    "carried_over", "received", "settled", "settled_early", "settled_on_time", "settled_late", "pending_in_time",
    "pending_late",
)  # fmt: skip
SHOWN: Final = (
    "carried_over", "received", "received_online", "total", "due", "settled", "settled_early", "settled_on_time",
    "settled_late", "returned", "pending", "pending_in_time", "pending_late",
)  # fmt: skip
RATES: Final = (ON_TIME, LATE, ONLINE)
MOST_BARS: Final = 15


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure; `short` when months of the row that have figures do not tell this one."""

    number: int | Decimal | None
    short: bool = False
    is_rate: bool = False

    @property
    def text(self) -> str:
        """The figure as it is printed."""
        if self.number is None:
            return "–"
        return f"{so(self.number, PLACES)} %" if self.is_rate else so(self.number)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what it is of and its months."""

    label: str
    months: Mapping[date, Counts]
    url: str = ""
    is_missing: bool = False

    @property
    def merged(self) -> Counts:
        """The counts of its months together."""
        return over_months(self.months)

    def cell(self, name: str) -> Cell:
        """Return one count of the row."""
        told = [_value(one, name) for one in self.months.values()]
        short = name not in AT_THE_START | AT_THE_END and None in told and any(one is not None for one in told)
        return Cell(_value(self.merged, name), short)

    def rate(self, name: str, denominator: str) -> PeriodRate:
        """Return one rate of the row."""
        return rate_over(name, self.months, denominator=denominator)

    def rate_cell(self, name: str, denominator: str) -> Cell:
        """Return one rate of the row as a cell."""
        one = self.rate(name, denominator)
        return Cell(one.rate.rounded(), bool(one.months and one.lacking), is_rate=True)


class Page:
    """The figures of a period as the page, its print and its files show them."""

    def __init__(self, figures: Figures, *, viewer: Actor, unit: Unit | None, by: str, denominator: str) -> None:
        self.figures, self.viewer, self.unit, self.axis = figures, viewer, unit, by
        self.denominator = Denominator(denominator)

    @cached_property
    def whole(self) -> Row:
        """The whole period."""
        return Row(_("Cả kỳ"), self.figures.counts)

    @cached_property
    def rows(self) -> list[Row]:
        """The lines of the table: months in their order, the others by name."""
        if self.axis == MONTH:
            counts = self.figures.counts
            months = sorted({*counts, *self.figures.over})
            return [Row(written(one), {one: counts[one]} if one in counts else {}, is_missing=one not in counts) for one in months]  # fmt: skip
        found = [
            Row(self._name(key), {month: one.counts for month, one in months.items()}, self._url(key))
            for key, months in self.figures.by(self.axis).items()
        ]
        return sorted(found, key=lambda row: self._order.get(row.label, (0, row.label)))

    @cached_property
    def columns(self) -> list[str]:
        """The counts shown: the usual ones, and what anybody told besides."""
        told = [counts for row in (self.whole, *self.rows) for counts in row.months.values()]
        return [name for name in SHOWN if name in ALWAYS or any(getattr(one, name) is not None for one in told)]

    @property
    def headings(self) -> list[str]:
        """The headings of counts and rates."""
        return [*(f"{TITLES[name]} (%)" for name in RATES), *map(label_of, self.columns)]

    def cells(self, row: Row) -> list[Cell]:
        """Return the figures of a row in the order of the headings."""
        return [
            *(row.rate_cell(name, self.denominator) for name in RATES),
            *(row.cell(name) for name in self.columns),
        ]

    @cached_property
    def table(self) -> list[tuple[Row, list[tuple[str, Cell]]]]:
        """The rows with their cells, each beside its heading."""
        return [(row, [*zip(self.headings, self.cells(row), strict=True)]) for row in self.rows]

    @cached_property
    def foot(self) -> list[tuple[str, Cell]]:
        """The whole period, beside its headings."""
        return [*zip(self.headings, self.cells(self.whole), strict=True)]

    @property
    def has_short(self) -> bool:
        """Whether any figure shown comes from some of its months alone."""
        return any(cell.short for cells in (self.foot, *(cells for _row, cells in self.table)) for _head, cell in cells)

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """The chief figures: figure, words, and a note."""
        found = [("received", _("hồ sơ tiếp nhận")), ("settled", _("hồ sơ đã giải quyết"))]
        facts = [(cell.text, words, self._short(cell)) for name, words in found for cell in [self.whole.cell(name)]]
        for name in (ON_TIME, LATE, ONLINE):
            one = self.whole.rate(name, self.denominator)
            of = Denominator(one.rate.of).label
            note = f"{so(one.rate.part)}/{so(one.rate.whole)}" if one.rate.is_known else _("chưa đủ số liệu")
            title = str(TITLES[name])
            words = _("%(rate)s, trên %(of)s") % {"rate": title[:1].lower() + title[1:], "of": of}
            if one.months and one.lacking:
                note = _("%(note)s; tháng %(months)s") % {"note": note, "months": in_words(one.months)}
            facts.append((self.whole.rate_cell(name, self.denominator).text, words, note))
        return facts

    @property
    def line(self) -> Any:
        """The share in time by month, None while fewer than two months tell it."""
        rates = {month: rate_over(ON_TIME, {month: one}, denominator=self.denominator) for month, one in self.figures.counts.items()}  # fmt: skip
        if sum(one.rate.is_known for one in rates.values()) < 2:  # noqa: PLR2004  a line needs two points
            return None
        months = sorted({*rates, *self.figures.over})
        points = [
            charts.Point(label=f"{month:%m/%y}", value=rates[month].rate.rounded() if month in rates else None)
            for month in months
        ]
        title = _("%(rate)s theo tháng (%%, trên %(of)s)") % {"rate": TITLES[ON_TIME], "of": self.denominator.label}
        return charts.line(points, title=title, unit=" %")

    @property
    def bars(self) -> Any:
        """What was received by the rows of the table, the most first; months in their order."""
        told = [(row, number) for row in self.rows if (number := row.cell("received").number) is not None]
        if len(told) < 2:  # noqa: PLR2004  nothing to compare
            return None
        if self.axis != MONTH:
            told = sorted(told, key=lambda one: -one[1])[:MOST_BARS]
        return charts.bars(
            [charts.Bar(label=row.label, value=number, url=row.url) for row, number in told],
            title=_("Hồ sơ tiếp nhận"),
            column=str(BY[self.axis]),
        )

    @property
    def differences(self) -> list[str]:
        """Where a row of a whole and its parts tell different things, in words."""
        whole = self.unit.name if self.unit else _("toàn cơ quan")
        return [difference_words(month, one, whole=whole, names=self._names) for month, one in self.figures.differences]

    @property
    def mismatches(self) -> list[tuple[str, str, str]]:
        """The rows whose own sums do not match: the row in words, where it stands, what does not match."""
        return [(title_of(row), self._row_url(row), one.said) for row, one in self.figures.mismatches]

    @property
    def over(self) -> list[str]:
        """The rates of the period whose part is larger than the whole."""
        named = [(TITLES[name], self.whole.rate(name, self.denominator).rate) for name in RATES]
        return [f"{title}: {so(one.part)} > {so(one.whole)}" for title, one in named if one.is_over]

    @property
    def missing(self) -> str:
        """The months that are over and have no figures, in words."""
        return in_words(self.figures.missing)

    @property
    def sources(self) -> list[dict[str, Any]]:
        """Where the figures come from: entered or imported, by whom, from what, for which months."""
        groups: dict[tuple[Any, ...], list[MonthlyCount]] = {}
        for row in self.figures.rows:
            groups.setdefault((row.origin, row.entered_by_id), []).append(row)
        return [
            {
                "source": _sources([one.source for one in sorted(some, key=lambda one: one.month)]),
                "how": some[0].get_origin_display(),
                "who": str(some[0].entered_by or _("dòng lệnh")),
                "months": in_words(one.month for one in some),
                "rows": len(some),
            }
            for _key, some in sorted(groups.items(), key=lambda pair: min(one.month for one in pair[1]))
        ]

    @property
    def export_columns(self) -> list[Column]:
        """The columns of the file: those of the page, and the denominator in words on every row."""
        counts = [Column(name, label_of(name)) for name in self.columns]
        rates = [Column(f"rate_{name}", f"{TITLES[name]} (%)") for name in RATES]
        return [Column("label", BY[self.axis]), *counts, *rates, Column("of", _("Mẫu số của tỷ lệ đúng hạn, quá hạn"))]

    def export_rows(self) -> Iterable[dict[str, Any]]:
        """Yield the rows of the page, the whole period last."""
        for row in (*self.rows, self.whole):
            yield {
                "label": row.label,
                **{name: row.cell(name).number for name in self.columns},
                **{f"rate_{name}": row.rate_cell(name, self.denominator).number for name in RATES},
                "of": str(self.denominator.label),
            }

    def _row_url(self, row: MonthlyCount) -> str:
        """Return the page of a row; guests read the statistics alone."""
        return address(self.viewer, "count_detail", uuid=row.uuid) if self.viewer.is_member else ""

    def _short(self, cell: Cell) -> str:
        return _("chỉ cộng từ các tháng có số này") if cell.short else ""

    @cached_property
    def _names(self) -> dict[Any, str]:
        """The names of units and services by axis and key."""
        names = {(sums.UNIT, row.unit_id): row.unit.name for row in self.figures.rows if row.unit}
        names |= {
            (sums.SERVICE, row.service_id): f"{row.service.code} {row.service.name}"
            for row in self.figures.rows
            if row.service
        }
        return names | {(sums.FIELD, sums.NO_FIELD): _("Chưa rõ lĩnh vực")}

    @cached_property
    def _order(self) -> dict[str, tuple[int, str]]:
        units = {row.unit.name: (row.unit.order, row.unit.name_sort) for row in self.figures.rows if row.unit}
        return units if self.axis == sums.UNIT else {}

    def _name(self, key: Hashable) -> str:
        return self._names.get((self.axis, key), str(key))

    def _url(self, key: Hashable) -> str:
        unit = next((row.unit for row in self.figures.rows if row.unit_id == key), None)
        if self.axis != sums.UNIT or unit is None:
            return ""
        year, _dash, part = self.figures.period.key.partition("-")
        query = urlencode({"year": year, "part": part, "unit": unit.slug, "by": MONTH})
        return f"{address(self.viewer, 'statistics')}?{query}"


def _sources(named: Iterable[str]) -> str:
    """Return sources in words, the first and the last of many."""
    found = list(dict.fromkeys(one or _("chưa ghi nguồn") for one in named))
    if len(found) > 3:  # noqa: PLR2004  so many are read at a glance
        said = {"first": found[0], "last": found[-1], "count": len(found)}
        return _("%(first)s … %(last)s (%(count)s nguồn)") % said
    return "; ".join(found)


def _value(counts: Counts, name: str) -> int | None:
    return counts.settled_in_all if name == "settled" else getattr(counts, name)
