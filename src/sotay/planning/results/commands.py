"""Writes upon results: fill in, send, take or return, open again, remind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Unit
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line, slugify
from sotay.approvals.commands import submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, Reason, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.planning.objectives.models import Objective, ObjectiveSet
from sotay.planning.results import guards, queries
from sotay.planning.results.models import Report, Result
from sotay.standard.reporting import FINAL, ReportingPeriod, reporting_period

PURPOSE = "planning.results"
State = Report.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was typed for one objective, by its key."""

    key: UUID
    value: Decimal | None = None
    done_date: date | None = None
    estimate: Decimal | None = None
    estimate_date: date | None = None
    cause: str = ""
    remedy: str = ""
    evidence: str = ""


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
    agency = lock(agency)
    report = Report.objects.filter(agency=agency, unit=unit, period=period).first()
    require(actor, "planning.write_report", report or Report(agency=agency, unit=unit))
    if report is not None:
        report = lock(report, version=version)
    holding = queries.set_that_holds(agency, unit=unit, year=asked.year)
    refuse(guards.why_not_write(report, holding=holding, unit=unit, period=asked, on=on))
    objectives = {one.key: one for one in queries.objectives_reporting(holding, asked)}
    refuse(*(_why_not(one, objectives, on=on) for one in results))

    begun = report is None
    report = report or _new_report(agency, unit=unit, period=asked)
    changed = _keep(report, results, objectives)
    if not (begun or changed or report.note != nfc(note).strip()):
        return UNCHANGED  # type: ignore[return-value]
    report.note = nfc(note).strip()
    report.save()

    record(
        "planning.report.written", actor=actor, subject=report, period=period, objectives=[one.code for one in changed]
    )
    return report


@command
def send_report(
    report: Report, *, actor: Actor, version: int, note: str = "", received_date: date | None = None, on: date
) -> Approval:
    """Send a report through the secretary to the committee; one handed in on paper bears the day it was received.

    Lateness is judged by that day, held against the due day of the period as it is now (practice.md 1.1).
    """
    require(actor, "planning.send_report", report)
    report = lock(report, version=version)
    period = reporting_period(report.agency_id, report.period)
    refuse(
        guards.why_not_send(report, queries.results_to_send(report, period)),
        guards.why_not_received(received_date, on=on),
    )

    approval = submit(report, [report], actor=actor, purpose=PURPOSE, note=note, unit=report.unit, on=on)
    report.state, report.sent_date, report.due_date = State.SENT, received_date or on, period.due
    report.cutoff_date, report.returned_reason = period.cutoff, ""
    report.save()

    record(
        "planning.report.sent",
        actor=actor,
        subject=report,
        sent_date=report.sent_date,
        due_date=report.due_date,
        late=report.is_late,
        on_paper=received_date is not None,
    )
    return approval


@command
def report_taken(approval: Approval, *, actor: Actor, kept: Iterable[Report]) -> Report:
    """Mark a report taken; with the final figures the set of the year is closed."""
    (report,) = [lock(one) for one in kept]
    report.state, report.taken_date = State.TAKEN, approval.approved_date
    report.save(update_fields=["state", "taken_date"])
    record("planning.report.taken", actor=actor, subject=report, taken_date=report.taken_date, way=approval.way)

    if report.period.endswith(f"-{FINAL}"):
        _close(report, actor=actor)
    return report


@command
def report_returned(approval: Approval, *, actor: Actor, reason: str) -> Report:
    """Open a report for writing again, with the reason."""
    report = Report.objects.select_for_update().get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
    return _reopen(report, actor=actor, reason=reason)


@command
def open_again(report: Report, *, actor: Actor, version: int, reason: str) -> Report:
    """Open a report that was taken, with a reason: a figure was wrong."""
    require(actor, "planning.open_report", report)
    report = lock(report, version=version)
    refuse(_why_not_open(report, reason))
    return _reopen(report, actor=actor, reason=reason)


@command
def remind_of_reports(agency: Agency, *, actor: Actor, period: str, units: Sequence[Unit | None], on: date) -> int:
    """Remind the heads of these units of the report of a period; return how many units were reminded."""
    require(actor, "planning.remind", agency)
    asked = reporting_period(agency.pk, period)
    open_ = queries.units_without_report(agency, period=asked, on=on)
    reminded = [unit for unit in units if unit in open_]
    if not reminded:
        return UNCHANGED  # type: ignore[return-value]

    record(
        "planning.report.reminded",
        actor=actor,
        subject=agency,
        period=period,
        due_date=asked.due,
        units=[unit.uuid if unit else None for unit in reminded],
    )
    return len(reminded)


