"""Reporting periods (kỳ báo cáo) of a year: from, *ngày chốt số liệu* and due day, from the agency's parameters.

Objectives, surveys and reports share them (practice.md 2.5). Figures are told from the first of January to the cut-off.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from sotay.standard.parameters.queries import Values, values_of
from sotay.standard.registry.parameters import parameter_of

HALF, YEAR, FINAL = "H1", "Y", "F"
QUARTERS: Final = ("Q1", "Q3")
"""The quarters that have a report of their own; those of June and December are told with half and year."""
KINDS: Final = ("Q1", HALF, "Q3", YEAR, FINAL)
"""In the order of the year."""
_KEY: Final = re.compile(r"(?P<year>[12]\d{3})-(?P<kind>Q1|H1|Q3|Y|F)", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """A period: `kind` is Q1, H1, Q3, Y or F (the final figures of January); days are all inside."""

    kind: str
    year: int
    start: date
    cutoff: date
    due: date

    @property
    def key(self) -> str:
        """How it is stored and stands in addresses: `2026-H1`."""
        return f"{self.year:04d}-{self.kind}"

    @property
    def is_final(self) -> bool:
        """Whether its figures are those of the whole year."""
        return self.kind == FINAL

    def has_begun(self, on: date) -> bool:
        """Return whether figures can be told on a day: final ones when the year is over."""
        return on > self.cutoff if self.is_final else on >= self.start

    @property
    def name(self) -> str:
        """The period as it is said, in the language of the page."""
        return name_of_period(self.key)


def reporting_periods(agency_id: int, year: int, *, values: Values | None = None) -> tuple[ReportingPeriod, ...]:
    """Return the periods of a year of an agency in the order of the year; parameters count as valid on the first of January.

    `values` are those of a batch read before; without them one query.
    """
    values = values or values_of([agency_id])
    start = date(year, 1, 1)

    def day(code: str, in_year: int = year) -> date:
        kind = parameter_of(code).kind
        return kind.due(values.kept(agency_id, code, start), in_year)  # type: ignore[attr-defined]

    after = timedelta(days=values.value(agency_id, "reporting.quarter.days", start))
    quarters = {"Q1": date(year, 3, 31), "Q3": date(year, 9, 30)}
    ends = {
        HALF: (day("reporting.half.cutoff"), day("objectives.half.due")),
        YEAR: (day("reporting.year.cutoff"), day("objectives.year.due")),
        FINAL: (date(year, 12, 31), day("reporting.final.due", year + 1)),
        **{kind: (end, end + after) for kind, end in quarters.items()},
    }
    return tuple(ReportingPeriod(kind, year, start, *ends[kind]) for kind in KINDS)


def reporting_period(agency_id: int, key: str) -> ReportingPeriod:
    """Return the period of an agency by its key; ValueError for a key that is none."""
    year, kind = parts_of_key(key)
    return next(one for one in reporting_periods(agency_id, year) if one.kind == kind)


def nearest_period(agency_id: int, *, on: date) -> ReportingPeriod:
    """Return the period people have in mind on a day: half, year or final figures, whichever is due nearest to it."""
    values = values_of([agency_id])
    periods = [one for year in (on.year - 1, on.year) for one in reporting_periods(agency_id, year, values=values)]
    return min((one for one in periods if one.kind not in QUARTERS), key=lambda one: abs(one.due - on))


def parts_of_key(key: str) -> tuple[int, str]:
    """Return year and kind of a key; ValueError for one that is none."""
    found = _KEY.fullmatch(key)
    if found is None:
        message = f"{key!r} is no reporting period"
        raise ValueError(message)
    return int(found["year"]), found["kind"]


def order_of_key(key: str) -> tuple[int, int]:
    """Return what keys are sorted by: the year, then the place in the year."""
    year, kind = parts_of_key(key)
    return year, KINDS.index(kind)


def name_of_period(key: str) -> str:
    """Return a period as it is said, in the language of the page."""
    year, kind = parts_of_key(key)
    said = {
        "Q1": _("Quý I năm %d"), HALF: _("6 tháng đầu năm %d"), "Q3": _("9 tháng năm %d"), YEAR: _("Năm %d"),
        FINAL: _("Số liệu chốt cả năm %d"),
    }  # fmt: skip
    return said[kind] % year
