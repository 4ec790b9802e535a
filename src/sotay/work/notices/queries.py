"""Reads of notices: always the viewer's own."""

from typing import Any

from django.db.models import QuerySet

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.work.notices.models import MailChoice, Notice


def list_notices(*, viewer: Actor, unread: bool = False) -> QuerySet[Notice]:
    """Return the viewer's notices in this agency, newest first."""
    notices = Notice.objects.of(viewer).filter(user=viewer.user)
    return (notices.filter(read_at__isnull=True) if unread else notices).order_by("-created_at", "-pk")


def unread_count(viewer: Actor) -> int:
    """Return how many notices the viewer has not read; one query, for the rail."""
    return list_notices(viewer=viewer, unread=True).count() if viewer.user else 0


def get_notice(uuid: Any, *, viewer: Actor) -> Notice:
    """Return one of the viewer's own notices; NotFound for every other."""
    notice = list_notices(viewer=viewer).filter(uuid=uuid).first()
    if notice is None:
        raise NotFound
    return notice


def mail_choice(*, viewer: Actor) -> MailChoice | None:
    """Return which mails the viewer chose in this agency, None where nothing was chosen."""
    return MailChoice.objects.of(viewer).filter(user=viewer.user).first()


def ref_of(notice: Notice) -> subjects.Ref:
    """Return the reference to the record a notice is about; LookupError for one that leads to a page instead."""
    if notice.subject_uuid is None:
        message = f"{notice.uuid} is about no record"
        raise LookupError(message)
    return subjects.Ref(notice.subject_type, notice.subject_uuid)
