"""Pages of khai báo hiện trạng: the ten questions, each on a page of its own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.commands import NotFound, may, require
from sotay.manual.startup import commands, forms, queries
from sotay.manual.tabs import address
from sotay.pages import once, run, run_plain
from sotay.ui.pages import form_page
from sotay.ui.parts import Link


def startup(request: HttpRequest) -> HttpResponse:
    """Show the questions and how far the agency has come."""
    actor = request.actor
    require(actor, "manual.view_startup")
    context = {"progress": queries.get_progress(viewer=actor), "may_answer": may(actor, "manual.answer_startup")}
    return render(request, "manual/startup/list.html", context)


@once
def startup_question(request: HttpRequest, question: str) -> HttpResponse:
    """Ask one question."""
    actor = request.actor
    require(actor, "manual.answer_startup")
    progress = queries.get_progress(viewer=actor)
    asked = next((one for one in progress.asked if one.question.code == question), None)
    if asked is None:
        raise NotFound
    form = forms.AnswerForm(request.POST or None, request.FILES or None, asked=asked)
    if request.method == "POST" and run(
        form, commands.answer_question, actor.agency, actor=actor, question=question, on=today()
    ):
        return _onward(request, question)
    return form_page(
        request,
        form=form,
        title=asked.question.title,
        kicker=_("Câu %(place)d trên %(total)d") % {"place": asked.place, "total": progress.total},
        intro=asked.question.why,
        submit=_("Lưu và tiếp tục"),
        crumbs=[Link(label=_("Khai báo hiện trạng"), url=address(actor, "startup"))],
        cancel_url=address(actor, "startup"),
        folded=(),
        template="manual/startup/question.html",
        context={"asked": asked, "progress": progress},
    )


@once
@require_POST
def startup_pass(request: HttpRequest, question: str) -> HttpResponse:
    """Leave a question for another day, or say that the agency has nothing of the kind."""
    actor = request.actor
    reasons = run_plain(
        commands.pass_question, actor.agency, actor=actor, question=question, absent=bool(request.POST.get("absent"))
    )
    for reason in reasons:
        messages.error(request, str(reason.text))
    return _onward(request, question)


def _onward(request: HttpRequest, question: str) -> HttpResponse:
    """Lead to the next question, or to the list when none is left."""
    code = queries.get_progress(viewer=request.actor).next_after(question)
    if code:
        return redirect(address(request.actor, "startup_question", question=code))
    messages.success(request, _("Đã qua hết các câu hỏi."))
    return redirect(address(request.actor, "startup"))
