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


def headed(viewer: Actor) -> frozenset[int]:
    """Return the units the viewer heads: there he is who was audited, whatever other seat he holds."""
    return viewer.unit_ids(Role.UNIT_HEAD, Role.UNIT_DEPUTY)


def hidden_units(viewer: Actor, audit: Audit) -> frozenset[int]:
    """Return the units in which the viewer sees no drafts of this audit though he sees those of others (members prefetched)."""
    if audit.state in Audit.AFTER_MEETING or any(one.user_id == viewer.person.pk for one in audit.members.all()):
        return frozenset()
    return headed(viewer)


def visible_visits(visits: QuerySet[Visit], viewer: Actor) -> QuerySet[Visit]:
    """Keep the visits whose checklist the viewer may read: the team and who oversees; others after the closing meeting.

    Who oversees and heads the audited unit waits for the closing meeting as any other head.
    """
    after = Q(audit__state__in=Audit.AFTER_MEETING)
    if viewer.is_guest:
        return visits.filter(after)
    if viewer.is_member and viewer.holds(*SEES_ALL):
        own = headed(viewer)
        return visits.filter(~Q(unit__in=own) | after | _of_team(viewer, "audit")) if own else visits
    return visits.filter(after | _of_team(viewer, "audit"))


def visible_findings(findings: QuerySet[Finding], viewer: Actor) -> QuerySet[Finding]:
    """Keep the findings the viewer may see: all of them after the closing meeting, drafts for the team and who oversees.

    What was dropped is seen by the team and who oversees alone. Who oversees and heads the unit it is about sees it as any
    other head: members of the committee are heads of units.
    """
    after = Q(audit__state__in=Audit.AFTER_MEETING, is_dropped=False)
    if viewer.is_guest:
        return findings.filter(after)
    if viewer.holds(*SEES_ALL):
        own = headed(viewer)
        return findings.filter(~Q(unit__in=own) | after | _of_team(viewer, "audit")) if own else findings
    return findings.filter(after | _of_team(viewer, "audit"))
