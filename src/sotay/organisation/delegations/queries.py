"""Reads of delegations."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Delegation
from sotay.commands import NotFound


def list_delegations(*, viewer: Actor, on: date, past: bool = False) -> QuerySet[Delegation]:
    """Return the delegations that hold on a day or later (or those that are over), newest first."""
    rows = Delegation.objects.of(viewer).select_related("seat__user", "seat__unit", "to_user", "decision")
    rows = rows.filter(to_date__lt=on) if past else rows.filter(to_date__gte=on)
    return rows.order_by("-from_date", "-pk")


def get_delegation(uuid: UUID, *, viewer: Actor) -> Delegation:
    """Return one delegation of the viewer's agency; NotFound hides those of others."""
    rows = Delegation.objects.of(viewer).select_related("agency", "seat__user", "to_user")
    delegation = rows.filter(uuid=uuid).first()
    if delegation is None:
        raise NotFound
    return delegation
