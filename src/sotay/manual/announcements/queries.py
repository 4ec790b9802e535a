"""Reads of announcements: the list, one, its services."""

from uuid import UUID

from django.db.models import Count, QuerySet

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.manual.announcements.models import Announcement, Posting, ScopeChange
from sotay.manual.announcements.sight import visible, visible_changes, visible_postings

PAPERS = ("decision_paper", "statement_paper", "notice_paper")


def list_announcements(*, viewer: Actor) -> QuerySet[Announcement]:
    """Return the announcements the viewer may see, the newest first, with the number of services each covers."""
    rows = visible(Announcement.objects.of(viewer), viewer).select_related("agency", "scope", "replaces")
    return rows.annotate(service_count=Count("services")).order_by("-edition")


def get_announcement(slug: str, *, viewer: Actor) -> Announcement:
    """Return one announcement with its grounds and papers; NotFound hides those of others and what a guest may not see."""
    rows = visible(Announcement.objects.of(viewer), viewer)
    beside = ("agency__overseer", "replaces__agency", "scope__agency", "audit__agency", "review__agency")
    one = rows.select_related(*beside, "confirmation__agency", "signed_copy", *PAPERS).filter(slug=slug).first()
    if one is None:
        raise NotFound
    for name in PAPERS:
        if (paper := getattr(one, name)) is not None:
            paper.agency = one.agency
    return one


def list_postings(one: Announcement) -> QuerySet[Posting]:
    """Return where an announcement was made known, the earliest first."""
    return one.postings.select_related("photo", "photo__agency", "posted_by").order_by("posted_date", "pk")


def get_posting(uuid: UUID, *, viewer: Actor) -> Posting:
    """Return one posting of the viewer's agency; NotFound hides those of others."""
    rows = visible_postings(Posting.objects.of(viewer), viewer).select_related("announcement__agency", "agency")
    posting = rows.filter(uuid=uuid).first()
    if posting is None:
        raise NotFound
    return posting


def list_changes(*, viewer: Actor) -> QuerySet[ScopeChange]:
    """Return the decisions on a moved scope, the newest first."""
    rows = visible_changes(ScopeChange.objects.of(viewer), viewer)
    return rows.select_related("announcement__agency", "settled_by__agency", "decided_by").order_by(
        "-decided_date", "-pk"
    )
