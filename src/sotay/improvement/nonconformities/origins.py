"""What a sheet takes over from the record it is born from, and where the sheet then says it comes from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.commands import Reason
from sotay.evaluation.models import Audit, Feedback, Finding, InspectionFinding
from sotay.improvement.nonconformities.models import Nonconformity
from sotay.operation.dossiers.naming import why_names_citizen
from sotay.operation.models import Dossier, NonconformingOutput
from sotay.operation.outputs.naming import dossier_id_of
from sotay.standard.catalogue.clauses import clauses
from sotay.support.models import Document

Source, Grade = Nonconformity.Source, Nonconformity.Grade
GRADES: Final = {"MAJOR": Grade.MAJOR, "MINOR": Grade.MINOR}
SOURCES: Final = {
    "evaluation.feedback": Source.COMPLAINT,
    "evaluation.finding": Source.AUDIT,
    "evaluation.audit": Source.AUDIT,
    "evaluation.inspection": Source.INSPECTION,
    "evaluation.inspectionfinding": Source.INSPECTION,
    "evaluation.review": Source.REVIEW,
    "evaluation.reviewdecision": Source.REVIEW,
    "operation.dossier": Source.DOSSIER,
    "operation.nonconformingoutput": Source.DOSSIER,
    "planning.objective": Source.OBJECTIVE,
    "planning.objectiveset": Source.OBJECTIVE,
    "planning.report": Source.OBJECTIVE,
}
"""Where a sheet comes from by the type of its origin; all else was found by oneself unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a record gives a sheet to begin with."""

    source: str = Source.SELF
    what: str = ""
    evidence: str = ""
    unit: Unit | None = None
    clause: str = ""
    grade: str = ""
    document: Document | None = None
    found_date: date | None = None


def source_of(record: Any) -> str:
    """Return where a sheet born from a record comes from; found by oneself for none."""
    return SOURCES.get(record._meta.label_lower, Source.SELF) if record is not None else Source.SELF


def brought_by(record: Any) -> Brought:
    """Return what a record brings; nothing of a citizen: a dossier gives its code alone."""
    if record is None:
        return Brought()
    give = _GIVERS.get(record._meta.label_lower)
    if give is not None:
        return give(record)
    unit = getattr(record, "unit", None)
    return Brought(source=source_of(record), unit=unit if isinstance(unit, Unit) else None)


def typed_in(told: Mapping[str, str], units: QuerySet[Unit]) -> Brought:
    """Return what an address brings without a record: `what`, `source`, `clause`, and `unit` by its own address."""
    source, clause = told.get("source", ""), told.get("clause", "")
    return Brought(
        source=source if source in Source.values else Source.SELF,
        what=told.get("what", "")[:300],
        unit=units.filter(slug=told.get("unit", "")).first() if told.get("unit") else None,
        clause=clause if clause in clauses() else "",
    )


def why_not_from(actor: Actor, record: Any) -> Iterator[Reason]:
    """Yield why no sheet can be born from a record: hidden, not told to those audited yet, or one is there already."""
    if record is None:
        return
    if actor.user is not None and subjects.find(subjects.ref_of(record), viewer=actor) is None:
        yield Reason(_("Không tìm thấy hồ sơ mà phiếu bắt nguồn."), code="origin_hidden")
        return
    if isinstance(record, Finding):
        yield from _why_not_from_finding(record)
    if isinstance(record, Finding | InspectionFinding | NonconformingOutput) and (there := sheet_of(record)):
        yield Reason(
            _("Đã có phiếu %s từ nội dung này.") % there.code,
            code="logged_already",
            fix=("improvement:nonconformity_detail", there),
        )


def sheet_of(record: Any) -> Nonconformity | None:
    """Return the first sheet that stands of a record; of an output one that is not closed."""
    ref = subjects.ref_of(record)
    rows = Nonconformity.objects.filter(agency_id=record.agency_id, origin_type=ref.type, origin_uuid=ref.uuid)
    ended = Nonconformity.ENDED if isinstance(record, NonconformingOutput) else [Nonconformity.State.REJECTED]
    return rows.exclude(state__in=ended).select_related("agency").order_by("code").first()


def why_names(sheet: Nonconformity, **texts: str) -> Iterator[Reason]:
    """Yield that a text names the citizen of the dossier a sheet is about: sheets are kept for good (law 7.3)."""
    yield from why_names_citizen(dossier_id_of(sheet), **texts)


def _why_not_from_finding(finding: Finding) -> Iterator[Reason]:
    if finding.audit.state not in Audit.AFTER_MEETING:
        yield Reason(_("Cuộc đánh giá chưa họp kết thúc: phát hiện còn là dự thảo."), code="meeting_not_held")
    if finding.is_dropped:
        yield Reason(_("Phát hiện này đã bị bỏ."), code="finding_dropped")
    elif not finding.is_nonconformity:
        yield Reason(_("Phát hiện này không phải là điểm không phù hợp."), code="finding_is_none")


def _of_finding(one: Finding) -> Brought:
    return Brought(
        source=Source.AUDIT, what=one.what, evidence=one.evidence, unit=one.unit, clause=one.clause,
        grade=GRADES.get(one.grade, ""), document=one.document, found_date=one.found_date,
    )  # fmt: skip


def _of_inspection(one: InspectionFinding) -> Brought:
    inspection = one.inspection
    said = {"body": inspection.body, "line": one.line or "–"}
    return Brought(
        source=Source.INSPECTION,
        what=one.what,
        evidence=_("Biên bản kiểm tra của %(body)s, nội dung %(line)s") % said,
        unit=one.unit,
        found_date=inspection.minutes_date or inspection.from_date,
    )


def _of_feedback(one: Feedback) -> Brought:
    """Return its code and day; what was said and by whom stays with the feedback."""
    unit = None if one.is_restricted else one.about_unit or one.unit
    return Brought(source=Source.COMPLAINT, evidence=one.code, unit=unit, found_date=one.received_date)


def _of_output(one: NonconformingOutput) -> Brought:
    return Brought(
        source=Source.DOSSIER,
        what=f"{one.get_kind_display()}: {one.what}",
        evidence=" · ".join(filter(None, [one.code, one.dossier.code if one.dossier else ""])),
        unit=one.unit,
        clause="8.7",
        found_date=one.found_date,
    )


def _of_dossier(one: Dossier) -> Brought:
    return Brought(source=Source.DOSSIER, evidence=_("Hồ sơ %s") % one.code, unit=one.unit)


def _of_objective(one: Any) -> Brought:
    return Brought(
        source=Source.OBJECTIVE,
        what=_("Không đạt mục tiêu chất lượng: %s") % one.statement,
        evidence=one.code,
        unit=one.set.unit,
        clause="6.2",
    )


def _of_decision(one: Any) -> Brought:
    return Brought(source=Source.REVIEW, what=one.text, found_date=one.review.held_date, clause="9.3")


_GIVERS: Final[dict[str, Callable[[Any], Brought]]] = {
    "evaluation.feedback": _of_feedback,
    "evaluation.finding": _of_finding,
    "evaluation.inspectionfinding": _of_inspection,
    "evaluation.reviewdecision": _of_decision,
    "operation.nonconformingoutput": _of_output,
    "operation.dossier": _of_dossier,
    "planning.objective": _of_objective,
}
