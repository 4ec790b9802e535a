"""Which outgoing papers a viewer may see, as a condition of a query: what was issued, one's own, and all for who handles papers."""

from django.db.models import Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.support.outgoing.models import OutgoingPaper

HANDLE = (
    Seat.Role.SECRETARY, Seat.Role.TEAM_MEMBER, Seat.Role.QMR, Seat.Role.CLERK, Seat.Role.HEAD, Seat.Role.DEPUTY_HEAD,
    *sorted(Seat.COMMITTEE),
)  # fmt: skip


def visible(papers: QuerySet[OutgoingPaper], viewer: Actor) -> QuerySet[OutgoingPaper]:
    """Narrow papers to those the viewer may see."""
    if viewer.holds(*HANDLE):
        return papers
    if not viewer.is_member:
        return papers.none()
    mine = Q(drafted_by=viewer.user) | Q(signer__user=viewer.user) | Q(unit__in=viewer.unit_ids())
    return papers.filter(mine | Q(state__in=OutgoingPaper.OUT))
