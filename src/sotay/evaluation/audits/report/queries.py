"""Reads of the report of an audit: its figures, pinned or counted, with all its page tells."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.dateparse import parse_date

from sotay.agency.actor import Actor
from sotay.approvals.models import Approval, Step
from sotay.approvals.queries import latest_for
from sotay.commands import NotFound
from sotay.evaluation.audits.models import Audit, AuditReport
from sotay.evaluation.audits.queries import list_audits
from sotay.evaluation.audits.report.counting import Figures, count_figures, open_sheets_of
from sotay.evaluation.audits.report.lateness import LateVisit, days_late, first_day, late_visits, report_due
from sotay.evaluation.audits.report.sight import sees_report


@dataclass(frozen=True)
class ReportPage:
    """The report of an audit as it stands on a day; `report` is None while nobody began its texts."""

    audit: Audit
    report: AuditReport | None
    on: date

    @property
    def is_pinned(self) -> bool:
        """Whether its figures are those it was submitted with."""
        return bool(self.report and self.report.figures) and self.audit.state in {
            Audit.State.REPORTING,
            Audit.State.REPORTED,
        }

    @cached_property
    def figures(self) -> Figures:
        """The figures it was submitted with, else as they count today."""
        if self.report is not None and self.is_pinned:
            return self.report.figures
        return count_figures(self.audit, on=self.on)

    @property
    def counted_on(self) -> date | None:
        """The day the figures are of."""
        return parse_date(self.figures["counted_on"])

    @cached_property
    def open_sheets(self) -> int:
        """How many sheets of its findings are open today."""
        return open_sheets_of(self.audit) if self.is_pinned else self.figures["open_sheets"]

    @cached_property
    def due(self) -> date | None:
        """Until when it is to be approved."""
        return report_due(self.audit)

    @property
    def days_late(self) -> int:
        """By how many days it came, or is, late."""
        return days_late(self.audit, self.due, on=self.on)

    @cached_property
    def late_visits(self) -> list[LateVisit]:
        """The units audited later than the programme said."""
        return late_visits(self.audit)

    @cached_property
    def first_day(self) -> date:
        """The day of the first visit."""
        return first_day(self.audit)

    @cached_property
    def approval(self) -> Approval | None:
        """The last round it went through."""
        return latest_for(self.report) if self.report is not None else None

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of that round."""
        if self.approval is None:
            return ()
        return tuple(self.approval.steps.select_related("user", "unit").prefetch_related("votes__user"))


def get_report_page(slug: str, *, viewer: Actor, on: date) -> ReportPage:
    """Return the report of an audit; NotFound hides one that is being written from who is not of the team."""
    audits = list_audits(viewer=viewer).select_related("agency", "programme", "decision")
    audit = audits.filter(slug=slug).first()
    if audit is None or not sees_report(viewer, audit):
        raise NotFound
    report = AuditReport.objects.select_related("agency", "audit").filter(audit=audit).first()
    return ReportPage(audit, report, on)


def content_of(report: AuditReport) -> dict[str, Any]:
    """Return what who approves a report approves: its texts, and its figures."""
    texts = ("basis", "former", "effectiveness", "conclusion", "recommendations", "figures")
    return {"audit": report.audit.code} | {name: getattr(report, name) for name in texts}
