"""Who reads the report of an audit: everybody once it is approved; before that the team and who oversees the system."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.evaluation.audits.models import Audit, AuditMember, AuditReport
from sotay.evaluation.audits.permissions import is_in_team
from sotay.evaluation.audits.sight import SEES_ALL


def visible_reports(reports: QuerySet[AuditReport], viewer: Actor) -> QuerySet[AuditReport]:
    """Keep the reports the viewer may see."""
    approved = Q(audit__state=Audit.State.REPORTED)
    if viewer.is_guest:
        return reports.filter(approved)
    if viewer.holds(*SEES_ALL):
        return reports
    user_id = viewer.user.pk if viewer.user else None
    return reports.filter(approved | Exists(AuditMember.objects.filter(audit=OuterRef("audit"), user_id=user_id)))


def sees_report(viewer: Actor, audit: Audit) -> bool:
    """Say the same of one audit, whether its report was begun or not; reads the prefetched members."""
    if audit.state == Audit.State.REPORTED:
        return True
    return viewer.is_member and (viewer.holds(*SEES_ALL) or is_in_team(viewer, audit))
