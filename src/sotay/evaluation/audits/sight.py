"""Who sees what of an audit: drafts of findings are not for those audited before the closing meeting."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.evaluation.audits.models import Audit, AuditMember, Finding, Visit

Role = Seat.Role
SEES_ALL = (Role.SECRETARY, Role.TEAM_MEMBER, Role.QMR, Role.HEAD, Role.DEPUTY_HEAD, *sorted(Seat.COMMITTEE))


def _of_team(viewer: Actor, audit: str) -> Exists:
    user_id = viewer.user.pk if viewer.user else None
    return Exists(AuditMember.objects.filter(audit=OuterRef(audit), user_id=user_id))


def visible_audits(audits: QuerySet[Audit], viewer: Actor) -> QuerySet[Audit]:
    """Keep the audits the viewer may see: plans from their approval on; guests those whose closing meeting was held."""
    if viewer.is_guest:
        return audits.filter(state__in=Audit.AFTER_MEETING)
    if viewer.holds(*SEES_ALL):
        return audits
    return audits.filter(~Q(state__in=[Audit.State.PLANNING, Audit.State.SUBMITTED]) | _of_team(viewer, "pk"))


def visible_visits(visits: QuerySet[Visit], viewer: Actor) -> QuerySet[Visit]:
    """Keep the visits whose checklist the viewer may read: the team and who oversees; others after the closing meeting."""
    if viewer.is_member and viewer.holds(*SEES_ALL):
        return visits
    after = Q(audit__state__in=Audit.AFTER_MEETING)
    return visits.filter(after) if viewer.is_guest else visits.filter(after | _of_team(viewer, "audit"))


def visible_findings(findings: QuerySet[Finding], viewer: Actor) -> QuerySet[Finding]:
    """Keep the findings the viewer may see: all of them after the closing meeting, drafts for the team and who oversees.

    What was dropped is seen by the team and who oversees alone.
    """
    after = Q(audit__state__in=Audit.AFTER_MEETING, is_dropped=False)
    if viewer.is_guest:
        return findings.filter(after)
    if viewer.holds(*SEES_ALL):
        return findings
    return findings.filter(after | _of_team(viewer, "audit"))
