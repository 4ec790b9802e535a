"""Pages of plans and reports: those of a year, one with its numbers, begun, its days set, its paragraphs to copy."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.commands import NotFound, may, require
from sotay.exchange import export
from sotay.manual.reports import commands, extract, forms, queries, tables
from sotay.manual.reports.dates import dates_of
from sotay.manual.reports.models import Report
from sotay.manual.reports.report_page import ReportShown
from sotay.manual.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read, once, run, run_plain, shown, url_of
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link, Tab

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@guests_may_read
def report_list(request: HttpRequest) -> HttpResponseBase:
    """Show what is owed in a year in the order of its days, and what was written."""
    actor, on = request.actor, today()
    require(actor, "manual.view_reports")
    year = _year(request)
    places = queries.places_of(year, viewer=actor, on=on)
    if actor.is_guest:
        places = [one for one in places if one.report is not None]
    writes = may(actor, "manual.write_report")
    table = tables.Places(places, writes=writes)
    title = _("Kế hoạch, báo cáo năm %d") % year
    if request.GET.get("export"):
        return export.answer(request, table, title=title)
    begin = Action(label=_("Lập báo cáo"), url=f"{address(actor, 'report_new')}?year={year}", icon="plus", primary=True)
    letters = Action(label=_("Văn bản chỉ đạo"), url=address(actor, "directive_list"), icon="mail")
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="reports"),
        table=table,
        actions=[*([letters] if actor.is_member else []), *([begin] if writes else [])],
        intro=_("Số liệu lấy từ hệ thống, mỗi số dẫn đến hồ sơ đằng sau và được chốt khi trình ký."),
        empty=Empty(
            title=_("Chưa có báo cáo nào"),
            why=_(
                "Kế hoạch của năm và các báo cáo gửi Ban Chỉ đạo ISO, Ban Chỉ đạo cải cách hành chính tỉnh hiện ở đây."
            ),
            basis=_("9.1.3 · Phân tích và đánh giá"),
            action=begin if writes else None,
        ),
        template="manual/reports/list.html",
        context={"years": _years(actor, active=year)},
    )


@once
def report_new(request: HttpRequest) -> HttpResponse:
    """Begin a report; kind, year and half may come with the address, from the calendar of the year."""
    actor = request.actor
    require(actor, "manual.write_report")
    initial = {name: request.GET[name] for name in ("kind", "year", "half") if name in request.GET}
    form = forms.BeginReport(request.POST or None, viewer=actor, initial={"year": today().year, "half": 0} | initial)
    if request.method == "POST" and run(form, commands.begin_report, actor.agency, actor=actor, on=today()):
        messages.success(request, _("Đã lập %s; xem số liệu, sửa lời văn rồi trình ký.") % form.result)
        return redirect(url_of(form.result))
    return form_page(
        request,
        form=form,
        title=_("Lập báo cáo"),
        submit=_("Lập báo cáo"),
        intro=_("Văn bản được soạn sẵn từ số liệu của hệ thống; số nào chưa có thì ghi rõ là chưa có số liệu."),
        crumbs=[crumb_to(actor, "reports")],
        cancel_url=address(actor, "report_list"),
    )


@guests_may_read
def report_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a report: its numbers with the records behind them, a plan's days with the duties they hold for."""
    actor = request.actor
    require(actor, "manual.view_reports")
    return _detail(request, slug)


def _detail(request: HttpRequest, slug: str, *, reasons: Any = (), status: int = 200) -> HttpResponse:
    actor = request.actor
    one = ReportShown(queries.get_report_page(slug, viewer=actor, on=today()))
    return record_page(
        request,
        page=one.record_page(),
        template="manual/reports/detail.html",
        status=status,
        context={"shown": one, "tabs": tabs_for(actor, active="reports"), "reasons": shown(reasons, actor)},
    )


