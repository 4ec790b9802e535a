"""Reads of what waits: always the viewer's own."""

from datetime import date

from django.db.models import Count, F, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.work.waiting.models import WaitingItem
from sotay.work.waiting.registry import Kind


def list_waiting(*, viewer: Actor) -> QuerySet[WaitingItem]:
    """Return what waits for the viewer in this agency, the earliest due first, what has no day last."""
    items = WaitingItem.objects.of(viewer).filter(user=viewer.user).select_related("unit")
    return items.order_by(F("due_date").asc(nulls_last=True), "pk")


def count_kinds(*, viewer: Actor) -> dict[str, int]:
    """Return how much of each kind waits for the viewer; one query."""
    counted = list_waiting(viewer=viewer).order_by().values("kind").annotate(number=Count("pk"))
    return dict(counted.values_list("kind", "number"))


def pressing(on: date) -> Q:
    """Return the condition that something should not wait for tomorrow: to decide, due today or overdue."""
    return Q(kind=Kind.DECIDE) | Q(due_date__lte=on)


def pressing_count(viewer: Actor) -> int:
    """Return how much should not wait for tomorrow; one query, for the rail."""
    return list_waiting(viewer=viewer).filter(pressing(today())).count() if viewer.user else 0
