"""Reads of grants given and received."""

from uuid import UUID

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Grant, User
from sotay.commands import NotFound


def list_grants(*, viewer: Actor) -> QuerySet[Grant]:
    """Return the grants the agency gave, newest first."""
    rows = Grant.objects.of(viewer).select_related("to_agency", "to_user", "decision")
    return rows.order_by("-from_date", "-pk")


def list_received(*, viewer: Actor) -> QuerySet[Grant]:
    """Return the grants others gave the viewer's agency."""
    return Grant.objects.filter(to_agency=viewer.agency).select_related("agency").order_by("-from_date", "-pk")


def get_grant(uuid: UUID, *, viewer: Actor) -> Grant:
    """Return one grant of the viewer's agency; NotFound hides those of others."""
    grant = list_grants(viewer=viewer).select_related("agency").filter(uuid=uuid).first()
    if grant is None:
        raise NotFound
    return grant


def agency_called(name: str) -> Agency | None:
    """Return the agency of this short name, if there is one."""
    return Agency.objects.filter(short_name=name.strip().lower()).first()


def user_called(name: str) -> User | None:
    """Return the person of this username, if there is one who may sign in."""
    return User.objects.filter(username=name.strip().lower(), is_active=True, is_superuser=False).first()
