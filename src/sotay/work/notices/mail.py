"""Mails of notices: one a day for each person and agency, and at once for what was returned or is overdue from today."""

import logging
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation

from sotay.work.notices.letter import as_text, letter_of
from sotay.work.notices.letter_html import as_html
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


def message_of(mail: Mail, backend: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """Return a mail as it is sent, in Vietnamese, as plain text and as HTML that says the same."""
    first = mail.notices[0]
    with translation.override(settings.LANGUAGE_CODE):
        letter = letter_of(mail.notices)
        text, html = as_text(letter), as_html(letter)
    headers = {"Message-ID": f"<{mail.uuid}@{_domain()}>", "Auto-Submitted": "auto-generated"}
    if settings.SOTAY_ADDRESS:
        headers["List-Unsubscribe"] = f"<{letter.choice_url}>"
    message = EmailMultiAlternatives(letter.subject, text, to=[first.user.email], connection=backend, headers=headers)
    message.attach_alternative(html, "text/html")
    return message


def _domain() -> str:
    """Return what stands after the @ of a Message-ID."""
    return urlsplit(settings.SOTAY_ADDRESS).hostname or settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
