"""Pages of syntheses: the register, one of them, its paper; begun, written, submitted, published."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.evaluation.satisfaction.models import Synthesis
from sotay.evaluation.satisfaction.synthesis import commands, exports, filters, forms, naming, queries, tables
from sotay.evaluation.satisfaction.synthesis.synthesis_page import SynthesisShown
from sotay.evaluation.tabs import CUSTOMERS
from sotay.exchange.export import answer
from sotay.pages import guests_may_read, once, run, url_of
from sotay.papers.answering import Note, form_answer
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link


@guests_may_read
def synthesis_list(request: HttpRequest) -> HttpResponseBase:
    """List the syntheses with what they came to."""
    actor = request.actor
    require(actor, "evaluation.view_satisfaction")
    rows = queries.list_syntheses(viewer=actor)
    chosen = filters.Syntheses(request.GET, queryset=rows, request=request)
    table = tables.Syntheses(chosen.qs)
    title = _("Báo cáo khảo sát")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    begin = Action(label=_("Lập báo cáo"), url=CUSTOMERS.address(actor, "synthesis_new"), icon="plus", primary=True)
    writes = may(actor, "evaluation.write_syntheses")
    return list_page(
        request,
        title=title,
        tabs=CUSTOMERS.tabs_for(actor, active="syntheses"),
        filter=chosen,
        table=table,
        actions=[begin] if writes else [],
        empty=Empty(
            title=_("Chưa có báo cáo khảo sát nào"),
            why=_(
                "Sáu tháng một lần, hoặc khi cần, ý kiến của tổ chức, cá nhân được tổng hợp từ các phiếu và báo cáo Ban Chỉ đạo. "
                "Số liệu do hệ thống đếm; người lập viết nhận xét và giải pháp."
            ),
            basis=_("9.1.2 · Sự thỏa mãn của khách hàng; công văn 262/SLĐTBXH-VP mục 5"),
            action=begin if writes else None,
        ),
    )


@guests_may_read
def synthesis_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a synthesis: what was counted, how it compares, what was flagged, what was said of it."""
    actor = request.actor
    require(actor, "evaluation.view_satisfaction")
    page = queries.SynthesisPage(queries.get_synthesis(slug, viewer=actor), today())
    if request.GET.get("export"):
        return answer(request, exports.COLUMNS, exports.rows(page.figures), title=page.one.code)
    shown = SynthesisShown(page, actor)
    return record_page(
        request,
        page=shown.record_page(),
        template="evaluation/syntheses/detail.html",
        context={"shown": shown, "tabs": CUSTOMERS.tabs_for(actor, active="syntheses")},
    )


@guests_may_read
def synthesis_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a synthesis as its paper (form G2)."""
    actor = request.actor
    require(actor, "evaluation.view_satisfaction")
    one = queries.get_synthesis(slug, viewer=actor)
    issued = SynthesisShown(queries.SynthesisPage(one, today()), actor).issued_words or _("chưa ban hành")
    return form_answer(
        request, "G2", one, crumbs=_crumbs(request, one), notes=[Note(text=f"{one.code}: {issued}.")], name=one.title
    )


@once
def synthesis_new(request: HttpRequest) -> HttpResponse:
    """Begin the synthesis of a half or of any days."""
    actor, on = request.actor, today()
    require(actor, "evaluation.write_syntheses")
    half = naming.half_to_write(actor.agency.pk, on=on)
    initial = {"period_key": half.key if half else "", "about": "SERVICES"}
    form = forms.BeginForm(request.POST or None, halves=naming.halves(actor.agency.pk, on=on), initial=initial)
    if request.method == "POST" and run(form, commands.create_synthesis, actor.agency, actor=actor):
        messages.success(request, _("Đã lập báo cáo; xem số liệu, viết nhận xét rồi trình."))
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Lập báo cáo khảo sát"),
        submit=_("Lập báo cáo"),
        intro=_("Chọn kỳ; số liệu do hệ thống đếm từ các phiếu được tính trong những ngày đó."),
        crumbs=[CUSTOMERS.crumb_to(actor, "syntheses")],
        cancel_url=CUSTOMERS.address(actor, "synthesis_list"),
        folded=("about", "title"),
    )


@once
def synthesis_write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write what the figures mean and what will be done."""
    actor = request.actor
    page = queries.SynthesisPage(queries.get_synthesis(slug, viewer=actor), today())
    require(actor, "evaluation.write_syntheses", page.one)
    form = forms.WriteForm(request.POST or None, one=page.one, figures=page.figures)
    if request.method == "POST" and run(form, commands.write_synthesis, page.one, actor=actor):
        messages.success(request, _("Đã lưu báo cáo."))
        return redirect(url_of(page.one))
    return form_page(
        request,
        form=form,
        title=_("Viết nhận xét, giải pháp"),
        kicker=page.one.title,
        submit=_("Lưu báo cáo"),
        intro=_("Số liệu do hệ thống tính; ô còn trống có sẵn đoạn gợi ý để sửa."),
        crumbs=_crumbs(request, page.one),
        cancel_url=url_of(page.one),
        folded=("title", "from_date", "to_date"),
    )


