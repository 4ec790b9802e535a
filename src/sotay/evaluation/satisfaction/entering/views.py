"""Pages of batches: the list, one batch, begun, changed, finished, removed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.evaluation.satisfaction.entering import commands, filters, forms, queries, tables
from sotay.evaluation.satisfaction.entering.batch_page import BatchShown
from sotay.evaluation.satisfaction.models import AnswerBatch
from sotay.evaluation.tabs import CUSTOMERS, address
from sotay.exchange.export import answer
from sotay.pages import guests_may_read, once, run, url_of
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link, Submit

SHOWN = 20
"""So many sheets stand on the page of their batch, the last first; all of them in the list of answers."""


@guests_may_read
def batch_list(request: HttpRequest) -> HttpResponseBase:
    """List the batches of sheets with what came back and what counts."""
    actor = request.actor
    require(actor, "evaluation.view_satisfaction")
    chosen = filters.Batches(request.GET, queryset=queries.list_batches(viewer=actor), request=request)
    table = tables.Batches(chosen.qs)
    title = _("Lô phiếu đã nhập")
    if request.GET.get("export"):
        return answer(request, table, title=title)
    enters = may(actor, "evaluation.enter_answers")
    add = Action(label=_("Nhập lô phiếu"), url=address(actor, "batch_new"), icon="plus", primary=True)
    bring = Action(label=_("Nhập từ tệp"), url=address(actor, "answer_import"), icon="upload")
    actions = [
        Action(label=_("Các phiếu trả lời"), url=address(actor, "answer_list"), icon="list-check"),
        Action(label=_("Số liệu trên Cổng"), url=address(actor, "rating_list"), icon="report-analytics"),
        *([bring] if may(actor, "evaluation.import_answers") else []),
        *([add] if enters else []),
    ]
    if may(actor, "evaluation.see_contacts"):
        actions.insert(1, Action(label=_("Ý kiến bằng lời"), url=address(actor, "text_list"), icon="message"))
    return list_page(
        request,
        title=title,
        tabs=CUSTOMERS.tabs_for(actor, active="batches"),
        filter=chosen,
        table=table,
        actions=actions,
        empty=Empty(
            title=_("Chưa nhập phiếu nào"),
            why=_(
                "Phiếu giấy và phiếu hỏi qua điện thoại được nhập theo lô: một lần thu phiếu, một đơn vị. Mỗi phiếu giữ nguyên "
                "như người dân ghi; phiếu hỏng cũng được nhập với lý do."
            ),
            basis=_("9.1.2 · Sự hài lòng của khách hàng"),
            action=add if enters else None,
        ),
    )


@guests_may_read
def batch_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a batch: what is known of it, its counts, its last sheets, its scan."""
    actor = request.actor
    require(actor, "evaluation.view_satisfaction")
    batch = queries.get_batch(slug, viewer=actor)
    shown = BatchShown(batch, actor, on=today())
    sheets = queries.list_answers(viewer=actor).filter(batch=batch).order_by("-sheet")[:SHOWN]
    return record_page(
        request,
        page=shown.record_page(),
        template="evaluation/satisfaction/entering/batch.html",
        context={
            "shown": shown,
            "sheets": [(one, tables.standing_of(one)) for one in sheets],
            "all_url": f"{address(actor, 'answer_list')}?code={batch.code}",
            "tabs": CUSTOMERS.tabs_for(actor, active="batches"),
        },
    )


@once
def batch_new(request: HttpRequest) -> HttpResponse:
    """Begin a batch and go on to its first sheet; `?survey=` names the survey it is of."""
    actor, on = request.actor, today()
    require(actor, "evaluation.enter_answers")
    form = forms.BatchForm(request.POST or None, viewer=actor, on=on, survey=request.GET.get("survey", ""))
    if request.method == "POST" and run(form, commands.open_batch, actor.agency, actor=actor, on=on):
        return redirect(address(actor, "sheet_enter", slug=form.result.slug))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Nhập lô phiếu"),
        submit=_("Bắt đầu nhập phiếu"),
        intro=_("Một lô là những phiếu thu cùng một lần. Bản chụp các phiếu được đính kèm ở trang của lô."),
        crumbs=[crumb_to_batches(actor)],
        cancel_url=address(actor, "batch_list"),
        folded=forms.FOLDED,
    )


@once
def batch_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is said of a batch."""
    actor, on = request.actor, today()
    batch = queries.get_batch(slug, viewer=actor)
    require(actor, "evaluation.enter_answers", batch)
    form = forms.ChangeBatchForm(request.POST or None, viewer=actor, on=on, batch=batch)
    if request.method == "POST" and run(form, commands.change_batch, batch, actor=actor, on=on):
        messages.success(request, _("Đã lưu lô phiếu."))
        return redirect(url_of(batch))
    return _of_batch(request, form, batch, title=_("Sửa lô phiếu"), submit=_("Lưu"), folded=("note",))


@once
def batch_finish(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that all sheets of a batch are entered; a number that differs from the one expected is told before."""
    actor, on = request.actor, today()
    batch = queries.get_batch(slug, viewer=actor)
    require(actor, "evaluation.enter_answers", batch)
    form = forms.FinishForm(request.POST or None, initial={"done_date": on, "version": batch.version})
    if request.method == "POST" and run(form, commands.finish_batch, batch, actor=actor, on=on):
        messages.success(request, _("Lô %s đã nhập xong.") % batch.code)
        return redirect(url_of(batch))
    sheets, expected = batch.sheets, batch.expected  # type: ignore[attr-defined]
    intro = _("Đã nhập %(sheets)s phiếu, hợp lệ %(valid)s phiếu.") % {"sheets": sheets, "valid": batch.valid}  # type: ignore[attr-defined]
    if expected and expected != sheets:
        intro += " " + _("Lô ghi %s phiếu: hãy đếm lại trước khi ghi đã nhập xong.") % expected
    return _of_batch(
        request, form, batch, title=_("Ghi lô phiếu đã nhập xong"), submit=_("Ghi đã nhập xong"), intro=intro
    )


@once
def batch_remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Remove a batch begun by mistake."""
    actor = request.actor
    batch = queries.get_batch(slug, viewer=actor)
    require(actor, "evaluation.enter_answers", batch)
    form = forms.RemoveForm(request.POST or None, initial={"version": batch.version})
    if request.method == "POST" and run(form, commands.remove_batch, batch, actor=actor):
        messages.success(request, _("Đã xóa lô %s.") % batch.code)
        return redirect(address(actor, "batch_list"))
    submit = [Submit(label=_("Xóa lô"), danger=True)]
    intro = _("Chỉ xóa được lô chưa có phiếu; nhật ký giữ lại mã lô.")
    return _of_batch(request, form, batch, title=_("Xóa lô phiếu"), submit=submit, intro=intro)


def crumb_to_batches(actor: Any) -> Link:
    """Return the way back to the list of batches."""
    return CUSTOMERS.crumb_to(actor, "batches")


def _of_batch(request: HttpRequest, form: Any, batch: AnswerBatch, **words: Any) -> HttpResponse:
    """Answer with a form about a batch, which leads back to its page."""
    crumbs = [crumb_to_batches(request.actor), Link(label=batch.code, url=url_of(batch))]
    return form_page(request, form=form, kicker=batch.survey.title, crumbs=crumbs, cancel_url=url_of(batch), **words)
