"""Reads of reminders: who was reminded of what, when."""

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.work.notices.models import Notice

KINDS = (*Notice.OF_DUE_DAYS, Notice.Kind.HELP_ASKED)


def list_reminders(*, viewer: Actor) -> QuerySet[Notice]:
    """Return the reminders and requests for help of the viewer's agency, newest first."""
    reminders = Notice.objects.of(viewer).filter(kind__in=KINDS).select_related("user")
    return reminders.order_by("-created_at", "-pk")
