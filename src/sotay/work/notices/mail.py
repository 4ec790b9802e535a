"""Mails of notices: one a day for each person and agency, and at once for what was returned or is overdue from today."""

import logging
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from sotay.work.notices.models import Notice
from sotay.work.notices.sending import Mail, begin_mail, end_mail, mails_left_open, only_sender, to_be_told

CONSOLE = "django.core.mail.backends.console.EmailBackend"
log = logging.getLogger(__name__)


def is_configured() -> bool:
    """Return whether mail leaves this installation."""
    return settings.EMAIL_BACKEND != CONSOLE


def send_mails(*, now: datetime, at_once: bool = False) -> int:
    """Mail everybody what was not read and not mailed; return how many mails went out.

    With `at_once` only what cannot wait for the mail of the day, and what that mail left over. A server that cannot be
    reached is told of before any mail is begun; a mail that fails stays open (`sending`), the others still go out.
    """
    if not is_configured():
        return 0
    with only_sender() as is_ours:
        if not is_ours:
            return 0
        backend = get_connection()
        is_harmless = bool(getattr(backend, "idempotent", False))
        again = mails_left_open() if is_harmless else []
        waiting = to_be_told(now=now, at_once=at_once, anew=not is_harmless)
        if not again and not waiting:
            return 0
        backend.open()
        try:
            sent = sum(_send(mail, backend, now=now) for mail in again)
            for agency_id, user_id in waiting:
                if mail := begin_mail(agency_id, user_id, now=now, at_once=at_once, anew=not is_harmless):
                    sent += _send(mail, backend, now=now)
        finally:
            backend.close()
    return sent


def _send(mail: Mail, backend: BaseEmailBackend, *, now: datetime) -> bool:
    """Send a mail and return whether it went out; raise when the server cannot be reached any more."""
    try:
        message_of(mail, backend).send()
    except (OSError, ValueError):  # what smtplib raises too; an address nobody can write to
        log.exception("mail %s was begun and is not known to have gone out", mail.uuid)
        backend.close()
        backend.open()
        return False
    end_mail(mail, now=now)
    return True


def message_of(mail: Mail, backend: BaseEmailBackend | None = None) -> EmailMessage:
    """Return a mail as it is sent, in Vietnamese: polite, each notice with its due day and where it is looked at."""
    first = mail.notices[0]
    with translation.override(settings.LANGUAGE_CODE):
        facts = {"agency": first.agency.name, "count": len(mail.notices)}
        lines = [
            _("Kính gửi %s,") % first.user,
            "",
            _("Sotay xin thông báo %(count)s việc của anh, chị tại %(agency)s:") % facts,
            "",
            *(line for one in mail.notices for line in _lines(one)),
            _("Toàn bộ việc đang chờ anh, chị: %s") % _where("web:my_work", first),
            "",
            _("Trân trọng,"),
            "Sotay",
        ]
        subject = _("%(agency)s: %(count)s việc cần xem trên Sotay") % facts
    return EmailMessage(
        subject,
        "\n".join(lines),
        to=[first.user.email],
        connection=backend,
        headers={"Message-ID": f"<{mail.uuid}@{_domain()}>", "Auto-Submitted": "auto-generated"},
    )


def _lines(one: Notice) -> list[str]:
    told = " ".join(filter(None, [f"({one.who})" if one.who else "", one.told]))
    said = f"- {one.get_kind_display()}: {one.subject_text}"
    return [f"{said}. {told}" if told else said, f"  {_where('work:notice_open', one, uuid=one.uuid)}", ""]


def _where(name: str, one: Notice, **parts: object) -> str:
    """Return the full address of a page; below the installation's own where nobody said what that is."""
    return settings.SOTAY_ADDRESS + reverse(name, kwargs={"agency": one.agency.short_name, **parts})


def _domain() -> str:
    """Return what stands after the @ of a Message-ID."""
    return urlsplit(settings.SOTAY_ADDRESS).hostname or settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
