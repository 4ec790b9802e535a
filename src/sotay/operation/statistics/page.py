"""The page of statistics: rows by month, unit, field or service, rates with their denominator, what is amiss, sources."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.exchange.columns import Column
from sotay.operation.dossiers.counted import UNIT as OF_UNIT
from sotay.operation.statistics import sums
from sotay.operation.statistics.cells import Cell, Of, Row, drawn
from sotay.operation.statistics.counts import Counts
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import in_words, written
from sotay.operation.statistics.naming import Names
from sotay.operation.statistics.pace import Pace, paces_of, together
from sotay.operation.statistics.queries import PROCEDURE, Figures, Months, procedures_serving
from sotay.operation.statistics.rates import LATE, ON_TIME, ONLINE, TITLES, WHOLES, Denominator
from sotay.operation.statistics.sums import rate_over
from sotay.operation.statistics.words import difference_words, label_of, title_of
from sotay.operation.tabs import address
from sotay.ui import charts
from sotay.ui.formats import so

MONTH: Final = "month"
BY: Final[Mapping[str, Any]] = {
    MONTH: gettext_lazy("Tháng"),
    sums.UNIT: gettext_lazy("Đơn vị"),
    sums.FIELD: gettext_lazy("Lĩnh vực"),
    PROCEDURE: gettext_lazy("Quy trình"),
    sums.SERVICE: gettext_lazy("Thủ tục hành chính"),
}
ALWAYS: Final = (
    "carried_over", "received", "settled", "settled_early", "settled_on_time", "settled_late", "pending_in_time",
    "pending_late",
)  # fmt: skip
SHOWN: Final = (
    "carried_over", "received", "received_online", "total", "due", "settled", "settled_early", "settled_on_time",
    "settled_late", "settled_without_due", "returned", "pending", "pending_in_time", "pending_late",
)  # fmt: skip
RATES: Final = (ON_TIME, LATE, ONLINE)
PACE: Final[Mapping[str, Any]] = {
    "measured": gettext_lazy("Số hồ sơ đo được thời gian"),
    "median": gettext_lazy("Trung vị (ngày làm việc)"),
    "high": gettext_lazy("90 % số hồ sơ không quá (ngày làm việc)"),
}
MOST_BARS: Final = 15


class Page:
    """The figures of a period as the page, its print and its files show them."""

    def __init__(self, figures: Figures, *, viewer: Actor, unit: Unit | None, by: str, denominator: str) -> None:
        self.figures, self.viewer, self.unit, self.axis = figures, viewer, unit, by
        self.denominator = Denominator(denominator)

    @cached_property
    def whole(self) -> Row:
        """The whole period."""
        return self._row(_("Cả kỳ"), self.figures.counts, of=(), pace=together(self._paces.values()))

    @cached_property
    def rows(self) -> list[Row]:
        """The lines of the table: months in their order, the others by name."""
        if self.axis == MONTH:
            counts = self.figures.counts
            return [
                self._row(written(one), {one: counts[one]} if one in counts else {}, of=(), pace=self._paces.get(one))
                for one in sorted({*counts, *self.figures.over})
            ]
        found = [
            self._row(
                self.names.label(self.axis, key),
                {month: one.counts for month, one in months.items()},
                url=self._url(key),
                of=self.names.behind(self.axis, key),
                pace=self._paces.get(key),
            )
            for key, months in self._parted.items()
        ]
        return sorted(found, key=lambda row: self._order.get(row.label, (0, row.label)))

    @cached_property
    def _parted(self) -> dict[Hashable, Months]:
        if self.axis == PROCEDURE:
            return self.figures.by_procedure(self._served)
        return self.figures.by(self.axis)

    @cached_property
    def _served(self) -> dict[int, tuple[int, ...]]:
        return procedures_serving(viewer=self.viewer)

    @cached_property
    def _paces(self) -> dict[Hashable, Pace]:
        """How long the dossiers of each row took."""
        if not self.figures.led:
            return {}
        axis = sums.SERVICE if self.axis == PROCEDURE else self.axis
        found = paces_of(self.viewer.agency.pk, months=self.figures.led, axis=axis, unit=self.unit)
        if self.axis != PROCEDURE:
            return found
        groups: dict[Hashable, list[Pace]] = {}
        for service, pace in found.items():
            groups.setdefault(self._served.get(service, ()), []).append(pace)  # type: ignore[call-overload]
        return {key: together(some) for key, some in groups.items()}

    def _row(
        self, label: str, months: Mapping[date, Counts], *, of: Of | None, pace: Pace | None, url: str = ""
    ) -> Row:
        behind = None
        if of is not None and months and all(month in self.figures.led for month in months):
            behind = (*([(OF_UNIT, self.unit.slug)] if self.unit else []), *of)
        return Row(label, months, url, not months, behind, self.figures.on, pace if pace and pace.count else None)

    @cached_property
    def columns(self) -> list[str]:
        """The counts shown: the usual ones, and what anybody told besides.

        Where dossiers alone tell, what is pending stands in its two parts, and what has no due day where there is any.
        """
        told = [counts for row in (self.whole, *self.rows) for counts in row.months.values()]
        left_out = set() if self.figures.rows else {"pending"}
        if not any(one.settled_without_due for one in told):
            left_out.add("settled_without_due")
        known = {name for name in SHOWN if any(getattr(one, name) is not None for one in told)}
        return [name for name in SHOWN if name in ALWAYS or (name in known and name not in left_out)]

    @cached_property
    def headings(self) -> list[str]:
        """The headings of counts and rates."""
        return [*(f"{TITLES[name]} (%)" for name in RATES), *map(label_of, self.columns)]

    def cells(self, row: Row) -> list[Cell]:
        """Return the figures of a row in the order of the headings."""
        return [
            *(row.rate_cell(name, self.denominator) for name in RATES),
            *(row.cell(name, self.register) for name in self.columns),
        ]

    @cached_property
    def table(self) -> list[tuple[Row, list[Cell]]]:
        """The rows with their cells, in the order of the headings."""
        return [(row, self.cells(row)) for row in self.rows]

    @cached_property
    def foot(self) -> list[Cell]:
        """The whole period, in the order of the headings."""
        return self.cells(self.whole)

    @property
    def drawn(self) -> list[tuple[Row, SafeString]]:
        """The rows with their cells as they stand in the table."""
        return [(row, drawn(cells, self._escaped, is_missing=row.is_missing)) for row, cells in self.table]

    @property
    def foot_drawn(self) -> SafeString:
        """The cells of the whole period as they stand in the table."""
        return drawn(self.foot, self._escaped, is_missing=False)

    @cached_property
    def _escaped(self) -> list[SafeString]:
        return [escape(heading) for heading in self.headings]

    @property
    def has_short(self) -> bool:
        """Whether any figure shown comes from some of its months alone."""
        return any(cell.short for cells in (self.foot, *(cells for _row, cells in self.table)) for cell in cells)

    @property
    def facts(self) -> list[tuple[str, str, str, str]]:
        """The chief figures: figure, words, a note, and where its dossiers stand."""
        found = [("received", _("hồ sơ tiếp nhận")), ("settled", _("hồ sơ đã giải quyết"))]
        if self.figures.led:
            found.append(("pending_late", _("hồ sơ đang giải quyết, quá hạn")))
        facts = [
            (cell.text, words, self._short(cell), cell.url)
            for name, words in found
            for cell in [self.whole.cell(name, self.register)]
        ]
        for name in (ON_TIME, LATE, ONLINE):
            one = self.whole.rate(name, self.denominator)
            of = WHOLES[one.rate.of]
            note = f"{so(one.rate.part)}/{so(one.rate.whole)}" if one.rate.is_known else _("chưa đủ số liệu")
            title = str(TITLES[name])
            words = _("%(rate)s, trên %(of)s") % {"rate": title[:1].lower() + title[1:], "of": of}
            if one.months and one.lacking:
                note = _("%(note)s; tháng %(months)s") % {"note": note, "months": in_words(one.months)}
            facts.append((self.whole.rate_cell(name, self.denominator).text, words, note, ""))
        return facts

    @cached_property
    def paced(self) -> list[tuple[Row, Cell, str, str]]:
        """The rows with a measured time: how many dossiers were measured, median and 90th percentile in working days."""
        rows = [row for row in self.rows if row.pace]
        if self.whole.pace and len(rows) > 1:
            rows.append(self.whole)
        return [
            (row, row.cell("measured", self.register), so(row.median, 1), so(row.pace.high)) for row in rows if row.pace
        ]

    @cached_property
    def medians(self) -> Any:
        """The median of the working days by the rows of the table, the longest first; months in their order."""
        told = [(row, row.median) for row in self.rows if row.median is not None]
        if len(told) < 2:  # noqa: PLR2004  nothing to compare
            return None
        if self.axis != MONTH:
            told = sorted(told, key=lambda one: -one[1])[:MOST_BARS]
        return charts.bars(
            [charts.Bar(label=row.label, value=number, shown=so(number, 1), url=row.url) for row, number in told],
            title=_("Trung vị số ngày làm việc để giải quyết"),
            column=str(BY[self.axis]),
        )

    @cached_property
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

    @cached_property
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
        names = self.names.by_axis
        return [difference_words(month, one, whole=whole, names=names) for month, one in self.figures.differences]

    @property
    def unlike(self) -> list[tuple[str, str, str, str, str]]:
        """Where dossiers and the figures entered of a month differ: month, count, both figures, by how much."""
        return [
            (
                written(one.month),
                label_of(one.name),
                so(one.dossiers),
                so(one.told),
                f"{'+' if one.dossiers > one.told else '−'}{so(abs(one.dossiers - one.told))}",
            )
            for one in self.figures.unlike
        ]

    @property
    def unlike_months(self) -> str:
        """The months in which they differ, in words."""
        return in_words(one.month for one in self.figures.unlike)

    @property
    def mismatches(self) -> list[tuple[str, str, str]]:
        """The rows whose own sums do not match: the row in words, where it stands, what does not match."""
        return [(title_of(row), self._row_url(row), one.said) for row, one in self.figures.mismatches]

    @cached_property
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
        """Where the figures come from: dossiers, or counts entered or imported, by whom, from what, for which months."""
        groups: dict[tuple[Any, ...], list[MonthlyCount]] = {}
        for row in (*self.figures.rows, *self.figures.beside):
            groups.setdefault((row in self.figures.beside, row.origin, row.entered_by_id), []).append(row)
        found = [
            {
                "source": _sources([one.source for one in sorted(some, key=lambda one: one.month)]),
                "how": some[0].get_origin_display(),
                "note": _("chỉ để đối chiếu với hồ sơ") if only_beside else "",
                "who": str(some[0].entered_by or _("dòng lệnh")),
                "months": in_words(one.month for one in some),
                "rows": len(some),
            }
            for (only_beside, *_key), some in sorted(groups.items(), key=lambda pair: min(one.month for one in pair[1]))
        ]
        if self.figures.led:
            of_dossiers = {"source": _("Hồ sơ trong sổ"), "how": _("Đếm từng hồ sơ"), "who": "–", "rows": "–"}
            found.insert(0, {**of_dossiers, "months": in_words(self.figures.led)})
        return found

    @property
    def export_columns(self) -> list[Column]:
        """The columns of the file: those of the page, and the denominator in words on every row."""
        counts = [Column(name, label_of(name)) for name in self.columns]
        rates = [Column(f"rate_{name}", f"{TITLES[name]} (%)") for name in RATES]
        days = [Column(name, word) for name, word in PACE.items()] if self._paces else []
        of = Column("of", _("Mẫu số của tỷ lệ đúng hạn, quá hạn"))
        return [Column("label", BY[self.axis]), *counts, *rates, *days, of]

    def export_rows(self) -> Iterable[dict[str, Any]]:
        """Yield the rows of the page, the whole period last."""
        for row in (*self.rows, self.whole):
            yield {
                "label": row.label,
                **{name: row.cell(name).number for name in self.columns},
                **{f"rate_{name}": row.rate_cell(name, self.denominator).number for name in RATES},
                "measured": row.pace.count if row.pace else None,
                "median": row.median,
                "high": row.pace.high if row.pace else None,
                "of": str(self.denominator.label),
            }

    @cached_property
    def register(self) -> str:
        """The address of the register of dossiers, which figures open onto."""
        return address(self.viewer, "dossier_list")

    def _row_url(self, row: MonthlyCount) -> str:
        """Return the page of a row; guests read the statistics alone."""
        return address(self.viewer, "count_detail", uuid=row.uuid) if self.viewer.is_member else ""

    def _short(self, cell: Cell) -> str:
        return _("chỉ cộng từ các tháng có số này") if cell.short else ""

    @cached_property
    def names(self) -> Names:
        """The names of units, services and procedures by their keys."""
        keys = self._parted if self.axis != MONTH else ()
        return Names(keys, axis=self.axis, figures=self.figures, viewer=self.viewer)

    @cached_property
    def _order(self) -> dict[str, tuple[int, str]]:
        if self.axis != sums.UNIT:
            return {}
        return {unit.name: (unit.order, unit.name_sort) for unit in self.names.units.values()}

    def _url(self, key: Hashable) -> str:
        unit = self.names.units.get(key) if self.axis == sums.UNIT else None  # type: ignore[call-overload]
        if unit is None:
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
