"""Reads of reports: those of a year with what is still owed in it, one of them, the letters of bodies above."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.manual.reports.content import told_of
from sotay.manual.reports.models import Directive, Report
from sotay.manual.reports.periods import due_day, owed_in
from sotay.standard.parameters.queries import values_of
from sotay.standard.standings.due import word_of
from sotay.standard.standings.models import Word
from sotay.support.models import OutgoingPaper

RELATED: Final = ("agency", "paper", "inspection")


def visible(reports: QuerySet[Report], viewer: Actor) -> QuerySet[Report]:
    """Keep what the viewer may see: members all of them, guests those that went out."""
    return reports if not viewer.is_guest else reports.filter(paper__state=OutgoingPaper.State.ISSUED)


def list_reports(*, viewer: Actor) -> QuerySet[Report]:
    """Return the reports the viewer may see, the newest year first."""
    return visible(Report.objects.of(viewer), viewer).select_related(*RELATED).order_by("-year", "kind", "-half", "pk")


def get_report(slug: str, *, viewer: Actor) -> Report:
    """Return one report; NotFound hides those of other agencies and those a guest may not see."""
    report = list_reports(viewer=viewer).filter(slug=slug).first()
    if report is None:
        raise NotFound
    return report


@dataclass(frozen=True, slots=True)
class Place:
    """A report of a year, begun or only owed: its last day, and where it stands."""

    kind: str
    year: int
    half: int
    due: date | None
    report: Report | None
    word: str

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.report or Report(kind=self.kind, year=self.year, half=self.half))

    @property
    def late(self) -> bool:
        """Whether it went out late."""
        return self.report is not None and self.report.is_late

    @property
    def issued(self) -> date | None:
        """The day it went out."""
        return self.report.paper.issued_date if self.report and self.report.is_out and self.report.paper else None

    @property
    def state(self) -> str:
        """Where its paper stands, in words; nothing while none is begun."""
        return str(self.report.paper.get_state_display()) if self.report and self.report.paper else ""


def places_of(year: int, *, viewer: Actor, on: date) -> list[Place]:
    """Return what the agency owes in a year and what it wrote, in the order of the days; three queries."""
    agency = viewer.agency
    values = values_of([agency.pk])
    warning = values.value(agency.pk, "standing.warning", on)
    written = {(one.kind, one.half, one.inspection_id): one for one in list_reports(viewer=viewer).filter(year=year)}
    found = []
    for slot in owed_in(agency, year, values=values):
        report = written.pop((slot.kind, slot.half, None), None)
        due = due_day(report, values=values) if report else slot.due
        found.append(_place(slot.kind, year, slot.half, due, report, viewer=viewer, on=on, warning=warning))
    for (kind, half, _inspection), report in written.items():
        due = due_day(report, values=values)
        found.append(_place(kind, year, half, due, report, viewer=viewer, on=on, warning=warning))
    return sorted(found, key=lambda one: (one.due or date.max, Report.Kind.values.index(one.kind)))


def _place(
    kind: str, year: int, half: int, due: date | None, report: Report | None, *, viewer: Actor, on: date, warning: int
) -> Place:  # fmt: skip
    began = viewer.agency.in_use_from_date or on
    if report is not None and report.is_out:
        word: str = Word.MET
    elif due is not None and due < began:
        word = Word.NOT_APPLICABLE
    else:
        word = word_of(due=due, on=on, warning=warning)
    return Place(kind, year, half, due, report, word)


@dataclass(frozen=True)
class ReportPage:
    """A report as it stands on a day: what it tells, pinned or counted now."""

    report: Report
    viewer: Actor
    on: date

    @cached_property
    def told(self) -> dict[str, Any]:
        """What it tells."""
        return told_of(self.report, viewer=self.viewer, on=self.on)

    @cached_property
    def due(self) -> date | None:
        """The last day for it."""
        return due_day(self.report)


def get_report_page(slug: str, *, viewer: Actor, on: date) -> ReportPage:
    """Return a report with what it tells; a constant number of queries."""
    return ReportPage(get_report(slug, viewer=viewer), viewer, on)


def years_of(*, viewer: Actor, on: date) -> list[int]:
    """Return the years there are reports of, this one and the next, newest first."""
    written = list_reports(viewer=viewer).order_by().values_list("year", flat=True).distinct()
    return sorted({on.year, on.year + 1, *written}, reverse=True)


def list_directives(*, viewer: Actor) -> QuerySet[Directive]:
    """Return the letters of bodies above, the newest first."""
    return Directive.objects.of(viewer).select_related("agency").order_by("-dated", "-pk")


def get_directive(slug: str, *, viewer: Actor) -> Directive:
    """Return one letter of a body above; NotFound hides those of other agencies."""
    one = list_directives(viewer=viewer).filter(slug=slug).first()
    if one is None:
        raise NotFound
    return one
