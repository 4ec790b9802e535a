"""Which notices a mail takes, and that none goes out twice: a mail is claimed, sent, and said to be sent.

The claim is committed before the mail leaves, so that whatever happens to the worker the same notices are never claimed by
another mail of that day. A claim left open by a worker that was killed, or by a server that failed, is sent again as it was
where the backend is idempotent; elsewhere it counts as sent, and what of it is still unread stands in the next day's mail.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sotay.commands import upkeep
from sotay.work.notices.models import MailChoice, Notice

LOCK = 7_402_004  # names the lock of whoever sends mail, held by the connection and so let go when the worker is killed
DIGEST_AT = time(7)
FRESH = timedelta(days=7)
"""Older notices are not mailed: whoever sets up mail late is not sent a year of them."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that was begun: its uuid and the notices it tells, oldest first."""

    uuid: UUID
    notices: tuple[Notice, ...]


@contextmanager
def only_sender() -> Iterator[bool]:
    """Yield whether this process may send mail now; two at once never do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        is_ours = bool(cursor.fetchone()[0])
        try:
            yield is_ours
        finally:
            if is_ours:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def latest_digest(now: datetime) -> datetime:
    """Return the latest moment up to now at which the mail of the day was due."""
    local = timezone.localtime(now)
    today = timezone.make_aware(datetime.combine(local.date(), DIGEST_AT))
    return (
        today if today <= local else timezone.make_aware(datetime.combine(local.date() - timedelta(days=1), DIGEST_AT))
    )


def to_be_told(*, now: datetime, at_once: bool, anew: bool) -> list[tuple[int, int]]:
    """Return the (agency, person) whom a mail is due to; with `at_once` for what cannot wait or was left over.

    `anew` takes what is unread of mails begun before the mail of this day was due, and not known to have gone out.
    """
    due = _due(now=now, at_once=at_once, anew=anew)
    return list(due.order_by("agency_id", "user_id").values_list("agency_id", "user_id").distinct())


@upkeep
def begin_mail(agency_id: int, user_id: int, *, now: datetime, at_once: bool, anew: bool) -> Mail | None:
    """Claim what a person is to be told and return it as a mail; None when somebody else was quicker."""
    due = _due(now=now, at_once=at_once, anew=anew).filter(agency_id=agency_id, user_id=user_id)
    notices = list(due.select_for_update(of=("self",)).select_related("user", "agency").order_by("created_at", "pk"))
    if not notices:
        return None
    uuid = next((one.uuid for one in notices if one.mail_uuid is None), None) or uuid4()
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mail_uuid=uuid, mail_begun_at=now)
    return Mail(uuid, tuple(notices))


@upkeep
def end_mail(mail: Mail, *, now: datetime) -> None:
    """Say that a mail went out."""
    Notice.objects.filter(mail_uuid=mail.uuid).update(mailed_at=now)


def mails_left_open() -> list[Mail]:
    """Return the mails that were begun and of which nobody knows whether they went out."""
    found: dict[UUID, list[Notice]] = {}
    left = Notice.objects.filter(mail_uuid__isnull=False, mailed_at__isnull=True).select_related("user", "agency")
    for one in left.order_by("created_at", "pk"):
        if one.mail_uuid is not None:
            found.setdefault(one.mail_uuid, []).append(one)
    return [Mail(uuid, tuple(notices)) for uuid, notices in found.items()]


def _due(*, now: datetime, at_once: bool, anew: bool) -> QuerySet[Notice]:
    """Return the notices a mail is due for: unread, in no mail yet, of people with an account and address who want it."""
    digest = latest_digest(now)
    not_begun = Q(mail_uuid__isnull=True)
    notices = Notice.objects.filter(
        not_begun | Q(mail_begun_at__lt=digest) if anew else not_begun,
        mailed_at__isnull=True,
        read_at__isnull=True,
        created_at__gte=now - FRESH,
        agency__ended_date__isnull=True,
        user__is_active=True,
    ).exclude(user__email="")
    chosen = MailChoice.objects.filter(agency=OuterRef("agency"), user=OuterRef("user"))
    notices = notices.exclude(Exists(chosen.filter(wants=MailChoice.Wants.NONE)))
    notices = notices.filter(Q(kind__in=Notice.AT_ONCE) | ~Exists(chosen.filter(wants=MailChoice.Wants.URGENT)))
    return notices.filter(Q(kind__in=Notice.AT_ONCE) | Q(created_at__lt=digest)) if at_once else notices
