"""Who sees which management reviews: everybody those that were concluded, those invited theirs, who prepares them all."""

from django.db.models import Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.evaluation.reviews.models import Review

Role, State = Seat.Role, Review.State
SEES_ALL = (Role.SECRETARY, Role.TEAM_MEMBER, Role.QMR, Role.HEAD, Role.DEPUTY_HEAD, *sorted(Seat.COMMITTEE))
INVITED = (Role.UNIT_HEAD, Role.UNIT_DEPUTY)
HELD = (State.HELD, State.SUBMITTED, State.CONCLUDED)


def visible(reviews: QuerySet[Review], viewer: Actor) -> QuerySet[Review]:
    """Keep the reviews the viewer may see: guests and staff those concluded, heads of units also those they are invited to."""
    concluded = Q(state=State.CONCLUDED)
    if viewer.is_guest:
        return reviews.filter(concluded)
    if viewer.holds(*SEES_ALL):
        return reviews
    mine = Q(chair=viewer.user) | Q(secretary=viewer.user)
    if viewer.holds(*INVITED):
        return reviews.filter(concluded | mine | Q(state__in=[State.INVITED, *HELD]))
    return reviews.filter(concluded | mine)
