"""Reads of visits and their checklists, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sotay.agency.actor import Actor
from sotay.attachments.models import Attachment
from sotay.commands import NotFound
from sotay.evaluation.audits.checklists.guards import is_noted
from sotay.evaluation.audits.models import Audit, ChecklistLine, DeviceSaving, Visit
from sotay.evaluation.audits.sight import visible_visits

MOST_EARLIER = 20
LINE = ChecklistLine._meta.label_lower


def list_visits(*, viewer: Actor) -> QuerySet[Visit]:
    """Return the visits whose checklists the viewer may read, with unit, audit, auditors and team."""
    visits = visible_visits(Visit.objects.of(viewer), viewer)
    return visits.select_related("agency", "audit__agency", "unit", "representative", "finished_by").prefetch_related(
        "auditors__user", "audit__members__user"
    )


def get_visit(slug: str, *, viewer: Actor) -> Visit:
    """Return one visit; NotFound hides those of others, and before the closing meeting those one is audited at."""
    visit = list_visits(viewer=viewer).filter(slug=slug).first()
    if visit is None:
        raise NotFound
    return visit


def lines_of(visit: Visit) -> list[ChecklistLine]:
    """Return the questions of a visit in order, with what was noted, samples and findings."""
    rows = ChecklistLine.objects.filter(agency_id=visit.agency_id, visit=visit).order_by("position", "pk")
    lines = list(rows.select_related("answered_by", "document").prefetch_related("sampled", "findings"))
    for one in lines:
        one.visit = visit
    return lines


def get_line(visit: Visit, uuid: UUID) -> ChecklistLine:
    """Return one question of a visit."""
    line = ChecklistLine.objects.filter(agency_id=visit.agency_id, visit=visit, uuid=uuid).first()
    if line is None:
        raise NotFound
    line.visit = visit
    return line


def files_of_lines(lines: Iterable[ChecklistLine]) -> dict[UUID, list[Attachment]]:
    """Return the photos and files on each line by its uuid, oldest first; one query."""
    rows = list(lines)
    found: dict[UUID, list[Attachment]] = defaultdict(list)
    if rows:
        files = Attachment.objects.filter(
            agency_id=rows[0].agency_id,
            subject_type=LINE,
            subject_uuid__in=[one.uuid for one in rows],
            removed_at__isnull=True,
        )
        for one in files.select_related("blob", "added_by").order_by("created_at", "pk"):
            found[one.subject_uuid].append(one)
    return found


def aside_of(visit: Visit) -> list[DeviceSaving]:
    """Return what was typed and lies aside, nobody having decided upon it yet, oldest first; one query."""
    return _undecided(
        DeviceSaving.objects.filter(agency_id=visit.agency_id, line__visit=visit).select_related("line", "sent_by")
    )


def aside_after_finish(audit: Audit) -> list[DeviceSaving]:
    """Return what reached finished checklists of an audit too late and lies aside undecided, by visit; one query."""
    rows = DeviceSaving.objects.filter(agency_id=audit.agency_id, line__visit__audit=audit)
    rows = rows.filter(line__visit__finished_date__isnull=False, line__visit__set_aside_reason="")
    told = _undecided(rows.select_related("line__visit__unit", "line__visit__audit", "sent_by"))
    return sorted(told, key=lambda one: (one.line.visit.starts_at, one.line.visit_id))


def _undecided(rows: QuerySet[DeviceSaving]) -> list[DeviceSaving]:
    rows = rows.filter(Q(kept=False) | Q(content__has_key="settles"))
    told = list(rows.order_by("created_at", "pk"))
    settled = {one.content["settles"] for one in told if "settles" in one.content}
    return [one for one in told if not one.kept and str(one.number) not in settled]


def get_saving(visit: Visit, number: UUID) -> DeviceSaving:
    """Return what a device sent, by the number it gave."""
    rows = DeviceSaving.objects.filter(agency_id=visit.agency_id, line__visit=visit, number=number)
    saving = rows.select_related("line__answered_by", "sent_by").first()
    if saving is None:
        raise NotFound
    saving.line.visit = visit
    return saving


def earlier_visits(visit: Visit, *, viewer: Actor) -> list[Visit]:
    """Return visits of other audits at the same unit or upon one of the same clauses, the newest first."""
    same = Q(unit=visit.unit_id)
    if visit.clauses:
        same |= Q(clauses__overlap=visit.clauses)
    rows = list_visits(viewer=viewer).filter(same, starts_at__lt=visit.starts_at, set_aside_reason="")
    rows = rows.exclude(audit=visit.audit_id).exclude(audit__state=Audit.State.CANCELLED).filter(lines__isnull=False)
    return list(rows.distinct().order_by("-starts_at", "-pk")[:MOST_EARLIER])


@dataclass(frozen=True, slots=True)
class LastTime:
    """How a question was answered the last time at this unit."""

    audit: str
    result: str
    evidence: str


def last_times(lines: Iterable[ChecklistLine], visit: Visit, *, viewer: Actor) -> dict[str, LastTime]:
    """Return for each source of a line how it was answered last, by its `source_code`; one query."""
    codes = {one.source_code for one in lines if one.source_code}
    if not codes:
        return {}
    uuids = [UUID(one.source_code) for one in lines if one.source == ChecklistLine.Source.EARLIER and one.source_code]
    seen = visible_visits(Visit.objects.of(viewer), viewer).filter(starts_at__lt=visit.starts_at)
    rows = ChecklistLine.objects.of(viewer).filter(visit__in=seen).exclude(result="")
    rows = rows.filter(Q(uuid__in=uuids) | Q(source_code__in=codes, visit__unit=visit.unit_id))
    found: dict[str, LastTime] = {}
    for one in (
        rows.exclude(visit__audit=visit.audit_id).select_related("visit__audit").order_by("visit__starts_at", "pk")
    ):
        told = LastTime(one.visit.audit.code, str(one.get_result_display()), one.evidence)
        for code in {one.source_code, str(one.uuid)} & codes:
            found[code] = told
    return found


def noted_lines(lines: Iterable[ChecklistLine], files: dict[UUID, Any]) -> set[int]:
    """Return the keys of lines something was noted against."""
    return {one.pk for one in lines if is_noted(one) or files.get(one.uuid)}


def unfinished_visits(audit: Audit) -> list[Visit]:
    """Return the visits of an audit whose checklists are not finished, with their auditors."""
    rows = Visit.objects.filter(agency_id=audit.agency_id, audit=audit, finished_date__isnull=True, set_aside_reason="")
    return list(rows.select_related("unit", "audit").prefetch_related("auditors__user").order_by("starts_at", "pk"))
