"""The page Tổng quan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import require
from sotay.web.overview import cards, queries


def overview(request: HttpRequest) -> HttpResponse:
    """Show where the agency stands in a year: this one unless `?year=` names another of the last ten or the next."""
    require(request.actor, "web.view_overview")
    day = today()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and day.year - 10 <= int(asked) <= day.year + 1 else day.year
    page = queries.get_overview(viewer=request.actor, year=year, today=day)
    reminder = queries.reminder_text(page.late, page.soon, agency=request.agency.name, words=_reminder_words())
    found = {"page": page, "reminder": reminder, "cards": cards.for_actor(request.actor), "this_year": day.year}
    return render(request, "web/overview/overview.html", found)


def _reminder_words() -> dict[str, str]:
    return {
        "greeting": _(
            "Kính gửi các anh, chị %(agency)s. Thư ký ISO xin nhắc các việc của hệ thống quản lý chất lượng:"
        ),
        "late": _("Đã quá hạn:"),
        "soon": _("Sắp đến hạn:"),
        "due": _("hạn"),
        "thanks": _("Nếu đã thực hiện, xin ghi bằng chứng vào Sotay để hệ thống nhận ra. Trân trọng cảm ơn."),
    }
