"""Pages of series: listed with the certificates that are trusted, declared, changed, ended; and the register."""

from django.contrib import messages
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.blobs.signing.looking import anchors
from sotay.commands import may, require
from sotay.exchange.columns import Column
from sotay.exchange.export import answer
from sotay.pages import once, run
from sotay.papers import forms as registry
from sotay.support.outgoing import queries, tables
from sotay.support.outgoing.models import NumberSeries
from sotay.support.outgoing.series import commands, forms
from sotay.support.outgoing.series.register import COLUMNS, kept_series, registers, years_of
from sotay.support.tabs import address, crumb_to, tabs_for
from sotay.ui.pages import form_page, list_page
from sotay.ui.parts import Action, Empty, Link

MAY = commands.MAY


def series_list(request: HttpRequest) -> HttpResponseBase:
    """List the series of the agency, and the certificates signatures are checked against."""
    actor = request.actor
    require(actor, MAY)
    this_year = Q(papers__number_year=today().year)
    rows = NumberSeries.objects.of(actor).annotate(last=Max("papers__number", filter=this_year)).order_by("name", "pk")
    table = tables.Series(rows)
    if request.GET.get("export"):
        return answer(request, table, title=_("Sổ cấp số"))
    add = Action(label=_("Khai báo sổ"), url=address(actor, "series_new"), icon="plus", primary=True)
    return list_page(
        request,
        title=_("Sổ cấp số"),
        intro=_(
            "Mỗi sổ đánh số liên tục từ 01 ngày 01/01 đến hết năm. Loại văn bản chưa khai báo có sổ riêng, số chép từ hệ "
            "thống quản lý văn bản."
        ),
        tabs=tabs_for(actor, active="papers"),
        crumbs=[crumb_to(actor, "papers")],
        table=table,
        actions=[add],
        empty=Empty(
            title=_("Chưa khai báo sổ nào"),
            why=_(
                "Khi ghi số, mỗi loại văn bản tự có một sổ; khai báo nếu nhiều loại dùng chung một sổ, hoặc số cấp ở đây."
            ),
            basis=_("NĐ 30/2020/NĐ-CP Điều 15"),
            action=add,
        ),
        template="support/outgoing/series.html",
        context={"anchors": anchors()},
    )


@once
def series_new(request: HttpRequest) -> HttpResponse:
    """Declare a series."""
    actor = request.actor
    require(actor, MAY)
    form = forms.SeriesForm(request.POST or None)
    if request.method == "POST" and run(form, commands.add_series, actor.agency, actor=actor):
        messages.success(request, _("Đã khai báo sổ."))
        return redirect(address(actor, "series_list"))
    return _form(request, form, title=_("Khai báo sổ"), submit=_("Khai báo"))


@once
def series_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a series covers and where it lives."""
    actor = request.actor
    series = queries.get_series(slug, viewer=actor)
    require(actor, MAY, series)
    form = forms.ChangeSeries(request.POST or None, series=series)
    if request.method == "POST" and run(form, commands.change_series, series, actor=actor):
        messages.success(request, _("Đã lưu sổ."))
        return redirect(address(actor, "series_list"))
    end = Action(
        label=_("Thôi dùng sổ này"), url=address(actor, "series_end", slug=series.slug), icon="ban", danger=True
    )
    return _form(
        request, form, title=str(series), submit=_("Lưu"),
        context={"end": end if series.ended_date is None else None},
    )  # fmt: skip


@once
def series_end(request: HttpRequest, slug: str) -> HttpResponse:
    """End a series."""
    actor = request.actor
    series = queries.get_series(slug, viewer=actor)
    require(actor, MAY, series)
    form = forms.EndSeries(request.POST or None, initial={"version": series.version})
    if request.method == "POST" and run(form, commands.end_series, series, actor=actor, on=today()):
        messages.success(request, _("Đã thôi dùng sổ."))
        return redirect(address(actor, "series_list"))
    intro = _("Không văn bản nào lấy số ở sổ này nữa; sổ đăng ký các năm trước vẫn xem được.")
    return _form(request, form, title=_("Thôi dùng sổ %s") % series, submit=_("Thôi dùng"), intro=intro)


def register(request: HttpRequest) -> HttpResponseBase:
    """Show the register of a series kept here for a whole year: ten columns, numbers nobody has named."""
    actor = request.actor
    require(actor, "support.view_papers")
    series = kept_series(actor.agency)
    chosen = next((one for one in series if one.slug == request.GET.get("series")), series[0] if series else None)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and len(asked) == len("2026") else today().year
    found = registers([chosen], year=year, viewer=actor)[0] if chosen else None
    if request.GET.get("export") and found is not None:
        columns = [Column(key, title) for key, title, _width in COLUMNS]
        keys = [key for key, _title, _width in COLUMNS]
        rows = (dict(zip(keys, row.cells, strict=True)) for row in found.rows)
        return answer(request, columns, rows, title=f"Sổ đăng ký văn bản đi {year}")
    years = sorted({today().year, year, *(years_of(chosen) if chosen else ())}, reverse=True)
    context = {
        "series": series,
        "chosen": chosen,
        "year": year,
        "years": years,
        "found": found,
        "columns": COLUMNS,
        "print_url": _print_url(request, year),
        "tabs": tabs_for(actor, active="papers"),
        "crumbs": [crumb_to(actor, "papers")],
        "manages": may(actor, MAY),
    }
    return render(request, "support/outgoing/register.html", context)


def _print_url(request: HttpRequest, year: int) -> str:
    """Return where the register is printed as a paper: at the forms of the agency."""
    form = registry.find("register")
    return f"/{request.actor.agency.short_name}/papers/forms/{form.code}/print/pdf/?year={year}" if form else ""


def _form(request: HttpRequest, form: object, **words: object) -> HttpResponse:
    actor = request.actor
    return form_page(
        request, form=form, template="support/outgoing/series_form.html",
        cancel_url=address(actor, "series_list"), folded=("organ",) if "organ" in form.fields else (),
        crumbs=[crumb_to(actor, "papers"), Link(label=_("Sổ cấp số"), url=address(actor, "series_list"))], **words,
    )  # fmt: skip
