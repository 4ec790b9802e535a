"""Which issues a viewer may see, as conditions of a query (the permissions say the same of one)."""

from django.db.models import Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.approvals.models import Approval
from sotay.support.documents.sight import sees_everything
from sotay.support.issuing.models import Issue

TYPE = Issue._meta.label_lower


def visible(issues: QuerySet[Issue], viewer: Actor) -> QuerySet[Issue]:
    """Narrow issues to those the viewer may see: those issued, those to sign, and all for who runs the system."""
    if oversees_issues(viewer):
        return issues
    issued = Q(state=Issue.State.ISSUED)
    return issues.filter(issued if viewer.is_guest else issued | Q(uuid__in=_signed(viewer)))


def oversees_issues(viewer: Actor) -> bool:
    """Return whether the viewer sees every issue: whoever sees every document, and who keeps the papers."""
    return sees_everything(viewer) or viewer.holds(Seat.Role.CLERK)


def is_asked_to_sign(viewer: Actor, issue: Issue) -> bool:
    """Return whether the viewer is among those asked to review or approve an issue."""
    return viewer.user is not None and _signed(viewer).filter(subject_uuid=issue.uuid).exists()


def _signed(viewer: Actor) -> QuerySet:
    """Return the uuids of the issues at which the viewer signs a step, by name or by a seat."""
    by_seat = Q(steps__role__in=viewer.roles) & (Q(steps__unit__isnull=True) | Q(steps__unit__in=viewer.unit_ids()))
    rounds = Approval.objects.filter(Q(steps__user=viewer.user) | by_seat, agency=viewer.agency, subject_type=TYPE)
    return rounds.values("subject_uuid")
