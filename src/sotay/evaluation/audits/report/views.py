"""Pages of the report of an audit: read, written, submitted, printed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import NotFound, require
from sotay.evaluation.audits.models import AuditReport
from sotay.evaluation.audits.report import commands, forms
from sotay.evaluation.audits.report.queries import ReportPage, get_report_page
from sotay.evaluation.audits.report.report_page import ReportShown
from sotay.evaluation.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read, once, run
from sotay.papers.answering import form_answer
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Link


@guests_may_read
def audit_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the report of an audit: its figures with the findings they count, its texts, what is late or open."""
    actor = request.actor
    require(actor, "evaluation.view_reports")
    shown = ReportShown(get_report_page(slug, viewer=actor, on=today()), actor)
    return record_page(
        request,
        page=shown.record_page(),
        template="evaluation/report/detail.html",
        context={"shown": shown, "audit": shown.audit, "tabs": tabs_for(actor, active="audits")},
    )


@guests_may_read
def report_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the report as its paper (form D7), also while nobody began to write it."""
    actor = request.actor
    require(actor, "evaluation.view_reports")
    page = get_report_page(slug, viewer=actor, on=today())
    report = page.report or AuditReport(agency=page.audit.agency, audit=page.audit)
    return form_answer(request, "D7", report, crumbs=_crumbs(request, page))


@once
def report_write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the texts of the report; the figures come by themselves."""
    actor = request.actor
    page = get_report_page(slug, viewer=actor, on=today())
    require(actor, "evaluation.write_report", page.audit)
    form = forms.ReportForm(request.POST or None, page=page)
    if request.method == "POST" and run(form, commands.write_report, page.audit, actor=actor):
        messages.success(request, _("Đã lưu báo cáo."))
        return redirect(_url(request, page))
    return form_page(
        request,
        form=form,
        title=_("Viết báo cáo đánh giá"),
        kicker=str(page.audit),
        submit=_("Lưu báo cáo"),
        intro=_(
            "Số liệu, bảng tổng hợp và danh sách phát hiện do hệ thống tính; ô còn trống có sẵn đoạn gợi ý để sửa."
        ),
        crumbs=_crumbs(request, page),
        cancel_url=_url(request, page),
        folded=(),
    )


@once
def report_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit the report for approval."""
    actor, on = request.actor, today()
    page = get_report_page(slug, viewer=actor, on=on)
    require(actor, "evaluation.submit_report", page.audit)
    if page.report is None:
        raise NotFound
    form = forms.SubmitForm(request.POST or None, initial={"version": page.report.version})
    if request.method == "POST" and run(form, commands.submit_report, page.report, actor=actor, on=on):
        messages.success(request, _("Đã trình báo cáo."))
        return redirect(_url(request, page))
    return form_page(
        request,
        form=form,
        title=_("Trình báo cáo đánh giá"),
        kicker=str(page.audit),
        submit=_("Trình báo cáo"),
        intro=_("Số liệu được chốt khi trình; phiếu chưa đóng không giữ báo cáo lại."),
        crumbs=_crumbs(request, page),
        cancel_url=_url(request, page),
        folded=(),
    )


def _url(request: HttpRequest, page: ReportPage) -> str:
    return address(request.actor, "audit_report", slug=page.audit.slug)


def _crumbs(request: HttpRequest, page: ReportPage) -> list[Link]:
    return [crumb_to(request.actor, "audits"), Link(label=page.audit.code, url=_url(request, page))]
