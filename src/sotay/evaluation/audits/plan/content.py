"""What of a plan is pinned when it is submitted, and what who decides sees of it."""

from typing import Any

from sotay.evaluation.audits.models import Audit
from sotay.evaluation.audits.permissions import in_order
from sotay.evaluation.audits.plan import writing
from sotay.evaluation.audits.plan.independence import Ties, said, ties_of
from sotay.evaluation.audits.plan.recognised import beyond_words


def content_of(audit: Audit) -> dict[str, Any]:
    """Return the plan as plain data: what the approval holds for."""
    return {
        "code": audit.code,
        "scale": audit.scale,
        "programme": str(audit.programme) if audit.programme else "",
        **{name: getattr(audit, name) for name in writing.WRITTEN},
        "team": [
            {"user": one.user.uuid, "part": one.part, "task": one.task}
            for one in audit.members.select_related("user").order_by("part", "user__name_sort", "pk")
        ],
        "visits": [
            {
                "unit": visit.unit.uuid,
                "starts_at": visit.starts_at,
                "ends_at": visit.ends_at,
                "place": visit.place,
                "content": visit.content,
                "clauses": visit.clauses,
                "documents": sorted(one.code for one in visit.documents.all()),
                "representative": visit.representative.uuid if visit.representative else None,
                "auditors": [
                    {"user": one.user.uuid, "override_reason": one.override_reason}
                    for one in sorted(visit.auditors.all(), key=lambda one: one.user_id)
                ],
            }
            for visit in writing.visits_of(audit).filter(set_aside_reason="").order_by("starts_at", "position", "pk")
        ],
    }


def shown_of(audit: Audit) -> dict[str, Any]:
    """Return what who decides sees: the team, the visits, who audits where he is not independent, or not recognised."""
    visits = list(writing.visits_of(audit).order_by("starts_at", "position", "pk"))
    ties = Ties.of(audit.agency, visits)
    overrides = [
        {"visit": visit, "who": one.user, "why": said(found), "reason": one.override_reason}
        for visit in visits
        for one in visit.auditors.all()
        if (found := ties_of(visit, one.user_id, ties))
    ]
    valid = writing.valid_on(audit.agency_id, audit.from_date)
    beyond = [
        {"visit": visit, "who": one.user, "why": words}
        for visit in visits
        for one in visit.auditors.all()
        if (words := beyond_words(visit.clauses, valid.get(one.user_id)))
    ]
    members = in_order(audit.members.select_related("user"))
    return {"audit": audit, "visits": visits, "members": members, "overrides": overrides, "beyond": beyond}
