"""Who sees which announcements: members all of them, guests those that were issued."""

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.manual.announcements.models import Announcement, Posting, ScopeChange


def visible(announcements: QuerySet[Announcement], viewer: Actor) -> QuerySet[Announcement]:
    """Keep the announcements the viewer may see."""
    return announcements.filter(state__in=Announcement.OUT) if viewer.is_guest else announcements


def visible_postings(postings: QuerySet[Posting], viewer: Actor) -> QuerySet[Posting]:
    """Keep the postings of the announcements the viewer may see."""
    return postings.filter(announcement__state__in=Announcement.OUT) if viewer.is_guest else postings


def visible_changes(changes: QuerySet[ScopeChange], viewer: Actor) -> QuerySet[ScopeChange]:
    """Keep what members may see of decisions on a moved scope; guests see none."""
    return changes.none() if viewer.is_guest else changes
