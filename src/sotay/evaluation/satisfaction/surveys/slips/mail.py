"""Links by e-mail: one to the applicant of each dossier, with its token; no name stands in it, and none is kept.

A link is said to be sent after the server took it: a worker killed between the two sends the same link once more, which is
good for one answer all the same. An address nobody can write to fails by itself; a server that is not reached stops the
round, and the next one goes on.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from smtplib import SMTPServerDisconnected

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _

from sotay.evaluation.satisfaction.models import Channel, Slip, Survey
from sotay.evaluation.satisfaction.surveys import printing, tokens
from sotay.evaluation.satisfaction.surveys.guards import public_is_shown
from sotay.evaluation.satisfaction.surveys.slips import commands
from sotay.evaluation.satisfaction.surveys.slips.queries import WAITS
from sotay.operation.models import DossierPerson
from sotay.ui.formats import ngay
from sotay.work.notices.mail import is_configured

LOCK = 7_402_041  # names the lock of whoever sends links, let go when the worker is killed
AT_ONCE = 200
"""How many links one round of the job sends; the next round goes on."""
NO_ADDRESS = "no address"
log = logging.getLogger(__name__)


def send_links(*, now: datetime, on: date) -> int:
    """Send the links that wait, of surveys that can be answered; return how many went out."""
    if not is_configured() or not settings.SOTAY_ADDRESS:
        return 0
    with _only_sender() as is_ours:
        waiting = _waiting(on) if is_ours else []
        if not waiting:
            return 0
        addresses = _addresses(waiting)
        backend = get_connection()
        backend.open()
        try:
            return sum(_send(slip, addresses.get(slip.dossier_id, ""), backend, now=now) for slip in waiting)
        finally:
            backend.close()


def message_of(slip: Slip, token: str, to: str, backend: BaseEmailBackend | None = None) -> EmailMessage:
    """Return the mail of a link, in Vietnamese with English below: which dossier, where to answer, until when, and that one may."""
    survey, agency = slip.batch.survey, slip.agency
    told = {
        "agency": agency.name,
        "code": slip.dossier.code,
        "service": slip.dossier.service.name,
        "day": ngay(survey.to_date),
        "url": printing.address_of(settings.SOTAY_ADDRESS, "survey_by_token", token=token),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("%(agency)s: mời cho ý kiến về việc giải quyết hồ sơ %(code)s") % told
        lines = [_body() % told]
    with translation.override("en"):
        lines.append(_body() % told)
    return EmailMessage(
        subject,
        "\n\n----------\n\n".join(lines),
        to=[to],
        connection=backend,
        headers={"Auto-Submitted": "auto-generated"},
    )


def _body() -> str:
    return _(
        "Kính gửi ông (bà),\n\n"
        "%(agency)s đã giải quyết hồ sơ %(code)s (%(service)s). Mời ông (bà) dành một phút cho ý kiến về việc phục vụ:\n\n"
        "%(url)s\n\n"
        "Liên kết dùng được một lần, đến hết ngày %(day)s. Trang không hỏi tên; việc trả lời là tự nguyện và không ảnh "
        "hưởng đến hồ sơ.\n\n"
        "Trân trọng,\n%(agency)s"
    )


def _send(slip: Slip, to: str, backend: BaseEmailBackend, *, now: datetime) -> bool:
    """Send a link and return whether it went out; raise when the server cannot be reached any more."""
    if not _is_address(to):
        commands.note_failure(slip, failure=NO_ADDRESS)
        return False
    token = tokens.token_of(slip) or commands.draw_anew(slip)
    try:
        message_of(slip, token, to, backend).send()
    except (SMTPServerDisconnected, ConnectionError, TimeoutError):
        raise
    except (OSError, ValueError) as error:  # what smtplib raises too
        log.warning("the link of slip %s was refused: %s", slip.uuid, type(error).__name__)
        commands.note_failure(slip, failure=type(error).__name__)
        backend.close()
        backend.open()
        return False
    commands.note_sent(slip, now=now)
    return True


def _is_address(to: str) -> bool:
    try:
        validate_email(to)
    except ValidationError:
        return False
    return True


def _waiting(on: date) -> list[Slip]:
    """Return links that wait and can be answered, the oldest first; an agency that hides its pages holds up no other."""
    rows = Slip.objects.filter(
        WAITS,
        batch__channel=Channel.LINK,
        batch__survey__state=Survey.State.OPEN,
        batch__survey__channels__contains=[Channel.LINK],
        batch__survey__from_date__lte=on,
        batch__survey__to_date__gte=on,
        agency__ended_date__isnull=True,
    )
    asking = rows.order_by().values_list("agency_id", flat=True).distinct()
    shown = [agency_id for agency_id in asking if public_is_shown(agency_id, on=on)]
    rows = rows.filter(agency_id__in=shown).select_related("agency", "batch__survey", "dossier__service")
    return list(rows.order_by("pk")[:AT_ONCE])


def _addresses(slips: list[Slip]) -> dict[int, str]:
    """Return the addresses applicants gave, by the key of the dossier."""
    persons = DossierPerson.objects.filter(dossier_id__in=[one.dossier_id for one in slips])
    return {dossier: email.strip() for dossier, email in persons.values_list("dossier_id", "email")}


@contextmanager
def _only_sender() -> Iterator[bool]:
    """Yield whether this process may send links now; two at once never do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        is_ours = bool(cursor.fetchone()[0])
        try:
            yield is_ours
        finally:
            if is_ours:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
