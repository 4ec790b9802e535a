"""Pages of the questions of a draft: added, changed, moved by buttons, taken out; the words around them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.commands import require
from sotay.evaluation.satisfaction.models import QuestionnaireVersion
from sotay.evaluation.satisfaction.questionnaires import commands, forms, queries
from sotay.evaluation.satisfaction.questionnaires.views import of_questionnaire
from sotay.pages import once, run, url_of
from sotay.ui.parts import Submit

MAY = commands.MAY
FOLDED = ("is_required", "options_en", "lowest", "highest")
MORE = "more"


@once
def questionnaire_words(request: HttpRequest, slug: str) -> HttpResponse:
    """Write what the draft says before and after its questions."""
    actor = request.actor
    draft = queries.get_draft(slug, viewer=actor)
    require(actor, MAY, draft)
    form = forms.WordsForm(request.POST or None, draft=draft)
    if request.method == "POST" and run(form, commands.write_words, draft, actor=actor):
        messages.success(request, _("Đã lưu lời giới thiệu, lời cảm ơn."))
        return redirect(url_of(draft.questionnaire))
    title = _("Lời giới thiệu, lời cảm ơn")
    return of_questionnaire(request, form, draft.questionnaire, title=title, submit=_("Lưu"), folded=())


@once
def question_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask one more question; a second button keeps it and asks for the next."""
    actor = request.actor
    draft = queries.get_draft(slug, viewer=actor)
    require(actor, MAY, draft)
    form = forms.QuestionForm(request.POST or None)
    if request.method == "POST" and run(form, commands.add_question, draft, actor=actor):
        messages.success(request, _("Đã thêm câu %d.") % form.result.position)  # type: ignore[attr-defined]
        return redirect(request.path if MORE in request.POST else _questions(draft))
    return of_questionnaire(
        request,
        form,
        draft.questionnaire,
        title=_("Thêm câu %d") % (len(draft.questions.all()) + 1),
        submit=[
            Submit(label=_("Thêm câu hỏi"), primary=True),
            Submit(label=_("Thêm và soạn câu tiếp"), name=MORE),
        ],
        folded=FOLDED,
        cancel_url=_questions(draft),
    )


@once
def question_change(request: HttpRequest, slug: Any) -> HttpResponse:
    """Change a question of a draft."""
    actor = request.actor
    question = queries.get_question(slug, viewer=actor)
    require(actor, MAY, question)
    draft = question.version_of
    form = forms.ChangeQuestionForm(request.POST or None, question=question)
    if request.method == "POST" and run(form, commands.change_question, question, actor=actor):
        messages.success(request, _("Đã lưu câu %d.") % question.position)
        return redirect(_questions(draft))
    return of_questionnaire(
        request,
        form,
        draft.questionnaire,
        title=_("Sửa câu %d") % question.position,
        submit=_("Lưu"),
        folded=FOLDED,
        cancel_url=_questions(draft),
    )


@once
@require_POST
def question_move(request: HttpRequest, slug: Any) -> HttpResponse:
    """Let a question change places with the one before it (`up`), or behind it."""
    actor = request.actor
    question = queries.get_question(slug, viewer=actor)
    require(actor, MAY, question)
    draft = question.version_of
    form = forms.VersionedForm(request.POST)
    if run(form, commands.move_question, question, actor=actor, up="up" in request.POST):
        messages.success(request, _("Đã đổi thứ tự các câu."))
        return redirect(_questions(draft))
    title = _("Đổi chỗ câu %d") % question.position
    return of_questionnaire(request, form, draft.questionnaire, title=title, submit=title)


@once
def question_remove(request: HttpRequest, slug: Any) -> HttpResponse:
    """Take a question out of a draft."""
    actor = request.actor
    question = queries.get_question(slug, viewer=actor)
    require(actor, MAY, question)
    draft = question.version_of
    form = forms.VersionedForm(request.POST or None, initial={"version": question.version})
    if request.method == "POST" and run(form, commands.remove_question, question, actor=actor):
        messages.success(request, _("Đã bỏ câu hỏi."))
        return redirect(_questions(draft))
    title = _("Bỏ câu %d") % question.position
    return of_questionnaire(
        request,
        form,
        draft.questionnaire,
        title=title,
        submit=title,
        intro=question.text,
        cancel_url=_questions(draft),
    )


def _questions(draft: QuestionnaireVersion) -> str:
    return f"{url_of(draft.questionnaire)}#questions"
