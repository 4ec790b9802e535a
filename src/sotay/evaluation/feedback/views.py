"""Pages of feedback: the log, its printed form G3, one of them, the receipt its sender gets."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.evaluation.feedback import codes, filters, queries, tables
from sotay.evaluation.feedback.feedback_page import FeedbackShown
from sotay.evaluation.feedback.papers import log_of
from sotay.evaluation.feedback.terms import is_shown
from sotay.evaluation.tabs import CUSTOMERS
from sotay.exchange.export import answer, in_order
from sotay.pages import guests_may_read
from sotay.papers.answering import form_answer
from sotay.ui.formats import ngay
from sotay.ui.htmx import wants_part
from sotay.ui.links import with_query
from sotay.ui.pages import list_page, record_page
from sotay.ui.parts import Action, Empty


@guests_may_read
def feedback_list(request: HttpRequest) -> HttpResponseBase:
    """List the feedback the viewer may see; of complaints and denunciations the numbers stand above."""
    actor, on = request.actor, today()
    require(actor, "evaluation.view_feedback")
    chosen = _chosen(request)
    title = _("Phản ánh, kiến nghị")
    if request.GET.get("export"):
        return answer(request, tables.FeedbackFile(chosen.qs, viewer=actor, on=on), title=title)
    receive = Action(
        label=pgettext("feedback", "Tiếp nhận"), url=CUSTOMERS.address(actor, "feedback_new"), icon="plus", primary=True
    )
    note = Action(label=_("Ghi khiếu nại, tố cáo"), url=CUSTOMERS.address(actor, "feedback_note"), icon="file-text")
    printed = reverse("evaluation:feedback_print", kwargs={"agency": actor.agency.short_name})
    log = Action(label=_("In sổ"), url=f"{printed}{with_query(request, page=None)}", icon="printer")
    receives = may(actor, "evaluation.receive_feedback")
    part = wants_part(request)
    return list_page(
        request,
        title=title,
        tabs=CUSTOMERS.tabs_for(actor, active="feedback"),
        filter=chosen,
        table=tables.FeedbackTable(chosen.qs, viewer=actor, on=on),
        actions=[receive, note, log] if receives else [log],
        template="evaluation/feedback/list.html",
        context={
            "only_noted": None if part else queries.only_noted(viewer=actor),
            "is_shown": not part and is_shown(actor.agency, on=on),
        },
        empty=Empty(
            title=_("Chưa tiếp nhận phản ánh, kiến nghị nào"),
            why=_(
                "Phản ánh, kiến nghị, lời khen, góp ý đến từ trang công khai, tại quầy, qua điện thoại, văn bản, hòm thư: ghi "
                "vào đây, trả lời đúng hạn, công khai câu trả lời. Người gửi theo dõi bằng mã trên phiếu tiếp nhận."
            ),
            basis=_("9.1.2 · Sự thỏa mãn của khách hàng; 8.2.1 · Trao đổi thông tin với khách hàng"),
            action=receive if receives else None,
        ),
    )


@guests_may_read
def feedback_print(request: HttpRequest) -> HttpResponse:
    """Show the log as a paper (form G3), narrowed and sorted as the list was."""
    actor, on = request.actor, today()
    require(actor, "evaluation.view_feedback")
    chosen = _chosen(request)
    ordered = in_order(request, tables.FeedbackTable(chosen.qs, viewer=actor, on=on))
    return form_answer(
        request,
        "G3",
        crumbs=[CUSTOMERS.crumb_to(actor, "feedback")],
        build=lambda making: log_of(list(ordered), making, subject=f"Lập ngày {ngay(on)}"),
    )


@guests_may_read
def feedback_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a feedback: what was said, who answers until when, what was answered."""
    actor = request.actor
    require(actor, "evaluation.view_feedback")
    feedback = queries.get_feedback(slug, viewer=actor)
    page = FeedbackShown(feedback, actor, on=today())
    response = record_page(
        request,
        page=page.record_page(),
        template="evaluation/feedback/detail.html",
        context={
            "shown": page,
            "feedback": feedback,
            "tabs": CUSTOMERS.tabs_for(actor, active="feedback"),
        },
    )
    return _privately(response)


def feedback_receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the receipt the sender gets: its code and the address to follow it; nothing of what was said."""
    actor, on = request.actor, today()
    require(actor, "evaluation.receive_feedback")
    feedback = queries.get_received(slug, viewer=actor)
    code = codes.code_of(feedback)
    shown = is_shown(actor.agency, on=on)
    site = str(settings.SOTAY_ADDRESS or request.build_absolute_uri("/").rstrip("/"))
    office = {"office": actor.agency.short_name}
    url = f"{site}{reverse('feedback_follow', kwargs=office | {'code': code})}" if code and shown else ""
    context = {
        "feedback": feedback,
        "code": codes.grouped(code),
        "qr": _drawn(url) if url else "",
        "page": f"{site}{reverse('feedback_look_up', kwargs=office)}" if url else "",
        "crumbs": [CUSTOMERS.crumb_to(actor, "feedback")],
    }
    return _privately(render(request, "evaluation/feedback/receipt.html", context))


def _chosen(request: HttpRequest) -> Any:
    rows = queries.list_feedback(viewer=request.actor)
    return filters.FeedbackFilter(request.GET, queryset=rows, request=request)


def _drawn(text: str) -> SafeString:
    import segno

    drawn = segno.make(text, error="m", micro=False).svg_inline(scale=3, dark="#000", light=None, border=0)
    return mark_safe(drawn)  # noqa: S308  drawn by segno from an address of our own


def _privately(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
