"""Who sees which amendments: members all of them, guests those that were issued, never a draft."""

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.manual.amendments.models import Amendment, Draft


def visible(amendments: QuerySet[Amendment], viewer: Actor) -> QuerySet[Amendment]:
    """Keep the amendments the viewer may see."""
    return amendments.filter(state=Amendment.State.ISSUED) if viewer.is_guest else amendments


def visible_drafts(drafts: QuerySet[Draft], viewer: Actor) -> QuerySet[Draft]:
    """Keep the texts of the amendments the viewer may see."""
    return drafts.filter(amendment__state=Amendment.State.ISSUED) if viewer.is_guest else drafts
