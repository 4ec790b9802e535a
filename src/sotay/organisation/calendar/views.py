"""Pages of the working calendar."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.commands import NotFound, may, require
from sotay.exchange.export import answer
from sotay.organisation.calendar import commands, exports, forms, guards, queries
from sotay.organisation.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read, once, run, run_plain
from sotay.ui.pages import form_page

WEEKDAYS = tuple(map(gettext_lazy, ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "CN")))


@guests_may_read
def calendar_year(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Show a year's working calendar as a grid of months."""
    actor = request.actor
    require(actor, "organisation.view_calendar")
    year = _known(year or today().year)
    page = queries.get_year_page(year, viewer=actor, on=today())
    if request.GET.get("export"):
        title = _("Lịch làm việc năm %d") % year
        return answer(request, exports.COLUMNS, exports.records(page), title=title)
    context = {
        "page": page,
        "tabs": tabs_for(actor, active="calendar"),
        "allowed": may(actor, "organisation.manage_calendar"),
        "can_take": not any(guards.why_not_take(actor.agency, year=year)),
        "rows": [{"day": day, "uuid": page.own.get(day.date)} for day in page.days],
        "weekdays": WEEKDAYS,
        "before": year - 1,
        "after": year + 1,
    }
    return render(request, "organisation/calendar/year.html", context)


@once
@require_POST
def calendar_take(request: HttpRequest, year: int) -> HttpResponse:
    """Take the shipped calendar of a year."""
    actor = request.actor
    require(actor, "organisation.manage_calendar")
    reasons = run_plain(commands.take_pack, actor.agency, actor=actor, year=_known(year))
    if reasons:
        messages.error(request, " ".join(str(reason.text) for reason in reasons))
    else:
        messages.success(request, _("Đã lấy lịch năm %d.") % year)
    return redirect(address(actor, "calendar_year", year=year))


@once
def calendar_decide(request: HttpRequest, year: int) -> HttpResponse:
    """Decide a year by the agency's own notice."""
    actor = request.actor
    require(actor, "organisation.manage_calendar")
    page = queries.get_year_page(_known(year), viewer=actor, on=today())
    form = forms.DecideForm(request.POST or None, on=today(), basis=page.basis[:300])
    if request.method == "POST" and run(form, commands.decide_year, actor.agency, actor=actor, year=year):
        messages.success(request, _("Đã chốt lịch làm việc năm %d.") % year)
        return redirect(address(actor, "calendar_year", year=year))
    return form_page(
        request,
        form=form,
        title=_("Chốt lịch làm việc năm %d") % year,
        intro=_(
            "Bắt đầu từ lịch kèm theo chương trình, hoặc từ ngày nghỉ theo luật khi chưa có; sau đó sửa từng ngày."
        ),
        submit=_("Chốt lịch"),
        crumbs=[crumb_to(actor, "calendar")],
        cancel_url=address(actor, "calendar_year", year=year),
    )


@once
def calendar_day_set(request: HttpRequest, year: int) -> HttpResponse:
    """Set a day off, or a rest day to be worked."""
    actor = request.actor
    require(actor, "organisation.manage_calendar")
    form = forms.DayForm(request.POST or None, initial={"date": request.GET.get("date", "")})
    if request.method == "POST" and run(form, commands.set_day, actor.agency, actor=actor):
        messages.success(request, _("Đã đặt ngày."))
        return redirect(address(actor, "calendar_year", year=form.cleaned_data["date"].year))
    return form_page(
        request,
        form=form,
        title=_("Đặt ngày nghỉ, ngày làm bù"),
        submit=_("Lưu"),
        crumbs=[crumb_to(actor, "calendar")],
        cancel_url=address(actor, "calendar_year", year=year),
    )


@once
def calendar_day_remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Let a day be again what its weekday says."""
    actor = request.actor
    day = queries.get_day(uuid, viewer=actor)
    require(actor, "organisation.manage_calendar", day)
    form = forms.RemoveDayForm(request.POST or None, day=day)
    back = address(actor, "calendar_year", year=day.date.year)
    if request.method == "POST" and run(form, commands.remove_day, day, actor=actor):
        messages.success(request, _("Đã bỏ ngày."))
        return redirect(back)
    return form_page(
        request,
        form=form,
        title=_("Bỏ ngày khỏi lịch"),
        kicker=day.name,
        submit=_("Bỏ ngày"),
        crumbs=[crumb_to(actor, "calendar")],
        cancel_url=back,
    )


def _known(year: int) -> int:
    if not guards.FIRST_YEAR <= year <= guards.LAST_YEAR:
        raise NotFound
    return year
