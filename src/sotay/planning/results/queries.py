"""Reads of results: who has reported what for a period, and how each objective stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Unit
from sotay.commands import NotFound
from sotay.planning.objectives.models import Objective, ObjectiveSet
from sotay.planning.results.models import Report, Result
from sotay.planning.results.verdicts import Figures, Verdict, verdict
from sotay.standard.reporting import HALF, QUARTERS, ReportingPeriod

Periods = Objective.Periods
REPORTING = {
    **dict.fromkeys(QUARTERS, (Periods.QUARTER,)),
    HALF: (Periods.HALF, Periods.QUARTER),
}
"""Which objectives report in a quarter and in the half; all do in the year's and in the final figures."""


def set_that_holds(agency: Agency, *, unit: Unit | None, year: int) -> ObjectiveSet | None:
    """Return the set of a unit (None: of the agency) that was approved and not superseded, None where there is none."""
    sets = ObjectiveSet.objects.that_hold().filter(agency=agency, unit=unit, year=year).select_related("unit", "agency")
    return sets.order_by("-revision").first()


def objectives_reporting(one: ObjectiveSet | None, period: ReportingPeriod) -> list[Objective]:
    """Return the objectives of a set that report in a period, in their order."""
    if one is None:
        return []
    objectives = one.objectives.select_related("set", "owner_user", "owner_unit").order_by("order", "pk")
    kinds = REPORTING.get(period.kind)
    return list(objectives.filter(periods__in=kinds) if kinds else objectives)


def verdict_of(objective: Objective, result: Result | None, period: ReportingPeriod) -> str:
    """Return the verdict on the result of an objective in a period."""
    figures = (
        Figures(result.value, result.done_date, result.estimate, result.estimate_date) if result is not None else None
    )
    return verdict(objective.target, figures, is_final=period.is_final, cutoff=period.cutoff)


def results_to_send(report: Report, period: ReportingPeriod) -> Iterator[tuple[Objective, Result | None, str]]:
    """Yield the objectives that report, each with what was written and its verdict."""
    holding = set_that_holds(report.agency, unit=report.unit, year=report.year)
    written = {one.key: one for one in report.results.all()}
    for objective in objectives_reporting(holding, period):
        result = written.get(objective.key)
        yield objective, result, verdict_of(objective, result, period)


def list_reports(*, viewer: Actor, period: str) -> QuerySet[Report]:
    """Return the reports of a period."""
    return Report.objects.of(viewer).filter(period=period).select_related("unit", "agency")


def get_report(slug: str, *, viewer: Actor) -> Report:
    """Return one report of the viewer's agency; NotFound hides those of others."""
    report = Report.objects.of(viewer).select_related("unit", "agency").filter(slug=slug).first()
    if report is None:
        raise NotFound
    return report


@dataclass(frozen=True, slots=True)
class Place:
    """A unit (None: the agency itself) on the board of a period: its set, its report, whether it is late."""

    unit: Unit | None
    holding: ObjectiveSet | None
    report: Report | None
    is_late: bool
    counts: dict[str, int]

    @property
    def is_open(self) -> bool:
        """Whether a report is still awaited."""
        return self.report is None or self.report.state in {Report.State.DRAFT, Report.State.RETURNED}


def board(agency: Agency, *, period: ReportingPeriod, on: date) -> list[Place]:
    """Return every place that reports in a period, the agency first, then the units in their order; four queries."""
    units = list(Unit.objects.filter(agency=agency).in_force(min(on, period.due)).order_by("order", "name_sort"))
    with_objectives = Prefetch("objectives", Objective.objects.select_related("set").order_by("order", "pk"))
    sets = ObjectiveSet.objects.that_hold().filter(agency=agency, year=period.year).prefetch_related(with_objectives)
    holding = {one.unit_id: one for one in sets.order_by("revision")}
    reports = Report.objects.filter(agency=agency, period=period.key).prefetch_related("results")
    by_unit = {one.unit_id: one for one in reports}
    places = [_place(unit, holding, by_unit, period, on) for unit in units]
    if None in holding or None in by_unit:
        places.insert(0, _place(None, holding, by_unit, period, on))
    return places


def units_without_report(agency: Agency, *, period: ReportingPeriod, on: date) -> set[Unit | None]:
    """Return the units (None: the agency) whose report of a period is still awaited."""
    return {place.unit for place in board(agency, period=period, on=on) if place.is_open}


def _place(
    unit: Unit | None,
    holding: dict[int | None, ObjectiveSet],
    reports: dict[int | None, Report],
    period: ReportingPeriod,
    on: date,
) -> Place:
    key = unit.pk if unit else None
    one, report = holding.get(key), reports.get(key)
    open_ = report is None or report.state in {Report.State.DRAFT, Report.State.RETURNED}
    late = on > period.due if open_ else report.is_late  # type: ignore[union-attr]
    return Place(unit, one, report, late, _counts(one, report, period))


def _counts(one: ObjectiveSet | None, report: Report | None, period: ReportingPeriod) -> dict[str, int]:
    """Return how many objectives have which verdict; reads what was prefetched alone."""
    counts = dict.fromkeys(Verdict.values, 0)
    written = {each.key: each for each in report.results.all()} if report else {}
    for objective in _reporting(one.objectives.all() if one else (), period):
        counts[verdict_of(objective, written.get(objective.key), period)] += 1
    return counts


def _reporting(objectives: Iterable[Objective], period: ReportingPeriod) -> Iterator[Objective]:
    kinds = REPORTING.get(period.kind)
    return (one for one in objectives if kinds is None or one.periods in kinds)
