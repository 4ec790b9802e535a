"""Which records prove which clause and which obligation: the one table packs are made by (law.md: clause → record matrix).

Every kind of record `agency/subjects.py` knows stands here or in `NO_EVIDENCE` with the reason, which a test holds.
"""

from typing import Any, Final

from django.db.models import Q

from sotay.agency.models import Seat
from sotay.evaluation.models import Audit, Finding, Inspection, InspectionFinding
from sotay.manual.packs.places import (
    Place,
    always,
    during,
    of_form,
    of_obligation,
    of_year,
    several,
    single,
    within,
    written,
)

Role = Seat.Role


def _from_audit(audit: Audit) -> Q:
    return Q(origin_uuid__in=Finding.objects.filter(agency=audit.agency_id, audit=audit).values("uuid"))


def _from_inspection(one: Inspection) -> Q:
    found = InspectionFinding.objects.filter(agency=one.agency_id, inspection=one).values("uuid")
    return Q(origin_uuid__in=found) | Q(origin_uuid=one.uuid)


PLACES: Final = (
    # 4 – context, the manual as a whole
    Place(
        type="context.scope", clauses=("4.3",), when=during("approved_date", "superseded_date"), day=("approved_date",),
        proves=("scope.services_covered", "own.exclusions", "announcement.issued", "announcement.renewed"),
        only=Q(state__in=["IN_FORCE", "SUPERSEDED"]),
    ),
    Place(
        type="manual.announcement", clauses=("4.3", "4.4"), when=during("issued_date", "ended_date"),
        day=("issued_date", "effective_date"), only=Q(state__in=["ISSUED", "SUPERSEDED", "WITHDRAWN"]),
        proves=("announcement.issued", "announcement.renewed", "announcement.notified", "announcement.posted"),
    ),
    Place(
        type="manual.posting", clauses=("4.3",), when=during("posted_date", "ended_date"), day=("posted_date",),
        proves=("announcement.posted",),
    ),
    Place(
        type="manual.scopechange", clauses=("4.3",), when=within("decided_date", "settled_date"), day=("decided_date",),
        proves=("announcement.renewed",),
    ),
    Place(type="manual.manualissue", clauses=("4.4", "7.5.2"), when=within("issued_date"), day=("issued_date",)),
    Place(
        type="manual.report", clauses=("9.1.3", "5.3"), when=of_year(), day=("figures_date",),
        proves=("plan.yearly", "report.national", "reports.results"), only=Q(paper__state__in=["ISSUED", "WITHDRAWN"]),
    ),
    Place(type="manual.directive", clauses=("4.2",), when=within("dated"), day=("dated",)),
    Place(
        type="standard.applicability", clauses=("4.3",), when=during("valid_from_date"), own=single(),
        day=("decided_date", "valid_from_date"), proves=("own.exclusions",), only=Q(applicable=False),
    ),
    Place(type="context.process", clauses=("4.4",), when=always, own=several(), only=Q(ended_date__isnull=True)),
    Place(
        type="manual.manual", clauses=("4.4", "7.5.1"), when=always, day=("issued_date",), only=Q(issued_date__isnull=False),
    ),
    Place(
        type="manual.statement", when=during("approved_date"), own=single(), day=("approved_date",),
        proves=("own.statements",), only=~Q(clause="") & ~Q(text=""),
    ),
    Place(
        type="manual.amendment", clauses=("7.5.2",), when=within("approved_date", "issued_date"),
        day=("issued_date", "approved_date"), proves=("own.statements",),
    ),
    Place(type="standard.declaredevidence", when=during("date"), own=of_obligation(), day=("date",)),
    Place(
        type="support.outgoingpaper", clauses=("7.5.2",), proves=("documents.numbering",), when=within("dated", "issued_date", "signed_date"), own=of_form(),
        day=("dated", "signed_date"), only=Q(state__in=["SIGNED", "NUMBERED", "ISSUED", "WITHDRAWN"]), own_first=True,
    ),
    # 5 – leadership
    Place(
        type="evaluation.confirmation", clauses=("5.1.1",), when=within("confirmed_date"), day=("confirmed_date",),
        proves=("announcement.effectiveness",),
    ),
    Place(
        type="leadership.policy", clauses=("5.2",), when=during("approved_date", "superseded_date"),
        day=("approved_date",), proves=("policy.understood", "policy.suitability"),
        only=Q(state__in=["IN_FORCE", "SUPERSEDED"]),
    ),
    Place(
        type="agency.seat", clauses=("5.3",), when=during("from_date", "to_date"), day=("from_date",),
        proves=("own.seats", "own.unit_heads"), only=~Q(role__in=[Role.OFFICIAL, Role.ADMINISTRATOR, Role.ONE_STOP]),
    ),
    Place(
        type="organisation.assignmentnotice", clauses=("5.3",), when=within("paper__date"), proves=("own.seats",),
    ),
    Place(type="organisation.handover", clauses=("5.3",), when=within("date"), day=("date",), proves=("own.seats",)),
    # 6 – planning
    Place(
        type="planning.objectiveset", clauses=("6.2",), when=of_year(), day=("approved_date", "in_force_date"),
        proves=("objectives.set", "own.objectives_known"), only=Q(approved_date__isnull=False),
    ),
    Place(
        type="planning.report", clauses=("6.2", "9.1.1"), when=within("cutoff_date", "sent_date"),
        day=("sent_date", "cutoff_date"), proves=("objectives.half", "objectives.year"), only=Q(sent_date__isnull=False),
    ),
    Place(
        type="support.changerequest", clauses=("6.3", "7.5.3"), when=within("asked_date", "decided_date", "done_date"),
        day=("decided_date", "asked_date"), proves=("changes.approved",),
    ),
    # 7 – support
    Place(
        type="evaluation.auditor", clauses=("7.2", "9.2"), when=during("from_date", "to_date"), day=("from_date",),
        proves=("competence.assessed",), audit=lambda one: Q(user__in=one.members.values("user")),
    ),
    Place(
        type="support.revision", clauses=("7.5.2",), when=during("in_force_date", "ended_date", ended="gt"),
        own=several("document__clauses"), day=("in_force_date",),
        proves=("documents.approved", "law.update", "procedures.review"),
        only=Q(state__in=["IN_FORCE", "SUPERSEDED", "WITHDRAWN"]),
    ),
    Place(
        type="support.issue", clauses=("7.5.2", "7.5.3"), when=within("in_force_date", "approved_date"),
        day=("in_force_date", "approved_date"), proves=("documents.approved",), only=Q(decision__isnull=False),
    ),
    Place(
        type="support.recordclass", clauses=("7.5.3",), when=always, own=written(), only=Q(ended_date__isnull=True),
    ),
    Place(
        type="support.recordlist", clauses=("7.5.3",), when=of_year(), day=("issued_date",), proves=("records.list",),
        only=Q(issued_date__isnull=False),
    ),
    Place(
        type="support.recordfile", clauses=("7.5.3",), when=during("opened_date", "closed_date"),
        own=written("record_class__clauses"), day=("opened_date",), proves=("records.archive",),
    ),
    Place(
        type="support.transfer", clauses=("7.5.3",), when=within("approved_date", "done_date"),
        day=("done_date", "approved_date"), proves=("records.archive",),
    ),
    # 8 – operation
    Place(
        type="context.service", clauses=("8.2",), when=during("from_date", "abolished_date", ended="gt"),
        day=("from_date",), proves=("scope.services_covered", "services.published"), only=~Q(state="DRAFT"),
    ),
    Place(
        type="context.servicechange", clauses=("8.2",), when=within("decision_date", "effective_date", "web_date"),
        day=("effective_date", "decision_date"), proves=("services.published",),
    ),
    Place(type="context.law", clauses=("8.2.2",), when=within("effective_date"), day=("effective_date", "issued_date")),
    Place(
        type="context.lawreview", clauses=("8.2.4",), when=within("decided_date"), day=("decided_date",),
        proves=("law.update",),
    ),
    Place(
        type="operation.provider", clauses=("8.4",), when=during("from_date", "ended_date"), day=("from_date",),
        proves=("providers.evaluated",),
    ),
    Place(
        type="operation.providerevaluation", clauses=("8.4.1",), when=within("date"), day=("date",),
        proves=("providers.evaluated",), only=Q(withdrawn_date__isnull=True),
    ),
    Place(
        type="operation.monthlycount", clauses=("8.5.1", "9.1.3"), when=within("month"), day=("month",),
        proves=("data.analysed", "results.returned"),
    ),
    Place(
        type="operation.dossierbook", clauses=("8.5.2",), when=of_year(), day=("closed_date",),
        proves=("dossiers.control_sheet",), personal=True,
    ),
    Place(
        type="operation.dossier", clauses=("8.5", "8.6"), when=within("received_date", "returned_date"), counted=True,
        proves=("dossiers.receipt", "dossiers.supplement", "dossiers.apology", "dossiers.control_sheet", "results.returned"),
    ),
    Place(
        type="operation.nonconformingoutput", clauses=("8.7",), when=within("found_date"), day=("found_date",),
        only=~Q(state="CANCELLED"), personal=True,
    ),
    # 9 – evaluation
    Place(
        type="evaluation.survey", clauses=("9.1.2",), when=during("from_date", "to_date"), day=("from_date",),
        proves=("survey.share",), only=~Q(state="DRAFT"),
    ),
    Place(
        type="evaluation.questionnaireversion", clauses=("9.1.2",), when=during("in_use_date", "retired_date"),
        day=("in_use_date",), proves=("survey.share",),
    ),
    Place(
        type="evaluation.answerbatch", clauses=("9.1.2",), when=within("given_date", "done_date"), day=("done_date", "given_date"),
        proves=("survey.share",), personal=True,
    ),
    Place(
        type="evaluation.ratingcount", clauses=("9.1.2",), when=within("month"), day=("month",), proves=("survey.share",),
    ),
    Place(
        type="evaluation.suspicion", clauses=("9.1.2",), when=within("found_date"), day=("found_date",), personal=True,
    ),
    Place(
        type="evaluation.synthesis", clauses=("9.1.2", "9.1.3"), when=within("to_date", "submitted_date", "issued_date"),
        day=("issued_date", "submitted_date"), proves=("survey.synthesis", "data.analysed"),
        only=Q(submitted_date__isnull=False),
    ),
    Place(
        type="evaluation.feedback", clauses=("9.1.2",), when=within("received_date", "answered_date"),
        day=("received_date",), personal=True,
    ),
    Place(
        type="evaluation.programme", clauses=("9.2",), when=of_year(), day=("approved_date",), proves=("audit.programme",),
        only=Q(approved_date__isnull=False), audit=lambda one: Q(pk=one.programme_id),
    ),
    Place(
        type="evaluation.audit", clauses=("9.2",), when=within("from_date", "to_date", "reported_date"),
        day=("reported_date", "from_date"),
        proves=("audit.yearly", "audit.counts", "announcement.first_cycle", "own.audit_units", "own.audit_clauses"),
        only=~Q(state="CANCELLED"), audit=lambda one: Q(pk=one.pk),
    ),
    Place(
        type="evaluation.visit", clauses=("9.2",), when=within("finished_date"), day=("finished_date",),
        proves=("own.audit_units", "own.audit_clauses", "audit.yearly"), audit=lambda one: Q(audit=one),
    ),
    Place(
        type="evaluation.finding", clauses=("9.2",), when=within("found_date"), own=single(), day=("found_date",),
        proves=("audit.counts",), audit=lambda one: Q(audit=one),
    ),
    Place(
        type="evaluation.auditreport", clauses=("9.2",), when=within("submitted_date", "audit__reported_date"),
        day=("submitted_date",), proves=("audit.yearly", "audit.counts", "announcement.first_cycle"),
        audit=lambda one: Q(audit=one),
    ),
    Place(
        type="evaluation.review", clauses=("9.3", "5.2.1"), when=within("held_date", "concluded_date"),
        day=("held_date", "concluded_date"),
        proves=("review.yearly", "announcement.first_cycle", "policy.suitability", "own.review_decisions"),
        only=~Q(state="CANCELLED"),
    ),
    Place(
        type="evaluation.reviewinput", clauses=("9.3.2",), when=within("review__held_date"), proves=("review.yearly",),
    ),
    Place(
        type="evaluation.reviewdecision", clauses=("9.3.3",), when=within("review__held_date", "due_date"),
        day=("due_date",), proves=("own.review_decisions", "review.yearly"),
    ),
    Place(
        type="evaluation.monthlylook", clauses=("9.3.1",), when=within("held_date"), day=("held_date",),
        proves=("review.monthly", "data.analysed"),
    ),
    Place(
        type="evaluation.inspection", clauses=("9.1.1",), when=within("from_date", "minutes_date", "fixes_date"),
        day=("minutes_date", "from_date"), proves=("inspection.yearly", "inspection.fixes"),
        only=~Q(state="CANCELLED"), inspection=lambda one: Q(pk=one.pk),
    ),
    Place(
        type="evaluation.inspectionfinding", clauses=("9.1.1", "10.2"), when=within("inspection__minutes_date"),
        day=("checked_again_date",), proves=("inspection.fixes",), inspection=lambda one: Q(inspection=one),
    ),
    Place(
        type="evaluation.inspectionround", clauses=("9.1.1",), when=within("from_date", "to_date"), day=("from_date",),
        proves=("inspection.yearly", "inspection.rollup"),
    ),
    # 10 – improvement
    Place(
        type="improvement.nonconformity", clauses=("10.2",), when=within("found_date", "closed_date"), own=single(),
        day=("found_date",), proves=("nonconformity.corrected", "inspection.fixes"), only=~Q(state="REJECTED"),
        audit=_from_audit, inspection=_from_inspection,
    ),
    Place(
        type="improvement.proposal", clauses=("10.3",), when=within("proposed_date", "done_date"), day=("proposed_date",),
        only=~Q(state="WITHDRAWN"),
    ),
)  # fmt: skip