@once
def synthesis_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit a synthesis; its figures are pinned."""
    return _act(
        request, slug, forms.SubmitForm, commands.submit_synthesis, permission="write_syntheses",
        title=_("Trình báo cáo khảo sát"), submit=_("Trình báo cáo"), done=_("Đã trình báo cáo."),
        intro=_("Số liệu được chốt khi trình; phiếu đến sau không đổi báo cáo này."), on=today(),
    )  # fmt: skip


@once
def synthesis_drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Give up a draft that nobody was shown."""
    return _act(
        request, slug, forms.ReasonForm, commands.drop_synthesis, permission="write_syntheses",
        title=_("Bỏ báo cáo đang lập"), submit=_("Bỏ bản đang lập"), done=_("Đã bỏ báo cáo đang lập."), gone=True,
    )  # fmt: skip


@once
def synthesis_publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the results."""
    return _act(
        request, slug, forms.PublishForm, commands.publish_results, permission="publish_syntheses",
        title=_("Công khai kết quả khảo sát"), submit=_("Công khai kết quả"), done=_("Đã công khai kết quả."),
        intro=_(
            "Ai cũng đọc được số phiếu, tỷ lệ và điểm trung bình. Ý kiến bằng lời, nhận xét, giải pháp và tên người không hiện ra; "
            "nhóm dưới 5 phiếu chỉ hiện số phiếu."
        ), on=today(),
    )  # fmt: skip


@once
def synthesis_take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the results no longer."""
    return _act(
        request, slug, forms.ReasonForm, commands.take_back_results, permission="publish_syntheses",
        title=_("Thôi công khai kết quả"), submit=_("Thôi công khai"), done=_("Kết quả không còn công khai."),
    )  # fmt: skip


def _act(
    request: HttpRequest,
    slug: str,
    form_class: Any,
    act: Any,
    *,
    permission: str,
    title: str,
    submit: str,
    done: str,
    intro: str = "",
    gone: bool = False,
    **more: Any,
) -> HttpResponse:
    actor = request.actor
    one = queries.get_synthesis(slug, viewer=actor)
    require(actor, f"evaluation.{permission}", one)
    form = form_class(request.POST or None, one=one)
    here = url_of(one)
    if request.method == "POST" and run(form, act, one, actor=actor, **more):
        messages.success(request, done)
        return redirect(CUSTOMERS.address(actor, "synthesis_list") if gone else here)
    return form_page(
        request, form=form, title=title, kicker=one.title, submit=submit, intro=intro, crumbs=_crumbs(request, one),
        cancel_url=here, folded=(),
    )  # fmt: skip


def _crumbs(request: HttpRequest, one: Synthesis) -> list[Link]:
    return [CUSTOMERS.crumb_to(request.actor, "syntheses"), Link(label=one.code, url=url_of(one))]
