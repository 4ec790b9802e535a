"""Reads of lists of dossiers to be made anonymous; none reads a citizen's data."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.approvals.models import Approval, Step
from sotay.commands import NotFound, may
from sotay.operation.dossiers.models import AnonymisingItem, AnonymisingList

KEPT = Q(items__left_out_reason="")


def visible(lists: QuerySet[AnonymisingList], viewer: Actor) -> QuerySet[AnonymisingList]:
    """Narrow lists to those the viewer may see."""
    if viewer.user is None or may(viewer, "operation.view_anonymising"):
        return lists
    return lists.none()


def list_lists(*, viewer: Actor) -> QuerySet[AnonymisingList]:
    """Return the lists the viewer may see, newest first, each with the number of its dossiers."""
    rows = visible(AnonymisingList.objects.of(viewer), viewer).select_related("agency")
    return rows.annotate(count=Count("items", filter=KEPT)).order_by("-created_at", "-pk")


def get_list(slug: str, *, viewer: Actor) -> AnonymisingList:
    """Return one list the viewer may see; NotFound hides all others."""
    one = list_lists(viewer=viewer).filter(slug=slug).first()
    if one is None:
        raise NotFound
    return one


def get_item(uuid: UUID, *, viewer: Actor) -> AnonymisingItem:
    """Return one dossier of a list the viewer may see; NotFound hides all others."""
    lists = visible(AnonymisingList.objects.of(viewer), viewer)
    items = AnonymisingItem.objects.of(viewer).filter(list__in=lists)
    item = items.select_related("list__agency", "dossier__service", "agency").filter(uuid=uuid).first()
    if item is None:
        raise NotFound
    return item


def items_of(one: AnonymisingList, *, left_out: bool = False) -> QuerySet[AnonymisingItem]:
    """Return the dossiers of a list that are to be emptied, or those left out, in the order they were closed."""
    rows = AnonymisingItem.objects.filter(agency_id=one.agency_id, list=one)
    rows = rows.exclude(left_out_reason="") if left_out else rows.filter(left_out_reason="")
    return rows.select_related("dossier__service", "dossier__agency").order_by("dossier__closed_date", "dossier__key")


def count_of(one: AnonymisingList) -> int:
    """Return how many dossiers of a list are to be emptied."""
    return AnonymisingItem.objects.filter(agency_id=one.agency_id, list=one, left_out_reason="").count()


def content_of(one: AnonymisingList) -> dict[str, Any]:
    """Return what who approves a list sees of it: how many dossiers, closed before which day, and a digest of their codes."""
    digest, count = hashlib.sha256(), 0
    for code in items_of(one).values_list("dossier__key", flat=True).iterator():
        digest.update(f"{code}\n".encode())
        count += 1
    out = items_of(one, left_out=True).values_list("dossier__code", "left_out_reason")
    return {
        "code": one.code,
        "closed_before_date": one.closed_before_date,
        "count": count,
        "digest": digest.hexdigest(),
        "left_out": [{"code": code, "reason": reason} for code, reason in out],
    }


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the page of a list shows besides its dossiers."""

    one: AnonymisingList
    count: int
    left_out: tuple[AnonymisingItem, ...]
    approval: Approval | None
    steps: tuple[Step, ...]


def get_list_page(slug: str, *, viewer: Actor) -> ListPage:
    """Return a list with its approval; constant queries."""
    one = get_list(slug, viewer=viewer)
    rounds = Approval.objects.filter(agency_id=one.agency_id, subject_uuid=one.uuid)
    approval = rounds.select_related("author", "paper", "agency").order_by("-submitted_at", "-pk").first()
    steps: Any = approval.steps.select_related("user", "unit").prefetch_related("votes__user") if approval else ()
    return ListPage(one, one.count, tuple(items_of(one, left_out=True)), approval, tuple(steps))  # type: ignore[attr-defined]
