"""Reads of confirmations of effectiveness."""

from django.db.models import F, QuerySet

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.evaluation.audits.sight import SEES_ALL
from sotay.evaluation.confirmations.models import Confirmation

State = Confirmation.State


def visible(confirmations: QuerySet[Confirmation], viewer: Actor) -> QuerySet[Confirmation]:
    """Keep what the viewer may see: what the head confirmed; drafts for who prepares or oversees them."""
    if not viewer.is_guest and (viewer.user is None or viewer.holds(*SEES_ALL)):
        return confirmations
    return confirmations.filter(state=State.CONFIRMED)


def list_confirmations(*, viewer: Actor) -> QuerySet[Confirmation]:
    """Return the confirmations the viewer may see, what is being prepared first, then the newest."""
    rows = visible(Confirmation.objects.of(viewer), viewer).select_related("agency", "audit", "review")
    return rows.order_by(F("confirmed_date").desc(nulls_first=True), "-pk")


def get_confirmation(slug: str, *, viewer: Actor) -> Confirmation:
    """Return one confirmation the viewer may see; NotFound hides all others."""
    one = list_confirmations(viewer=viewer).select_related("audit__agency", "review__agency").filter(slug=slug).first()
    if one is None:
        raise NotFound
    return one
