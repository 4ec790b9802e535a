"""Reads of results: who has reported what for a period, and how each objective stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Unit
from sotay.agency.vietnamese import slugify
from sotay.approvals.models import Approval, Step
from sotay.approvals.queries import latest_for
from sotay.commands import NotFound
from sotay.planning.objectives.models import Objective, ObjectiveSet
from sotay.planning.results.lines import ResultLine, count_verdicts, has_day, in_words, lines_of
from sotay.planning.results.models import Report, Result
from sotay.planning.results.taken import Taken, figures_taken
from sotay.standard.reporting import (
    HALF,
    QUARTERS,
    ReportingPeriod,
    name_of_period,
    nearest_period,
    order_of_key,
    reporting_period,
)
from sotay.work.notices.models import Notice

WRITE = "planning:report_write"
"""The page on which a report is written, to which reminders of it lead."""
AGENCY_SLUG = "co-quan"
"""What stands for the agency itself where addresses name a unit."""
STATES = {
    "NO_SET": gettext_lazy("Chưa có bộ mục tiêu"),
    "NOTHING_OWED": gettext_lazy("Không phải báo cáo kỳ này"),
    "NOT_BEGUN": gettext_lazy("Chưa lập"),
    "NOT_YET": gettext_lazy("Chưa đến kỳ"),
    "BEFORE_USE": gettext_lazy("Trước khi dùng hệ thống"),
}
"""Words for places without a report."""
NOT_AWAITED = frozenset({"NOTHING_OWED", "NOT_YET", "BEFORE_USE"})
"""The states in which nobody is behind with a report."""
Periods = Objective.Periods
REPORTING = {
    **dict.fromkeys(QUARTERS, frozenset({Periods.QUARTER})),
    HALF: frozenset({Periods.HALF, Periods.QUARTER}),
}
"""Which objectives report in a quarter and in the half; all do in the year's and in the final figures."""


def reports_in(objective: Objective, kind: str) -> bool:
    """Return whether an objective reports in a kind of period."""
    return kind not in REPORTING or objective.periods in REPORTING[kind]


def the_one_that_holds(sets: Iterable[ObjectiveSet]) -> ObjectiveSet | None:
    """Return, of the sets of one unit and year, the one in force; before its day the approved one; None for none."""
    holding = [one for one in sets if one.state in {"APPROVED", "IN_FORCE", "CLOSED"}]
    return max(holding, key=lambda one: (one.state != ObjectiveSet.State.APPROVED, one.revision), default=None)


def set_that_holds(agency: Agency, *, unit: Unit | None, year: int) -> ObjectiveSet | None:
    """Return the set of a unit (None: of the agency) that holds for a year, None where there is none."""
    sets = ObjectiveSet.objects.that_hold().filter(agency=agency, unit=unit, year=year)
    return the_one_that_holds(sets.select_related("unit", "agency"))


def objectives_reporting(one: ObjectiveSet | None, kind: str) -> list[Objective]:
    """Return the objectives of a set that report in a kind of period, in their order."""
    if one is None:
        return []
    objectives = one.objectives.select_related("set", "owner_user", "owner_unit").order_by("order", "pk")
    return [objective for objective in objectives if reports_in(objective, kind)]


def lines_of_report(
    report: Report | None, objectives: Iterable[Objective], *, period: ReportingPeriod, on: date
) -> list[ResultLine]:
    """Return what a report tells of each objective; while it is written, of `objectives`, those that report now.

    What was sent keeps the objectives and the cut-off it was sent with. No figure is told of a day that has not come.
    """
    results = {one.key: one for one in report.results.all()} if report else {}
    if report is None or report.is_open:
        return lines_of(objectives, results, is_final=period.is_final, cutoff=min(period.cutoff, on))
    sent = [one.objective for one in results.values()]
    return lines_of(sent, results, is_final=period.is_final, cutoff=report.cutoff_date)


def list_reports(*, viewer: Actor) -> QuerySet[Report]:
    """Return the reports the viewer may see; guests see those that were sent."""
    return visible(Report.objects.of(viewer).select_related("unit", "agency"), viewer)


def visible(reports: QuerySet[Report], viewer: Actor) -> QuerySet[Report]:
    """Narrow reports to those the viewer may see."""
    return reports if viewer.is_member else reports.filter(state__in=[Report.State.SENT, Report.State.TAKEN])


def get_report(slug: str, *, viewer: Actor) -> Report:
    """Return one report of the viewer's agency; NotFound hides those of others."""
    report = list_reports(viewer=viewer).filter(slug=slug).first()
    if report is None:
        raise NotFound
    return report


def get_period(key: str, *, viewer: Actor, on: date) -> ReportingPeriod:
    """Return a period by its key, the nearest one for none; NotFound for a key that is none."""
    if not key:
        return nearest_period(viewer.agency.pk, on=on)
    try:
        return reporting_period(viewer.agency.pk, key)
    except ValueError as error:
        raise NotFound from error


