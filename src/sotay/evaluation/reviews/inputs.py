"""Which facts fill which input of a review (ISO 9001 9.3.2), and which stand on the page of the month: in this one place.

A code that no area registers is passed over while a page is made; a test names it. Inputs without codes are written about.
"""

from typing import Final

from sotay.evaluation.reviews.models import Input

FACTS: Final[dict[str, tuple[str, ...]]] = {
    Input.A: ("reviews.decisions_done", "reviews.decisions_open", "reviews.decisions_overdue"),
    Input.B: (
        "laws.effective", "laws.unassigned", "laws.waiting", "documents.issued", "scope.in_force", "policy.in_force",
        "processes.described",
    ),
    Input.C1: (
        "satisfaction.coverage", "satisfaction.answers", "satisfaction.flagged", "satisfaction.rate", "satisfaction.mean",
        "satisfaction.reports", "feedback.received", "feedback.answered_in_time", "feedback.overdue", "feedback.complaints",
    ),
    Input.C2: (
        "objectives.total", "objectives.achieved", "objectives.missed", "objectives.expected",
        "objectives.expected_miss", "objectives.unreported",
    ),
    Input.C3: (
        "dossiers.received", "dossiers.settled", "dossiers.settled_late", "dossiers.on_time_rate",
        "dossiers.online_rate", "outputs.found", "outputs.open",
    ),
    Input.C4: (
        "nonconformities.found", "nonconformities.closed", "nonconformities.open", "nonconformities.overdue",
        "nonconformities.effective_first_round",
    ),
    Input.C5: (
        "objectives.reports", "documents.review_overdue", "work.given", "work.done", "work.overdue", "work.reminders",
    ),
    Input.C6: (
        "audits.planned", "audits.planned_done", "audits.reported", "audits.units_covered", "audits.nonconformities",
        "audits.notes", "audits.findings_without_opinion", "inspections.received", "inspections.findings",
        "inspections.fixes_overdue",
    ),
    Input.C7: (
        "providers.supplying", "providers.evaluated", "providers.kept", "providers.watched", "providers.failed",
    ),
    Input.D: (),
    Input.E: (),
    Input.F: ("proposals.made", "proposals.carried_out", "proposals.better", "audits.opportunities"),
}  # fmt: skip
"""By input, the codes of the facts in the order they are told."""

OF_THE_MONTH: Final[tuple[str, ...]] = (
    "dossiers.received", "dossiers.settled", "dossiers.settled_late", "outputs.found", "nonconformities.open",
    "audits.findings_without_opinion", "reviews.decisions_overdue", "work.overdue", "documents.review_overdue", "laws.waiting",
)  # fmt: skip
"""The numbers of the page of a month, ten at most."""
