"""Pages of the monthly look: the month that goes on, any month, kept with its note, on one sheet."""

import re
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import NotFound, may, require
from sotay.evaluation.reviews import tables
from sotay.evaluation.reviews.models import MonthlyLook
from sotay.evaluation.reviews.months import commands, forms, queries
from sotay.evaluation.reviews.months.papers import month_paper
from sotay.evaluation.tabs import address, crumb_to, tabs_for
from sotay.exchange.export import answer
from sotay.pages import once, run, url_of
from sotay.papers.answering import form_answer
from sotay.standard.standings.links import url_of_line
from sotay.ui.pages import form_page, list_page
from sotay.ui.parts import Action, Empty, Link

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])\Z")


def monthly_look(request: HttpRequest) -> HttpResponse:
    """Show the month that goes on."""
    return _page(request, today().replace(day=1))


def month_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a month, as it was kept or as it stands."""
    return _page(request, month_of(slug))


def month_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Print a month on one sheet, also one that was not kept."""
    actor, on, month = request.actor, today(), month_of(slug)
    require(actor, "evaluation.view_months")
    if month > on:
        raise NotFound
    back = address(actor, "month_detail", slug=slug)
    crumbs = [crumb_to(actor, "reviews"), Link(label=_("Giao ban tháng"), url=back)]
    return form_answer(request, "F-GB", crumbs=crumbs, build=lambda making: month_paper(month, making))


def month_list(request: HttpRequest) -> HttpResponseBase:
    """List the months that were looked at."""
    actor = request.actor
    require(actor, "evaluation.view_months")
    table = tables.Months(queries.list_months(viewer=actor))
    title = _("Xem xét tại giao ban tháng")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    this = Action(label=_("Tháng này"), url=address(actor, "monthly_look"), icon="calendar", primary=True)
    return list_page(
        request,
        title=title,
        crumbs=[crumb_to(actor, "reviews")],
        tabs=tabs_for(actor, active="reviews"),
        table=table,
        actions=[this],
        empty=Empty(
            title=_("Chưa lưu tháng nào"),
            why=_("Tại giao ban, mười con số của tháng được xem cùng tháng trước, rồi lưu lại với kết luận."),
            basis=_("9.3.1 · Xem xét của lãnh đạo, khi cần thiết"),
            action=this,
        ),
    )


@once
def month_keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a month with its note, or change what was noted."""
    actor, on, month = request.actor, today(), month_of(slug)
    require(actor, "evaluation.keep_month")
    look = queries.get_month(month, viewer=actor)
    form_class = forms.ChangeMonthForm if look else forms.MonthForm
    form = form_class(request.POST or None, request.FILES or None, viewer=actor, on=on, look=look)
    if request.method == "POST" and _kept(form, look, month, request, on=on):
        messages.success(request, _("Đã lưu cùng số liệu của tháng.") if look is None else _("Đã lưu."))
        return redirect(url_of(form.result))
    crumbs = [
        crumb_to(actor, "reviews"),
        Link(label=_("Giao ban tháng"), url=address(actor, "month_detail", slug=slug)),
    ]
    return form_page(
        request,
        form=form,
        title=_("Lưu xem xét %s") % tables.month_words(month),
        submit=_("Lưu"),
        crumbs=crumbs,
        cancel_url=address(actor, "month_detail", slug=slug),
        folded=forms.MonthForm.FOLDED,
    )


def month_of(slug: str) -> date:
    """Return the first day of the month an address names; NotFound for what is none."""
    found = _MONTH.match(slug)
    if found is None:
        raise NotFound
    return date(int(found[1]), int(found[2]), 1)


def _kept(form: forms.MonthForm, look: MonthlyLook | None, month: date, request: HttpRequest, *, on: date) -> bool:
    actor = request.actor
    if look is None:
        return run(form, commands.keep_month, actor.agency, actor=actor, month=month, on=on)
    return run(form, commands.change_month, look, actor=actor, on=on)


def _page(request: HttpRequest, month: date) -> HttpResponse:
    actor, on = request.actor, today()
    require(actor, "evaluation.view_months")
    if month > on:
        raise NotFound
    shown = queries.get_month_shown(month, viewer=actor, on=on)
    agency = actor.agency.short_name
    before = queries.month_before(month)
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    context = {
        "shown": shown,
        "title": _("Giao ban %s") % tables.month_words(month),
        "rows": [(one, last, one.url(actor.agency)) for one, last in shown.rows],
        "overdue": [
            (line, url_of_line(line, agency=agency), shown.units.get(line.unit_id or 0, ""))
            for line in shown.overdue[: queries.SHOWN]
        ],
        "more_overdue": max(len(shown.overdue) - queries.SHOWN, 0),
        "decisions": shown.decisions[: queries.SHOWN],
        "to_decide": [(one, url_of(one)) for one in shown.to_decide[: queries.SHOWN]],
        "more_to_decide": max(len(shown.to_decide) - queries.SHOWN, 0),
        "before": Link(label=tables.month_words(before), url=address(actor, "month_detail", slug=f"{before:%Y-%m}")),
        "after": Link(label=tables.month_words(after), url=address(actor, "month_detail", slug=f"{after:%Y-%m}"))
        if after <= on
        else None,
        "keeps": may(actor, "evaluation.keep_month"),
        "keep_url": address(actor, "month_keep", slug=shown.slug),
        "print_url": address(actor, "month_print", slug=shown.slug),
        "list_url": address(actor, "month_list"),
        "crumbs": [crumb_to(actor, "reviews")],
        "tabs": tabs_for(actor, active="reviews"),
    }
    return render(request, "evaluation/reviews/month.html", context)