def get_unit(slug: str, *, viewer: Actor) -> Unit | None:
    """Return the unit an address names, None for the agency itself; NotFound for no unit."""
    if slug == AGENCY_SLUG:
        return None
    unit = Unit.objects.of(viewer).select_related("agency").filter(slug=slug).first()
    if unit is None:
        raise NotFound
    return unit


@dataclass(frozen=True)
class Place:
    """A unit (None: the agency itself) on the board of a period: its set, its report, what it tells."""

    unit: Unit | None
    agency: Agency
    holding: ObjectiveSet | None
    report: Report | None
    lines: tuple[ResultLine, ...]
    period: ReportingPeriod
    on: date

    @property
    def name(self) -> str:
        """The unit, or the agency."""
        return self.unit.name if self.unit else self.agency.name

    @property
    def slug(self) -> str:
        """What names it in addresses."""
        return self.unit.slug if self.unit else AGENCY_SLUG

    @property
    def state(self) -> str:
        """Where its report stands: a state of the report, or one of `STATES`."""
        if self.report is not None:
            return str(self.report.state)
        if not self.period.has_begun(self.on):
            return "NOT_YET"
        if self.is_before_use:
            return "BEFORE_USE"
        if self.holding is None:
            return "NO_SET"
        return "NOT_BEGUN" if self.lines else "NOTHING_OWED"

    @property
    def said(self) -> str:
        """The state in words."""
        return str(self.report.get_state_display() if self.report else STATES[self.state])

    @property
    def is_told(self) -> bool:
        """Whether a report was sent, so that its figures are shown."""
        return self.report is not None and not self.report.is_open

    @property
    def is_before_use(self) -> bool:
        """Whether it fell due before the agency began with Sotay: nobody is behind with it (practice.md 2.1)."""
        began = self.agency.in_use_from_date
        return began is not None and self.period.due < began

    @property
    def is_awaited(self) -> bool:
        """Whether a report is still awaited."""
        return self.report.is_open if self.report else self.state not in NOT_AWAITED

    @property
    def takes_figures(self) -> bool:
        """Whether figures can be written, also of a period nobody asks for: one before the agency began with Sotay."""
        return self.holding is not None and (self.is_awaited or self.state == "BEFORE_USE")

    @property
    def is_late(self) -> bool:
        """Whether it was sent late, or is awaited past its due day."""
        if self.is_awaited:
            return self.on > self.period.due and not self.is_before_use
        return self.report is not None and self.report.is_late

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many objectives have which verdict; all nought while nothing was sent."""
        return count_verdicts(self.lines if self.is_told else ())


def board(*, viewer: Actor, period: ReportingPeriod, on: date) -> list[Place]:
    """Return every place that reports in a period, the agency first, then the units in their order; six queries.

    The units are those that stood when the period fell due, and whichever has a report.
    """
    standing = Unit.objects.of(viewer).in_force(min(on, period.due)).order_by("order", "name_sort", "pk")
    objectives = Prefetch("objectives", Objective.objects.select_related("owner_user", "owner_unit"))
    sets: dict[int | None, list[ObjectiveSet]] = {}
    for one in ObjectiveSet.objects.of(viewer).that_hold().filter(year=period.year).prefetch_related(objectives):
        sets.setdefault(one.unit_id, []).append(one)
    results = Prefetch("results", Result.objects.select_related("objective"))
    reports = {
        one.unit_id: one for one in list_reports(viewer=viewer).filter(period=period.key).prefetch_related(results)
    }
    units: dict[int | None, Unit | None] = {unit.pk: unit for unit in standing}
    units |= {key: one.unit for key, one in reports.items() if key is not None and key not in units}
    if None in sets or None in reports:
        units = {None: None, **units}
    places = []
    for key, unit in units.items():
        holding, report = the_one_that_holds(sets.get(key, ())), reports.get(key)
        owed = [one for one in holding.objectives.all() if reports_in(one, period.kind)] if holding else []
        lines = tuple(lines_of_report(report, owed, period=period, on=on))
        places.append(Place(unit, viewer.agency, holding, report, lines, period, on))
    return places


@dataclass(frozen=True, slots=True)
class Reminded:
    """The last reminder of a report that stands in the log: when, and to whom."""

    at: datetime
    name: str


def last_reminders(period: ReportingPeriod, *, viewer: Actor) -> dict[str, Reminded]:
    """Return, by the slug of the unit, the last reminder of its report of a period, by hand or by the night; one query."""
    notices = Notice.objects.of(viewer).filter(
        kind__in=Notice.OF_DUE_DAYS, link_name=WRITE, link_kwargs__period=period.key
    )
    by_unit = notices.annotate(slug=KeyTextTransform("unit", "link_kwargs")).order_by("slug", "-created_at", "-pk")
    return {
        one.slug: Reminded(one.created_at, str(one.user))  # type: ignore[attr-defined]
        for one in by_unit.distinct("slug").select_related("user")
    }


def has_quarters(year: int, *, viewer: Actor) -> bool:
    """Return whether any objective of a year reports by quarter."""
    sets = ObjectiveSet.objects.of(viewer).that_hold().filter(year=year)
    return Objective.objects.filter(set__in=sets, periods=Periods.QUARTER).exists()


def years_with_sets(*, viewer: Actor) -> list[int]:
    """Return the years there are approved sets of, newest first."""
    years = ObjectiveSet.objects.of(viewer).that_hold().values_list("year", flat=True)
    return sorted(set(years), reverse=True)


@dataclass(frozen=True, slots=True)
class Before:
    """What was known of an objective before a period: the name of a period (empty for a baseline) and what was said."""

    when: str
    said: str


def results_before(objectives: Iterable[Objective], *, viewer: Actor, period: ReportingPeriod) -> dict[UUID, Before]:
    """Return, by key, the last figure sent before a period: of the same year, else the baseline. One query."""
    objectives = list(objectives)
    sent = (
        Result.objects.of(viewer)
        .filter(key__in=[one.key for one in objectives], report__state__in=[Report.State.SENT, Report.State.TAKEN])
        .select_related("report")
    )
    this = order_of_key(period.key)
    last: dict[UUID, Result] = {}
    for result in sorted(sent, key=lambda one: order_of_key(one.report.period)):
        if order_of_key(result.report.period) < this:
            last[result.key] = result
    found = {}
    for one in objectives:
        if known := last.get(one.key):
            told = known.done_date if has_day(one) else known.value
            found[one.key] = Before(name_of_period(known.report.period), in_words(one, told) or _("chưa có số liệu"))
        elif one.baseline is not None:
            found[one.key] = Before("", in_words(one, one.baseline))
    return found


@dataclass(frozen=True, slots=True)
class WritingPage:
    """What the form of a report shows."""

    period: ReportingPeriod
    report: Report | None
    holding: ObjectiveSet | None
    lines: list[ResultLine]
    before: dict[UUID, Before]
    taken: dict[UUID, Taken]


def get_writing_page(period: ReportingPeriod, *, unit: Unit | None, viewer: Actor, on: date) -> WritingPage:
    """Return the objectives of a unit (None: of the agency) that report in a period, with what was written of them."""
    reports = list_reports(viewer=viewer).filter(unit=unit, period=period.key).prefetch_related("results__objective")
    report, holding = reports.first(), set_that_holds(viewer.agency, unit=unit, year=period.year)
    owed = objectives_reporting(holding, period.kind)
    lines = lines_of_report(report, owed, period=period, on=on)
    before = results_before([line.objective for line in lines], viewer=viewer, period=period)
    objectives = [line.objective for line in lines]
    taken = figures_taken(objectives, agency=viewer.agency, unit=unit, period=period, on=on)
    return WritingPage(period, report, holding, lines, before, taken)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What the page of a report shows."""

    report: Report
    period: ReportingPeriod
    holding: ObjectiveSet | None
    lines: list[ResultLine]
    approval: Approval | None
    steps: tuple[Step, ...]