def content_of(report: Report) -> dict[str, Any]:
    """Return what the secretary and the committee see of a report."""
    results = report.results.select_related("objective__set").order_by("objective__order", "objective__pk")
    return {
        "period": report.period,
        "unit": report.unit.code if report.unit else "",
        "note": report.note,
        "results": [
            [
                one.objective.code, one.value, one.done_date, one.estimate, one.estimate_date, one.cause, one.remedy,
                one.evidence,
            ]
            for one in results
        ],
    }  # fmt: skip


def _new_report(agency: Agency, *, unit: Unit | None, period: ReportingPeriod) -> Report:
    stem = f"{period.key}-{slugify(unit.code) if unit else 'co-quan'}"
    slug = free_slug(Report.objects.filter(agency=agency), stem)
    return Report(agency=agency, unit=unit, period=period.key, year=period.year, cutoff_date=period.cutoff, slug=slug)


def _keep(report: Report, results: Sequence[Given], objectives: dict[UUID, Objective]) -> list[Objective]:
    """Write what changed; return the objectives it changed for."""
    if report.pk is None:
        report.save()
    there = {one.key: one for one in report.results.all()}
    changed = []
    for given in results:
        objective = objectives[given.key]
        row = there.get(given.key) or Result(agency=report.agency, report=report, key=given.key)
        values = {
            "objective": objective, "value": given.value, "done_date": given.done_date, "estimate": given.estimate,
            "estimate_date": given.estimate_date, "cause": nfc(given.cause).strip(), "remedy": nfc(given.remedy).strip(),
            "evidence": one_line(given.evidence),
        }  # fmt: skip
        if (
            row.pk is None
            and not any(value for name, value in values.items() if name != "objective")
            and given.value is None
        ):
            continue
        if row.pk and all(getattr(row, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        changed.append(objective)
    return changed


def _why_not(given: Given, objectives: dict[UUID, Objective], *, on: date) -> Iterable[Reason]:
    objective = objectives.get(given.key)
    if objective is None:
        yield Reason(_("Mục tiêu này không báo cáo trong kỳ."), code="not_in_period")
        return
    for reason in guards.why_not_figure(objective, value=given.value, done_date=given.done_date, on=on):
        yield Reason(reason.text, code=reason.code, field=f"{given.key}-{reason.field}")


def _close(report: Report, *, actor: Actor) -> None:
    """Close the set whose final figures were taken."""
    sets = ObjectiveSet.objects.select_for_update(of=("self",)).select_related("unit", "agency")
    for one in sets.filter(agency=report.agency, unit=report.unit, year=report.year, state=ObjectiveSet.State.IN_FORCE):
        one.state, one.closed_date = ObjectiveSet.State.CLOSED, report.taken_date
        one.save(update_fields=["state", "closed_date"])
        record("planning.set.closed", actor=actor, subject=one, closed_date=one.closed_date)


def _reopen(report: Report, *, actor: Actor, reason: str) -> Report:
    if report.period.endswith(f"-{FINAL}"):
        sets = ObjectiveSet.objects.select_for_update(of=("self",)).select_related("unit", "agency")
        for one in sets.filter(
            agency=report.agency, unit=report.unit, year=report.year, state=ObjectiveSet.State.CLOSED
        ):
            one.state, one.closed_date = ObjectiveSet.State.IN_FORCE, None
            one.save(update_fields=["state", "closed_date"])
            record("planning.set.opened_again", actor=actor, subject=one, reason=reason)
    report.state, report.returned_reason, report.taken_date = State.RETURNED, one_line(reason)[:500], None
    report.save(update_fields=["state", "returned_reason", "taken_date"])
    record("planning.report.returned", actor=actor, subject=report, reason=reason)
    return report


def _why_not_open(report: Report, reason: str) -> Iterable[Reason]:
    if report.state != State.TAKEN:
        yield Reason(_("Chỉ mở lại báo cáo đã tiếp nhận."), code="not_taken")
    if not reason.strip():
        yield Reason(_("Cần nêu lý do."), code="reason_missing", field="reason")
