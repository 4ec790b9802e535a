"""The calendar itself, read by programs without sign-in: its address is the secret."""

from hashlib import sha256
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from sotay.agency.clock import now, today
from sotay.pages import sessionless
from sotay.ui.asking import asks_too_often, sends_too_often
from sotay.work.calendar.commands import keep_entries
from sotay.work.calendar.drawing import calendar_file, last_changed, told_of
from sotay.work.calendar.queries import find_feed, list_dated
from sotay.work.waiting.commands import bring_up_to_date

PER_MINUTE: Final = 300
"""How often one address may ask: a whole office stands behind one, and every calendar in it asks by the hour."""
UNKNOWN_PER_MINUTE: Final = 20
"""How many addresses that lead nowhere one may try."""
MISSING, GONE, TOO_MANY = 404, 410, 429


@sessionless
@require_safe
def calendar_by_secret(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer with the calendar behind a secret address: 404 where nobody stands behind it (any more), 410 once revoked."""
    if sends_too_often(request, "calendar", per_minute=PER_MINUTE):
        return _said("Hỏi quá nhiều lần; hãy thử lại sau một phút.", status=TOO_MANY)
    on, at = today(), now()
    asked = find_feed(secret, on=on, at=at)
    if asked.is_revoked:
        return _said("Địa chỉ lịch này đã được thu hồi.", status=GONE)
    if asked.feed is None and asks_too_often(request, "calendar-unknown", per_minute=UNKNOWN_PER_MINUTE):
        return _said("Hỏi quá nhiều lần; hãy thử lại sau một phút.", status=TOO_MANY)
    if asked.feed is None or asked.owner is None:
        return _said("Không có lịch ở địa chỉ này.", status=MISSING)
    viewer = asked.owner
    bring_up_to_date(viewer.agency.pk, on=on)
    with translation.override(settings.LANGUAGE_CODE):
        events = told_of(list_dated(viewer=viewer, on=on), viewer=viewer)
    entries = keep_entries({one.key: one.digest for one in events}, viewer=viewer, at=at)
    content = calendar_file(events, entries, viewer=viewer)
    changed = int(last_changed(entries, made=asked.feed.created_at).timestamp())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="sotay.ics"'
    response["ETag"] = quote_etag(sha256(content).hexdigest())
    response["Last-Modified"] = http_date(changed)
    answer = get_conditional_response(request, etag=response["ETag"], last_modified=changed, response=response)
    return _privately(answer or response)


def _said(words: str, *, status: int) -> HttpResponse:
    return _privately(HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=status))


def _privately(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
