"""Pages of the answers themselves: all of them as a list and a file, one of them, one set invalid."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.commands import may, require
from sotay.evaluation.satisfaction.entering import commands, exports, filters, forms, queries, tables
from sotay.evaluation.satisfaction.entering.batch_page import AnswerShown
from sotay.evaluation.satisfaction.entering.views import crumb_to_batches
from sotay.evaluation.satisfaction.models import Answer
from sotay.evaluation.tabs import CUSTOMERS, address
from sotay.exchange.export import answer as file_of
from sotay.exchange.export import in_order
from sotay.pages import guests_may_read, once, run
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Empty, Link, Submit


@guests_may_read
def answer_list(request: HttpRequest) -> HttpResponseBase:
    """List the answers however they came; narrowed to a survey, the file has a column for each of its questions."""
    actor = request.actor
    require(actor, "evaluation.view_satisfaction")
    chosen = filters.Answers(request.GET, queryset=queries.list_answers(viewer=actor), request=request)
    table = tables.Answers(chosen.qs)
    title = _("Các phiếu trả lời")
    if request.GET.get("export"):
        survey = chosen.form.cleaned_data.get("survey") if chosen.form.is_valid() else None
        questions = queries.questions_of(survey) if survey else []
        return file_of(request, exports.columns(questions), _records(request, table, questions), title=title)
    return list_page(
        request,
        title=title,
        tabs=CUSTOMERS.tabs_for(actor, active="batches"),
        crumbs=[crumb_to_batches(actor)],
        intro=_("Chọn một đợt khảo sát rồi tải tệp thì tệp có thêm cột cho từng câu hỏi."),
        filter=chosen,
        table=table,
        empty=Empty(
            title=_("Chưa có phiếu trả lời nào"),
            why=_("Phiếu đến từ mã QR, liên kết, thiết bị tại quầy, phiếu giấy, điện thoại và tệp đều đứng ở đây."),
            basis=_("9.1.2 · Sự hài lòng của khách hàng"),
        ),
    )


@guests_may_read
def answer_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one answer: how it came, what proves it, what was answered; words only to those entitled."""
    actor = request.actor
    require(actor, "evaluation.view_satisfaction")
    one = queries.get_answer(uuid, viewer=actor)
    entitled = may(actor, "evaluation.see_contacts", one)
    shown = AnswerShown(
        one,
        actor,
        questions=queries.questions_of(one.survey),
        texts=queries.texts_of(one) if entitled else {},
    )
    return record_page(
        request,
        page=shown.record_page(),
        template="evaluation/satisfaction/entering/answer.html",
        context={"shown": shown, "tabs": CUSTOMERS.tabs_for(actor, active="batches")},
    )


@once
def answer_invalid(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say that a sheet that was entered does not count."""
    actor = request.actor
    one = queries.get_answer(uuid, viewer=actor)
    require(actor, "evaluation.enter_answers", one)
    form = forms.InvalidForm(request.POST or None)
    url = address(actor, "answer_detail", uuid=one.uuid)
    if request.method == "POST" and run(form, commands.set_invalid, one, actor=actor):
        messages.success(request, _("Đã ghi phiếu không hợp lệ."))
        return redirect(url)
    sheet = _("Phiếu số %s") % one.sheet if one.batch else _("Phiếu trả lời")
    return form_page(
        request,
        form=form,
        title=_("Ghi phiếu không hợp lệ"),
        kicker=f"{one.batch.code} · {sheet}" if one.batch else sheet,
        intro=_(
            "Phiếu vẫn được giữ và tính trong số thu về, không tính trong số hợp lệ. Không sửa được nội dung phiếu."
        ),
        submit=[Submit(label=_("Ghi không hợp lệ"), danger=True)],
        crumbs=[crumb_to_batches(actor), Link(label=sheet, url=url)],
        cancel_url=url,
    )


def _records(request: HttpRequest, table: Any, questions: list[Any]) -> Iterator[dict[str, Any]]:
    actor = request.actor
    enters, entitled = (may(actor, f"evaluation.{name}") for name in ("enter_answers", "see_contacts"))
    rows: Iterator[Answer] = in_order(request, table)
    return (
        exports.record_of(one, questions, with_dossier=entitled or (enters and one.batch_id is not None))
        for one in rows
    )
