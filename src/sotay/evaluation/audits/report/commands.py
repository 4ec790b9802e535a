"""Writes upon reports of audits: texts written, figures pinned and submitted, approved, returned."""

from collections.abc import Iterable
from datetime import date

from django.utils import translation

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.vietnamese import nfc, one_line
from sotay.approvals.commands import paper_of, submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, Stale, command, lock, refuse, require
from sotay.evaluation.audits.models import Audit, AuditReport
from sotay.evaluation.audits.report import guards
from sotay.evaluation.audits.report.counting import count_figures
from sotay.evaluation.audits.report.drafts import TEXTS
from sotay.journal.recording import record

PURPOSE = "evaluation.reports"
State = Audit.State
REASON = 500


@command
def write_report(audit: Audit, *, actor: Actor, version: int | None = None, **texts: str) -> AuditReport:
    """Write the texts of the report; its figures are counted and never typed.

    `version` is that of the report as it was read, None for one that is begun with this.
    """
    require(actor, "evaluation.write_report", audit)
    audit = lock(audit)
    refuse(guards.why_not_write(audit))
    report = AuditReport.objects.select_for_update(of=("self",)).filter(audit=audit).first()
    if report is not None and report.version != version:
        raise Stale(report, read=version or 0)
    begun = report is None
    report = report or AuditReport(agency=audit.agency, audit=audit)
    before = {name: getattr(report, name) for name in TEXTS}
    for name in TEXTS:
        setattr(report, name, nfc(texts.get(name, before[name])).strip())
    changed = [name for name in TEXTS if getattr(report, name) != before[name]]
    if not begun and not changed:
        return UNCHANGED  # type: ignore[return-value]
    report.save()

    record("evaluation.report.written", actor=actor, subject=report, fields=changed)
    return report


@command
def submit_report(report: AuditReport, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit a report; its figures are counted and pinned in the same transaction."""
    require(actor, "evaluation.submit_report", report)
    audit = lock(report.audit)
    report = lock(report, version=version)
    refuse(guards.why_not_submit(audit, report))

    report.audit = audit
    with translation.override("vi"):  # a paper, whatever the language of the page
        report.figures, report.submitted_date = count_figures(audit, on=on), on
    report.save(update_fields=["figures", "submitted_date"])
    approval = submit(report, [report], actor=actor, purpose=PURPOSE, note=note, on=on)
    audit.state, audit.returned_reason = State.REPORTING, ""
    audit.save(update_fields=["state", "returned_reason"])

    record(
        "evaluation.report.submitted",
        actor=actor,
        subject=report,
        nonconformities=report.figures["nonconformities"],
        notes=report.figures["notes"],
    )
    return approval


@command
def report_approved(approval: Approval, *, actor: Actor, kept: Iterable[AuditReport]) -> AuditReport:
    """Close an audit with its report: it is *hoàn thành* on the day of the approval, whatever sheets are open."""
    (report,) = [lock(one) for one in kept]
    audit = lock(report.audit)
    day = approval.approved_date or today()
    refuse(guards.why_not_on(audit, day))

    audit.state, audit.reported_date = State.REPORTED, day
    audit.save(update_fields=["state", "reported_date"])
    report.audit = audit

    told = {"approved_date": day, "way": approval.way, **paper_of(approval)}
    record("evaluation.report.approved", actor=actor, subject=report, **told)
    record("evaluation.audit.reported", actor=actor, subject=audit, **told)
    return report


@command
def report_returned(approval: Approval, *, actor: Actor, reason: str) -> AuditReport:
    """Open a report for writing again, with the reason; one its author took back was not returned."""
    report = AuditReport.objects.select_related("audit").get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
    withdrawn = approval.state == Approval.State.WITHDRAWN
    audit = lock(report.audit)
    audit.state = State.MET
    audit.returned_reason = "" if withdrawn else one_line(reason)[:REASON]
    audit.save(update_fields=["state", "returned_reason"])
    report.audit = audit

    act = "evaluation.report.withdrawn" if withdrawn else "evaluation.report.returned"
    record(act, actor=actor, subject=report, reason=reason)
    return report
