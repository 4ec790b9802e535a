"""Who reads the report of an audit: everybody once it is approved; before that the team and who oversees the system.

Before the closing meeting its figures are drafts of findings: then who heads an audited unit does not read it either.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.evaluation.audits.models import Audit, AuditMember, AuditReport, Visit
from sotay.evaluation.audits.permissions import is_in_team
from sotay.evaluation.audits.sight import SEES_ALL, headed


def visible_reports(reports: QuerySet[AuditReport], viewer: Actor) -> QuerySet[AuditReport]:
    """Keep the reports the viewer may see."""
    approved = Q(audit__state=Audit.State.REPORTED)
    if viewer.is_guest:
        return reports.filter(approved)
    user_id = viewer.user.pk if viewer.user else None
    of_team = Exists(AuditMember.objects.filter(audit=OuterRef("audit"), user_id=user_id))
    if not viewer.holds(*SEES_ALL):
        return reports.filter(approved | of_team)
    if not (own := headed(viewer)):
        return reports
    audited = Exists(Visit.objects.filter(audit=OuterRef("audit"), unit__in=own))
    return reports.filter(Q(audit__state__in=Audit.AFTER_MEETING) | of_team | ~audited)


def sees_report(viewer: Actor, audit: Audit) -> bool:
    """Say the same of one audit, whether its report was begun or not; reads the prefetched members."""
    if audit.state == Audit.State.REPORTED:
        return True
    if not viewer.is_member or is_in_team(viewer, audit):
        return viewer.is_member
    if not viewer.holds(*SEES_ALL):
        return False
    own = headed(viewer)
    return audit.state in Audit.AFTER_MEETING or not own or not audit.visits.filter(unit__in=own).exists()
