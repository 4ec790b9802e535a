"""The screen for one sheet after the other, and what a dossier's code comes to while it is typed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.clock import today
from sotay.commands import UNCHANGED, require
from sotay.evaluation.satisfaction.entering import commands, forms, queries
from sotay.evaluation.satisfaction.entering.matching import matched, why_not_tie
from sotay.evaluation.satisfaction.entering.views import crumb_to_batches
from sotay.evaluation.satisfaction.marks import LEVELS
from sotay.evaluation.satisfaction.models import AnswerBatch, Question
from sotay.evaluation.satisfaction.questionnaires.controls import controls, name_of
from sotay.evaluation.tabs import CUSTOMERS, address
from sotay.pages import once, run, shown, url_of
from sotay.ui.parts import Link

SPOILT = (
    gettext_lazy("Phiếu để trắng"),
    gettext_lazy("Đánh dấu nhiều mức cho một câu"),
    gettext_lazy("Tẩy xóa, không đọc được"),
    gettext_lazy("Trùng hồ sơ đã có phiếu"),
)
"""Reasons offered for a spoilt sheet, as they are kept; any other may be typed."""


@once
def sheet_enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter the next sheet of a batch; saved, the one after it opens, after the last one expected the batch."""
    actor, on = request.actor, today()
    batch = queries.get_batch(slug, viewer=actor)
    require(actor, "evaluation.enter_answers", batch)
    if request.method != "POST" and batch.state == AnswerBatch.State.DONE:
        messages.warning(request, _("Lô %s đã nhập xong, không nhập thêm phiếu.") % batch.code)
        return redirect(url_of(batch))
    questions = queries.questions_of(batch.survey)
    form = forms.SheetForm(request.POST or None, questions=questions, given_date=batch.given_date)
    if request.method == "POST" and run(form, commands.enter_sheet, batch, actor=actor, on=on):
        return _saved(request, batch, form.result)  # type: ignore[attr-defined]
    return render(
        request,
        "evaluation/satisfaction/entering/sheet.html",
        {
            "batch": batch,
            "batch_url": url_of(batch),
            "number": batch.sheets + 1,  # type: ignore[attr-defined]
            "form": form,
            "refused": form.is_bound,
            "rows": _rows(form, questions),
            "levels": LEVELS if any(one.kind == Question.Kind.LIKERT for one in questions) else (),
            "spoilt": SPOILT,
            "saved": queries.last_nonce(batch, viewer=actor),
            "match_url": address(actor, "sheet_match"),
            "tabs": CUSTOMERS.tabs_for(actor, active="batches"),
            "crumbs": [crumb_to_batches(actor), Link(label=batch.code, url=url_of(batch))],
        },
        status=422 if form.is_bound else 200,
    )


def sheet_match(request: HttpRequest) -> HttpResponse:
    """Tell what a dossier's code comes to, as a part of the page, while the sheet is typed."""
    actor = request.actor
    require(actor, "evaluation.enter_answers")
    found = matched(actor.agency, request.GET.get("code", ""))
    context = {"found": found, "reasons": shown(why_not_tie(found), actor)}
    return render(request, "evaluation/satisfaction/entering/match.html", context)


def _saved(request: HttpRequest, batch: AnswerBatch, result: Any) -> HttpResponse:
    """Lead on to the next sheet, or to the batch when as many are entered as were expected."""
    if result is UNCHANGED:
        messages.info(request, _("Phiếu này đã được lưu trước đó, không ghi lần thứ hai."))
        return redirect(address(request.actor, "sheet_enter", slug=batch.slug))
    told = _("Đã lưu phiếu số %s.") if not result.invalid_reason else _("Đã lưu phiếu số %s, không hợp lệ.")
    messages.success(request, told % result.sheet)
    if batch.expected and result.sheet == batch.expected:
        return redirect(url_of(batch))
    return redirect(address(request.actor, "sheet_enter", slug=batch.slug))


def _rows(form: forms.SheetForm, questions: list[Question]) -> list[dict[str, Any]]:
    """Return each question with its box, and what may be typed into it."""
    drawn = zip(questions, controls(questions, must=False), strict=True)
    return [{"question": one, "control": control, "field": form[name_of(one)]} for one, control in drawn]