@guests_may_read
def report_extract(request: HttpRequest, slug: str) -> HttpResponse:
    """Show two paragraphs and a table to be copied into the report on reform."""
    actor = request.actor
    require(actor, "manual.view_reports")
    page = queries.get_report_page(slug, viewer=actor, on=today())
    if page.report.kind not in Report.WITH_NUMBERS:
        raise NotFound
    with override("vi"):  # what is copied is a paper
        rows = extract.table(page.told)
        paragraphs = extract.paragraphs(page.report, page.told)
    context = {
        "report": page.report,
        "paragraphs": paragraphs,
        "rows": rows,
        "as_text": extract.as_text(rows),
        "crumbs": [crumb_to(actor, "reports"), Link(label=str(page.report), url=url_of(page.report))],
        "tabs": tabs_for(actor, active="reports"),
    }
    return render(request, "manual/reports/extract.html", context)


@once
def report_dates(request: HttpRequest, slug: str) -> HttpResponse:
    """Set the days of a plan's year."""
    actor = request.actor
    report = queries.get_report(slug, viewer=actor)
    require(actor, "manual.write_report", report)
    if report.kind != Report.Kind.PLAN:
        raise NotFound
    dates = dates_of(report.agency, report.year, report.dates)
    form = forms.SetDates(request.POST or None, report=report, dates=dates)
    if request.method == "POST" and run(form, commands.set_dates, report, actor=actor):
        messages.success(request, _("Đã đặt các mốc thời gian; có hiệu lực khi kế hoạch được phát hành."))
        return redirect(url_of(report))
    return form_page(
        request,
        form=form,
        title=_("Đặt mốc thời gian của năm %d") % report.year,
        submit=_("Lưu các mốc"),
        intro=_(
            "Để trống là giữ như đang áp dụng. Khi kế hoạch được phát hành, các mốc này là hạn của việc phải làm trong năm."
        ),
        crumbs=[crumb_to(actor, "reports"), Link(label=str(report), url=url_of(report))],
        cancel_url=url_of(report),
        folded=(),
    )


@require_POST
@once
def report_again(request: HttpRequest, slug: str) -> HttpResponse:
    """Draft a new paper for a report whose last one was cancelled or withdrawn."""
    actor = request.actor
    report = queries.get_report(slug, viewer=actor)
    require(actor, "manual.write_report", report)
    if reasons := run_plain(commands.draft_again, report, actor=actor, version=report.version, on=today()):
        return _detail(request, slug, reasons=reasons, status=422)
    messages.success(request, _("Đã soạn lại văn bản."))
    return redirect(url_of(report))


@once
def report_drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Give up a report whose paper was never submitted."""
    actor = request.actor
    report = queries.get_report(slug, viewer=actor)
    require(actor, "manual.write_report", report)
    form = forms.DropReport(request.POST or None, one=report)
    here = url_of(report)
    if request.method == "POST" and run(form, commands.drop_report, report, actor=actor, on=today()):
        messages.success(request, _("Đã bỏ báo cáo."))
        return redirect(address(actor, "report_list"))
    return form_page(
        request,
        form=form,
        title=_("Bỏ báo cáo"),
        kicker=str(report),
        submit=_("Bỏ báo cáo"),
        crumbs=[crumb_to(actor, "reports"), Link(label=str(report), url=here)],
        cancel_url=here,
    )


def _year(request: HttpRequest) -> int:
    """Return the year of `?year=`, this year for none; NotFound for what is no year."""
    typed = request.GET.get("year", "")
    if not typed:
        return today().year
    if not typed.isascii() or not typed.isdigit() or not _FIRST_YEAR <= int(typed) <= _LAST_YEAR:
        raise NotFound
    return int(typed)


def _years(actor: Actor, *, active: int) -> list[Tab]:
    years = queries.years_of(viewer=actor, on=today())
    here = address(actor, "report_list")
    return [Tab(label=str(year), url=f"{here}?year={year}", active=year == active) for year in years]
