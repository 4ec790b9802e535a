"""The page on which a person gets, renews and revokes the address of the calendar."""

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency.clock import now
from sotay.commands import UNCHANGED, require
from sotay.pages import once
from sotay.ui.pages import form_page
from sotay.work.calendar import commands, queries, secret
from sotay.work.calendar.models import CalendarFeed
from sotay.work.tabs import address, crumb_to, tabs_for


def calendar(request: HttpRequest) -> HttpResponse:
    """Show the secret address of one's calendar, and how Outlook, Google and phones read it."""
    actor = request.actor
    require(actor, "work.have_calendar")
    feed = queries.my_feed(viewer=actor)
    url = url_of_feed(feed, request) if feed else ""
    found = {
        "feed": feed,
        "feed_url": url,
        "webcal_url": f"webcal://{url.partition('://')[2]}" if url else "",
        "make_url": address(actor, "calendar_make"),
        "revoke_url": address(actor, "calendar_revoke"),
        "tabs": tabs_for(actor, active="calendar"),
    }
    response = render(request, "work/calendar/calendar.html", found)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@once
def calendar_make(request: HttpRequest) -> HttpResponse:
    """Make the address, or a new one in place of the old."""
    actor = request.actor
    require(actor, "work.have_calendar")
    if request.method != "POST":
        return _asked(
            request,
            title=_("Tạo địa chỉ lịch mới"),
            intro=_(
                "Địa chỉ đang dùng ngừng hoạt động ngay; mọi ứng dụng lịch phải được khai báo lại bằng địa chỉ mới."
            ),
        )
    commands.make_feed(actor=actor, at=now())
    messages.success(request, _("Đã tạo địa chỉ lịch. Địa chỉ cũ, nếu có, không còn dùng được."))
    return redirect(address(actor, "calendar"))


@once
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    """Revoke the address."""
    actor = request.actor
    require(actor, "work.have_calendar")
    if request.method != "POST":
        return _asked(
            request,
            title=_("Thu hồi địa chỉ lịch"),
            intro=_("Các ứng dụng lịch không còn nhận được lịch của anh, chị."),
        )
    if commands.revoke_feed(actor=actor, at=now()) is not UNCHANGED:
        messages.success(request, _("Đã thu hồi địa chỉ lịch."))
    return redirect(address(actor, "calendar"))


def _asked(request: HttpRequest, *, title: str, intro: str) -> HttpResponse:
    """Ask once more, for browsers without scripts."""
    actor = request.actor
    return form_page(
        request,
        form=Form(),
        title=title,
        intro=intro,
        submit=title,
        crumbs=[crumb_to(actor, "calendar")],
        cancel_url=address(actor, "calendar"),
    )


def url_of_feed(feed: CalendarFeed, request: HttpRequest) -> str:
    """Return the whole address of a calendar; "" where the key it was drawn from is gone."""
    code = secret.secret_of(feed)
    if not code:
        return ""
    path = reverse("calendar_file", kwargs={"secret": code.lower()})
    return f"{settings.SOTAY_ADDRESS or request.build_absolute_uri('/').rstrip('/')}{path}"
