"""What proves each line: the obligations it rests on, and the records laid on the table, in the order they are laid there.

This is the one place that says so. What no feature proves yet stays *chưa kiểm tra tự động* (`obligations`), and what no
obligation asks for is shown on paper (`on_paper`): such a line never reads met.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sotay.manual.selfcheck import papers
from sotay.manual.selfcheck.papers import Asked, Paper

Lookup = Callable[[Asked], list[Paper]]


@dataclass(frozen=True, slots=True)
class Proof:
    """The obligations that show a line, by their codes, and what is laid on the table for it.

    `covered` are those whose evidence the papers are: where they lie there, it is not named a second time. `on_paper` is
    what of the line nothing here checks, as it is laid on the table.
    """

    obligations: tuple[str, ...]
    papers: tuple[Lookup, ...] = ()
    covered: frozenset[str] = frozenset()
    on_paper: str | Promise = ""


PROOFS: dict[str, Proof] = {
    "A1": Proof(
        ("scope.services_covered", "own.exclusions"),
        (papers.scope_in_force, papers.services_and_procedures),
        frozenset({"scope.services_covered"}),
    ),
    "A2": Proof(
        ("policy.understood", "own.objectives_known", "training.disseminated"),
        (papers.policy_in_force, papers.policy_posted),
        frozenset({"policy.understood"}),
    ),
    "A3": Proof(
        (
            "documents.approved",
            "own.statements",
            "objectives.set",
            "objectives.half",
            "objectives.year",
            "policy.suitability",
            "context.reviewed",
            "risks.yearly",
            "procedures.review",
            "changes.approved",
            "competence.assessed",
            "infrastructure.review",
            "records.list",
            "records.archive",
        ),
        (papers.manual_issued, papers.policy_in_force, papers.documents_issued, papers.list_of_records),
        frozenset({"documents.approved", "records.list"}),
    ),
    "A4": Proof(
        (
            "own.calendar",
            "results.returned",
            "dossiers.receipt",
            "dossiers.supplement",
            "dossiers.control_sheet",
            "equipment.checked",
            "providers.evaluated",
        ),
        (papers.services_and_procedures, papers.outputs_handled, papers.providers_evaluated),
        frozenset({"providers.evaluated"}),
    ),
    "A5": Proof(
        (
            "audit.programme",
            "audit.yearly",
            "audit.counts",
            "own.audit_units",
            "own.audit_clauses",
            "nonconformity.corrected",
            "review.yearly",
            "own.review_decisions",
            "review.monthly",
            "inspection.fixes",
        ),
        (
            papers.audit_programme,
            papers.audit_reports,
            papers.sheets_of_nonconformities,
            papers.reviews_concluded,
            papers.inspections_before,
        ),
        frozenset(
            {
                "audit.programme",
                "audit.yearly",
                "audit.counts",
                "nonconformity.corrected",
                "review.yearly",
                "inspection.fixes",
            }
        ),
    ),
    "A6": Proof(
        ("survey.share", "survey.synthesis", "dossiers.apology"),
        (papers.complaints_followed_up,),
        on_paper=_("Sổ tiếp nhận và kết quả xử lý phản ánh, kiến nghị, khiếu nại"),
    ),
    "A7": Proof(
        ("followup.reminders", "reports.results", "data.analysed", "plan.yearly"),
        (papers.reports_issued, papers.reviews_concluded, papers.proposals, papers.actions_that_worked),
        frozenset({"reports.results", "plan.yearly"}),
    ),
    "B1": Proof(
        ("own.seats", "own.unit_heads", "review.yearly", "resources.budget"),
        (papers.committee_decisions, papers.reviews_concluded),
        frozenset({"review.yearly"}),
    ),
    "B2": Proof(("announcement.effectiveness",), (papers.confirmations,), frozenset({"announcement.effectiveness"})),
    "B3": Proof(
        ("announcement.first_cycle", "announcement.issued", "announcement.notified", "announcement.posted"),
        (papers.confirmations, papers.announcement_in_force, papers.announcement_posted),
        frozenset({"announcement.issued", "announcement.notified", "announcement.posted"}),
    ),
    "B4": Proof(("law.update",), (papers.laws_worked_in,), frozenset({"law.update"})),
    "B5": Proof(("announcement.renewed",), (papers.scope_in_force, papers.announcement_in_force)),
    "B6": Proof(
        (),
        (papers.consultants,),
        on_paper=_("Hợp đồng, hồ sơ năng lực của tổ chức, chuyên gia tư vấn, nếu có thuê"),
    ),
}
