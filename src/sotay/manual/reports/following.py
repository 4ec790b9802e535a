"""What happens to a report as its paper goes its way: figures pinned when it is submitted, let go when it comes back, kept when it is out.

A plan that is withdrawn takes its days back.

A paper drafted in place of an issued one says the same figures: they stay pinned while it goes its way.
"""

from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.manual.reports import commands
from sotay.manual.reports.guards import FORMS
from sotay.manual.reports.models import Report
from sotay.support.models import OutgoingPaper
from sotay.support.outgoing.following import follows


def report_of(paper: OutgoingPaper) -> Report | None:
    """Return the report a paper is the paper of, or in place of whose paper it was drafted; None for one it had before."""
    rows = Report.objects.select_related("agency", "inspection").filter(agency=paper.agency_id)
    wanted = [paper.pk, *([paper.mends_id] if paper.mending == OutgoingPaper.Mending.REPLACES else [])]
    return rows.filter(paper__in=wanted).first()


def _submitting(paper: OutgoingPaper, *, actor: Actor, on: date) -> None:
    if (report := report_of(paper)) and report.paper_id == paper.pk:
        commands.pin_report(report, actor=actor, on=on)


def _returned(paper: OutgoingPaper, *, actor: Actor, on: date) -> None:  # noqa: ARG001  one shape for all followers
    if (report := report_of(paper)) and report.paper_id == paper.pk:
        commands.open_report(report, actor=actor)


def _issued(paper: OutgoingPaper, *, actor: Actor, on: date) -> None:  # noqa: ARG001
    if report := report_of(paper):
        commands.report_issued(report, actor=actor, paper=paper)


def _withdrawn(paper: OutgoingPaper, *, actor: Actor, on: date) -> None:  # noqa: ARG001
    report = report_of(paper)
    if report and report.paper_id == paper.pk and report.kind == Report.Kind.PLAN:
        commands.plan_withdrawn(report, actor=actor, paper=paper)


def _follow(form: str) -> None:
    told: tuple[tuple[Any, Any], ...] = (
        ("submitting", _submitting), ("returned", _returned), ("issued", _issued), ("withdrawn", _withdrawn),
    )  # fmt: skip
    for event, follower in told:
        follows(form, event)(follower)


for _form in FORMS.values():
    _follow(_form)