def get_report_page(slug: str, *, viewer: Actor, on: date) -> ReportPage:
    """Return a report with its lines and the way it goes."""
    report = get_report(slug, viewer=viewer)
    period = reporting_period(report.agency_id, report.period)
    holding = set_that_holds(report.agency, unit=report.unit, year=report.year)
    approval = latest_for(report)
    steps = approval.steps.select_related("user", "unit").prefetch_related("votes__user") if approval else ()
    return ReportPage(
        report=report,
        period=period,
        holding=holding,
        lines=lines_to_send(report, period=period, on=on),
        approval=approval,
        steps=tuple(steps),
    )


def lines_to_send(report: Report, *, period: ReportingPeriod, on: date) -> list[ResultLine]:
    """Return what a report tells of each objective, read for this report alone."""
    owed: list[Objective] = []
    if report.is_open:
        holding = set_that_holds(report.agency, unit=report.unit, year=report.year)
        owed = objectives_reporting(holding, period.kind)
    read = Prefetch(
        "results", Result.objects.select_related("objective__set", "objective__owner_user", "objective__owner_unit")
    )
    (whole,) = Report.objects.filter(pk=report.pk).prefetch_related(read)
    return lines_of_report(whole, owed, period=period, on=on)


def slug_of_report(period: ReportingPeriod, unit: Unit | None) -> str:
    """Return the address part of a report: `2026-h1-vp`."""
    return f"{period.key}-{slugify(unit.code) if unit else AGENCY_SLUG}"
