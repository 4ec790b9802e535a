"""What commands upon audits and their visits write alike; no journal lines."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from sotay.agency.models import Agency, Seat, User
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line
from sotay.evaluation.audits.auditors.queries import valid_auditors
from sotay.evaluation.audits.models import Audit, AuditMember, Auditor, Visit, VisitAuditor
from sotay.evaluation.audits.plan.independence import Ties, Weight, ties_of
from sotay.support.models import Document

TEXTS = ("title", "purpose", "scope", "criteria", "place")
WRITTEN = (*TEXTS, "from_date", "to_date", "opening_at", "closing_at")
"""What is written of an audit until its plan is approved."""
VISIT_WRITTEN = ("unit", "starts_at", "ends_at", "place", "content", "clauses", "representative")
LINES = ("title", "place", "content")


def fill(row: Any, values: dict[str, Any], *, lines: Iterable[str] = LINES) -> list[str]:
    """Set what is given, texts tidied; return the names of what changed."""
    changed = []
    for name, value in values.items():
        if isinstance(value, str):
            value = one_line(nfc(value)) if name in set(lines) else nfc(value).strip()  # noqa: PLW2901  the tidied text
        if getattr(row, name, None) != value:
            setattr(row, name, value)
            changed.append(name)
    return changed


def visits_of(audit: Audit) -> QuerySet[Visit]:
    """Return the visits in the order of the plan, with all a plan is judged by."""
    return audit.visits.select_related("unit", "agency", "audit", "representative").prefetch_related(
        "documents", "auditors__user"
    )


def valid_on(agency_id: int, on: date) -> dict[int, Auditor]:
    """Return the entries of the register of auditors that hold on a day, by person."""
    return {one.user_id: one for one in valid_auditors(agency_id, on)}


def set_members(audit: Audit, members: Sequence[tuple[User, str]]) -> tuple[list[AuditMember], list[AuditMember]]:
    """Make these the team; return who came and who left. Who audits no more is taken off the visits."""
    wanted = {user.pk: part for user, part in members}
    standing = {one.user_id: one for one in AuditMember.objects.filter(audit=audit).order_by("pk")}
    left = [one for pk, one in standing.items() if wanted.get(pk) != one.part]
    for one in left:  # before anybody comes: one leads at any time
        one.delete()
    kept = {one.user_id for one in standing.values() if one not in left}
    came = [
        AuditMember.objects.create(agency=audit.agency, audit=audit, user=user, part=part)
        for user, part in members
        if user.pk not in kept
    ]
    audits = {user.pk for user, part in members if part in {AuditMember.Part.LEAD, AuditMember.Part.AUDITOR}}
    visiting = VisitAuditor.objects.filter(visit__audit=audit, visit__finished_date__isnull=True)
    for row in visiting.exclude(user__in=audits):
        row.delete()
    return came, left


def new_visit(audit: Audit, values: dict[str, Any]) -> Visit:
    """Return a visit at the end of the plan, not saved yet."""
    last = audit.visits.aggregate(last=Max("position"))["last"] or 0
    visit = Visit(agency=audit.agency, audit=audit, position=last + 1)
    fill(visit, values)
    visit.slug = free_slug(Visit.objects.filter(agency=audit.agency), f"{audit.slug}-{visit.unit.slug}")
    return visit


def set_documents(visit: Visit, documents: Iterable[Document]) -> bool:
    """Make these the documents of a visit; return whether anything changed."""
    wanted = {one.pk for one in documents}
    if wanted == set(visit.documents.values_list("pk", flat=True)):
        return False
    visit.documents.set(wanted)
    return True


def set_auditors(visit: Visit, given: Iterable[tuple[User, str]]) -> bool:
    """Make these the auditors of a visit, each with the reason of an override; return whether anything changed."""
    wanted = {user.pk: (user, reason) for user, reason in given}
    standing = {one.user_id: one for one in VisitAuditor.objects.filter(visit=visit).order_by("pk")}
    changed = False
    for pk, one in standing.items():
        if pk not in wanted:
            one.delete()
            changed = True
        elif one.override_reason != wanted[pk][1]:
            one.override_reason = wanted[pk][1]
            one.save()
            changed = True
    for pk, (user, reason) in wanted.items():
        if pk not in standing:
            VisitAuditor.objects.create(agency=visit.agency, visit=visit, user=user, override_reason=reason)
            changed = True
    return changed


def overridden(visit: Visit, users: Iterable[User], reason: str, ties: Ties) -> list[tuple[User, str]]:
    """Return each auditor with the reason of an override where the same unit asks for one; others need none."""
    reason = one_line(nfc(reason))[:300]
    found = []
    for user in users:
        weights = {one.weight for one in ties_of(visit, user.pk, ties)}
        found.append((user, reason if Weight.SAME_UNIT in weights else ""))
    return found


def read_again(visit: Visit) -> Visit:
    """Return a visit with its documents and auditors as they stand in the database."""
    return visits_of(visit.audit).get(pk=visit.pk)


def people_of(agency: Agency, on: date) -> set[int]:
    """Return the keys of the people seated in an agency on a day."""
    return set(Seat.objects.filter(agency=agency).in_force(on).values_list("user_id", flat=True))
