"""Writes upon results: fill in, send, take or return, open again, remind."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Unit
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line
from sotay.approvals.commands import paper_of, submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, Reason, Stale, command, lock, refuse, require, why_no_reason
from sotay.journal.recording import record
from sotay.planning.objectives.models import Objective, ObjectiveSet
from sotay.planning.results import guards, queries
from sotay.planning.results.lines import Given
from sotay.planning.results.models import Report, Result
from sotay.planning.results.taken import Taken, figures_taken
from sotay.standard.reporting import ReportingPeriod, reporting_period
from sotay.work.notices.reminding import Reach, item_of, who_is_reached

PURPOSE = "planning.results"
REMINDED = "planning.report.reminded"
State = Report.State


@command
def write_results(
    agency: Agency,
    *,
    actor: Actor,
    unit: Unit | None,
    period: str,
    results: Sequence[Given],
    note: str = "",
    version: int | None = None,
    on: date,
) -> Report:
    """Write the results of a unit (None: of the agency) for a period; a draft may lack any of them.

    `version` is that of the report as it was read, None for one that is begun with this.
    """
    asked = reporting_period(agency.pk, period)
    require(actor, "planning.write_report", Report(agency=agency, unit=unit))
    agency = lock(agency)  # so that two people do not begin the same report
    report = Report.objects.select_related("unit", "agency").filter(agency=agency, unit=unit, period=period).first()
    if report is not None:
        if version is None:
            raise Stale(report, read=0)
        report = lock(report, version=version)
    holding = queries.set_that_holds(agency, unit=unit, year=asked.year)
    refuse(guards.why_not_write(report, holding=holding, unit=unit, period=asked, on=on))
    objectives = {one.key: one for one in queries.objectives_reporting(holding, asked.kind)}
    taken = figures_taken(objectives.values(), agency=agency, unit=unit, period=asked, on=on)
    refuse(*(_why_not_given(one, objectives, taken, on=on) for one in results))

    begun, note = report is None, nfc(note).strip()
    if report is None:
        slug = free_slug(Report.objects.filter(agency=agency), queries.slug_of_report(asked, unit))
        report = Report(
            agency=agency, unit=unit, period=period, year=asked.year, cutoff_date=asked.cutoff, slug=slug, note=note
        )
        report.save()
    changed = _keep(report, results, objectives, taken)
    if not begun:
        if not changed and report.note == note:
            return UNCHANGED  # type: ignore[return-value]
        report.note = note
        report.save()

    codes = [one.code for one in changed]
    record("planning.report.written", actor=actor, subject=report, period=period, objectives=codes)
    return report


@command
def send_report(
    report: Report, *, actor: Actor, version: int, note: str = "", received_date: date | None = None, on: date
) -> Approval:
    """Send a report through the secretary to the committee; one handed in on paper bears the day it was received.

    Lateness is judged by that day, held against the due day of the period as it is now (practice.md 1.1).
    """
    require(actor, "planning.send_report", report)
    if received_date is not None:
        require(actor, "planning.receive_report", report)
    report = lock(report, version=version)
    period = reporting_period(report.agency_id, report.period)
    holding = queries.set_that_holds(report.agency, unit=report.unit, year=report.year)
    if report.is_open:
        refuse(guards.why_not_write(report, holding=holding, unit=report.unit, period=period, on=on))
    told_date = received_date or on
    lines = queries.lines_to_send(report, period=period, on=told_date)
    refuse(
        guards.why_not_send(report, lines),
        guards.why_not_received(received_date, period=period, on=on),
    )

    for line in lines:  # what was told stays told of the objective as it is now
        result = line.result or Result(agency=report.agency, report=report, key=line.key)
        if result.objective_id != line.objective.pk:
            result.objective = line.objective
            result.save()
    report.results.exclude(key__in=[line.key for line in lines]).delete()
    approval = submit(report, [report], actor=actor, purpose=PURPOSE, note=note, unit=report.unit, on=on)
    report.state, report.sent_date, report.due_date = State.SENT, told_date, period.due
    report.cutoff_date, report.returned_reason = min(period.cutoff, told_date), ""
    report.save()

    record(
        "planning.report.sent",
        actor=actor,
        subject=report,
        sent_date=report.sent_date,
        due_date=report.due_date,
        late=report.is_late,
        on_paper=received_date is not None,
        settles=item_of(REMINDED, _address_of(report.unit, period)),
    )
    return approval


@command
def report_taken(approval: Approval, *, actor: Actor, kept: Iterable[Report]) -> Report:
    """Mark a report taken; with the final figures the set of the year is closed."""
    (report,) = [lock(one) for one in kept]
    report.state, report.taken_date = State.TAKEN, approval.approved_date
    report.save(update_fields=["state", "taken_date"])
    record(
        "planning.report.taken",
        actor=actor,
        subject=report,
        taken_date=report.taken_date,
        way=approval.way,
        **paper_of(approval),
    )

    if reporting_period(report.agency_id, report.period).is_final:
        for one in _sets_of(report, state=ObjectiveSet.State.IN_FORCE):
            one.state, one.closed_date = ObjectiveSet.State.CLOSED, report.taken_date
            one.save(update_fields=["state", "closed_date"])
            record("planning.set.closed", actor=actor, subject=one, closed_date=one.closed_date)
    return report


@command
def report_returned(approval: Approval, *, actor: Actor, reason: str) -> Report:
    """Open a report for writing again, with the reason; one its author took back is a draft, it was not returned."""
    report = Report.objects.select_for_update().get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
    if approval.state == Approval.State.WITHDRAWN:
        report.state = State.DRAFT
        report.save(update_fields=["state"])
        record("planning.report.withdrawn", actor=actor, subject=report, reason=reason)
        return report
    _give_back(report, reason)
    record("planning.report.returned", actor=actor, subject=report, reason=reason)
    return report


@command
def open_again(report: Report, *, actor: Actor, version: int, reason: str) -> Report:
    """Open a report that was taken, with a reason: a figure was wrong. Final figures open the set of the year too."""
    require(actor, "planning.open_report", report)
    report = lock(report, version=version)
    period = reporting_period(report.agency_id, report.period)
    holding = queries.set_that_holds(report.agency, unit=report.unit, year=report.year)
    refuse(guards.why_not_open(report, holding=holding, period=period), why_no_reason(reason))

    if period.is_final:
        for one in _sets_of(report, state=ObjectiveSet.State.CLOSED):
            one.state, one.closed_date = ObjectiveSet.State.IN_FORCE, None
            one.save(update_fields=["state", "closed_date"])
            record("planning.set.opened_again", actor=actor, subject=one, reason=reason)
    _give_back(report, reason)
    record(
        "planning.report.opened_again",
        actor=actor,
        subject=report,
        reason=reason,
        title=str(report),
        **_told([report.unit], period),
    )
    return report


@command
def remind_of_reports(
    agency: Agency, *, actor: Actor, period: str, units: Sequence[Unit | None], on: date
) -> list[queries.Place]:
    """Remind the heads of these units of the report of a period; return the units in which somebody was told.

    Passed over is what owes no report, has nobody to be told, or was reminded today already; Refused when that is all.
    """
    require(actor, "planning.remind", agency)
    agency = lock(agency)  # so that two people do not remind the same head at once
    asked = reporting_period(agency.pk, period)
    awaited = {place.unit: place for place in queries.board(viewer=actor, period=asked, on=on) if place.is_awaited}
    chosen = [awaited[unit] for unit in units if unit in awaited]
    reach = who_is_reached(
        agency,
        action=REMINDED,
        told=[(place.unit, _address_of(place.unit, asked)) for place in chosen],
        but=actor.user.pk if actor.user else None,
    )
    reminded = [place for place, reached in zip(chosen, reach, strict=True) if reached is Reach.NEW]
    if not reminded:
        refuse(guards.why_not_remind(zip(chosen, reach, strict=True)))

    record(
        REMINDED,
        actor=actor,
        subject=agency,
        period=period,
        due_date=asked.due,
        title=_("Kết quả mục tiêu %s") % asked.name.lower(),
        **_told([place.unit for place in reminded], asked),
    )
    return reminded


def content_of(report: Report) -> dict[str, Any]:
    """Return what the secretary and the committee see of a report."""
    results = report.results.select_related("objective").order_by("objective__order", "objective__pk")
    return {
        "period": report.period,
        "unit": report.unit.code if report.unit else "",
        "note": report.note,
        "results": [
            [
                one.objective.code, one.objective.statement, one.objective.target_text, one.value, one.done_date,
                one.estimate, one.estimate_date, one.cause, one.remedy, one.evidence,
                *([one.fact_said] if one.fact_said else []),
            ]
            for one in results
        ],
    }  # fmt: skip


def _keep(
    report: Report, results: Sequence[Given], objectives: dict[UUID, Objective], taken: dict[UUID, Taken]
) -> list[Objective]:
    """Write what changed; return the objectives it changed for. A number taken from a fact bears its name and basis."""
    there = {one.key: one for one in report.results.all()}
    changed = []
    for given in results:
        row = there.get(given.key) or Result(agency=report.agency, report=report, key=given.key)
        values = given.values() | {"fact": "", "fact_said": ""}
        if given.taken:
            told = taken[given.key]
            values |= {"value": told.value, "fact": told.code, "fact_said": told.words}
        if all(getattr(row, name) == value for name, value in values.items()):
            continue
        row.objective = objectives[given.key]
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        changed.append(row.objective)
    return changed


def _why_not_given(
    given: Given, objectives: dict[UUID, Objective], taken: dict[UUID, Taken], *, on: date
) -> Iterable[Reason]:
    objective = objectives.get(given.key)
    if objective is None:
        yield Reason(_("Mục tiêu này không báo cáo trong kỳ."), code="not_in_period")
        return
    if given.taken:
        told = taken.get(given.key)
        for reason in guards.why_not_taken(objective, told=told.value if told else None, typed=given.value):
            yield Reason(reason.text, code=reason.code, field=f"{given.key}-{reason.field}")
    typed = {"value": given.value, "estimate": given.estimate, "done_date": given.done_date}
    for reason in guards.why_not_figure(objective, **typed, on=on):  # type: ignore[arg-type]
        yield Reason(reason.text, code=reason.code, field=f"{given.key}-{reason.field}")


def _sets_of(report: Report, *, state: str) -> Iterable[ObjectiveSet]:
    """Return the sets of the unit and year of a report in a state, locked."""
    sets = ObjectiveSet.objects.select_for_update(of=("self",)).select_related("unit", "agency")
    return sets.filter(agency=report.agency, unit=report.unit, year=report.year, state=state)


def _give_back(report: Report, reason: str) -> None:
    report.state, report.returned_reason, report.taken_date = State.RETURNED, one_line(reason)[:500], None
    report.save(update_fields=["state", "returned_reason", "taken_date"])


def _told(units: Iterable[Unit | None], period: ReportingPeriod) -> dict[str, Any]:
    """Return, for the notices, the units whose heads are told and the page of each (None: the agency itself)."""
    return {
        "link": queries.WRITE,
        "told": [
            {
                "unit": unit.uuid if unit else None,
                "link_kwargs": _address_of(unit, period),
            }
            for unit in units
        ],
    }


def _address_of(unit: Unit | None, period: ReportingPeriod) -> dict[str, str]:
    return {"period": period.key, "unit": unit.slug if unit else queries.AGENCY_SLUG}