_WITH_ITS_OWNER: Final = "given with the record it belongs to"
_SETTING: Final = "a setting, not evidence"
NO_EVIDENCE: Final[dict[str, str]] = {
    "agency.agency": _SETTING,
    "agency.calendarday": _SETTING,
    "agency.calendaryear": _SETTING,
    "agency.decision": _WITH_ITS_OWNER,
    "agency.delegation": _WITH_ITS_OWNER,
    "agency.grant": "who may look, not evidence",
    "agency.unit": _SETTING,
    "agency.user": "a person",
    "approvals.approval": _WITH_ITS_OWNER,
    "attachments.attachment": _WITH_ITS_OWNER,
    "attachments.comment": "what is said on the way",
    "attachments.link": _WITH_ITS_OWNER,
    "evaluation.checklistline": _WITH_ITS_OWNER,
    "evaluation.questionnaire": "its versions are given",
    "evaluation.slipbatch": "what slips were printed, not what came of them",
    "evaluation.surveypoint": _SETTING,
    "exchange.run": "how data came in",
    "manual.draft": "not in force",
    "manual.pack": "a pack itself",
    "work.calendarfeed": "where a person reads the own due dates",
    "work.mailchoice": "which mails a person wants",
    "operation.anonymisingitem": "says what citizens' data were removed",
    "operation.anonymisinglist": "says what citizens' data were removed",
    "operation.dossiersource": _SETTING,
    "papers.formsetting": _SETTING,
    "papers.formtemplate": _SETTING,
    "planning.objective": "given with its set",
    "standard.parametervalue": _SETTING,
    "support.document": "its revisions are given",
    "support.numberseries": _SETTING,
    "support.papercopy": "where paper copies are, told by the list of distribution",
    "support.recordline": "given with its list",
    "work.assignment": "what is done, told by the records it comes from",
}


def place_of(subject_type: str) -> Place:
    """Return the place of a kind of record; LookupError for one that is no evidence."""
    return _BY_TYPE[subject_type]


_BY_TYPE: Final[dict[str, Any]] = {one.type: one for one in PLACES}
