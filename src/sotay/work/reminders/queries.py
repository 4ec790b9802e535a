"""Reads of reminders: who was reminded of what, when."""

from django.db.models import F, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.work.notices.models import Notice

KINDS = (*Notice.OF_DUE_DAYS, Notice.Kind.HELP_ASKED)
PAST = "PAST"


def list_reminders(*, viewer: Actor) -> QuerySet[Notice]:
    """Return the reminders and requests for help of the viewer's agency, newest first."""
    reminders = Notice.objects.of(viewer).filter(kind__in=KINDS).select_related("user")
    return reminders.order_by("-created_at", "-pk")


def of_kind(kind: str) -> Q:
    """Return the condition that a reminder is of a kind: one of KINDS, or PAST for those of what was overdue already."""
    overdue = Q(kind=Notice.Kind.REMINDER, due_date__lt=F("reminded_date"))
    if kind == PAST:
        return overdue
    return Q(kind=kind) & ~overdue if kind == Notice.Kind.REMINDER else Q(kind=kind)
