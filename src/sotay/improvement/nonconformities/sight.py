"""Who sees which sheets: members all of them, guests those that were taken up."""

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.improvement.nonconformities.models import Nonconformity

UNDECIDED = (Nonconformity.State.REPORTED, Nonconformity.State.REJECTED)


def visible(sheets: QuerySet[Nonconformity], viewer: Actor) -> QuerySet[Nonconformity]:
    """Keep the sheets the viewer may see; what was only reported, or not accepted, is not for guests."""
    return sheets.exclude(state__in=UNDECIDED) if viewer.is_guest else sheets
