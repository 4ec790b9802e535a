"""Pages of what is done with assignments: give, change, take, give back, report, confirm, send back, cancel, put off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.attachments.queries import linkable
from sotay.commands import NotFound, require
from sotay.pages import once, run, url_of
from sotay.ui.formats import ngay
from sotay.ui.pages import form_page
from sotay.ui.parts import Link
from sotay.work.assignments import commands, forms, queries
from sotay.work.tabs import address, crumb_to


@once
def assignment_give(request: HttpRequest) -> HttpResponse:
    """Give work; `?origin=type:uuid` names the record it comes from."""
    actor, on = request.actor, today()
    require(actor, "work.give_assignment")
    origin = _origin(request)
    form = forms.GiveForm(request.POST or None, viewer=actor, on=on)
    if request.method == "POST" and run(
        form, commands.give_assignment, actor.agency, actor=actor, origin=origin, on=on
    ):
        messages.success(request, _("Đã giao công việc %s.") % form.result.code)  # type: ignore[attr-defined]
        return redirect(url_of(form.result))  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Giao việc"),
        kicker=_("Từ hồ sơ: %s") % origin if origin else "",
        submit=_("Giao việc"),
        crumbs=[crumb_to(actor, "given")],
        cancel_url=url_of(origin) if origin else address(actor, "assignment_given_list"),
        folded=(),
    )


@once
def assignment_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what was given, or give again what was given back."""
    actor, on = request.actor, today()
    one = queries.get_assignment(slug, viewer=actor)
    require(actor, "work.decide_assignment", one)
    form = forms.ChangeForm(request.POST or None, viewer=actor, on=on, given=one)
    anew = one.state == one.State.RETURNED
    if request.method == "POST" and run(form, commands.change_assignment, one, actor=actor, on=on):
        messages.success(request, _("Đã giao lại công việc.") if anew else _("Đã lưu công việc."))
        return redirect(url_of(one))
    return _form(
        request,
        form,
        one,
        title=_("Sửa và giao lại") if anew else _("Sửa công việc"),
        submit=_("Giao lại") if anew else _("Lưu"),
        intro=_("Bị trả lại: %s") % one.state_reason if anew else "",
    )


@once
def assignment_take(request: HttpRequest, slug: str) -> HttpResponse:
    """Take work."""
    return _act(
        request,
        slug,
        forms.VersionForm,
        commands.take_assignment,
        permission="work.do_assignment",
        title=_("Nhận việc"),
        done=_("Đã nhận việc."),
    )


@once
def assignment_give_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Give work back to who gave it."""
    return _act(
        request,
        slug,
        forms.ReasonForm,
        commands.give_back,
        permission="work.do_assignment",
        title=_("Trả lại người giao"),
        done=_("Đã trả lại người giao."),
        intro=_("Người giao sẽ sửa và giao lại, giao cho người khác hoặc hủy."),
    )


@once
def assignment_finish(request: HttpRequest, slug: str) -> HttpResponse:
    """Report work as done."""
    return _act(
        request,
        slug,
        forms.FinishForm,
        commands.finish_assignment,
        permission="work.do_assignment",
        title=_("Báo kết quả"),
        done=_("Đã báo kết quả."),
        intro=_("Người giao xem kết quả, minh chứng rồi xác nhận hoặc trả lại làm tiếp."),
    )


@once
def assignment_confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm that work is done."""
    return _act(
        request,
        slug,
        forms.VersionForm,
        commands.confirm_assignment,
        permission="work.decide_assignment",
        title=_("Xác nhận hoàn thành"),
        done=_("Đã xác nhận hoàn thành."),
    )


@once
def assignment_send_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Send reported work back to its owner."""
    return _act(
        request,
        slug,
        forms.ReasonForm,
        commands.send_back,
        permission="work.decide_assignment",
        title=_("Trả lại làm tiếp"),
        done=_("Đã trả lại để làm tiếp."),
        dated=False,
    )


@once
def assignment_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Cancel work."""
    return _act(
        request,
        slug,
        forms.ReasonForm,
        commands.cancel_assignment,
        permission="work.decide_assignment",
        title=_("Hủy công việc"),
        done=_("Đã hủy công việc."),
        intro=_("Công việc vẫn xem được, kèm lý do hủy."),
    )


@once
def extension_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a later day."""
    return _act(
        request,
        slug,
        forms.AskForm,
        commands.ask_extension,
        permission="work.do_assignment",
        title=_("Xin gia hạn"),
        done=_("Đã gửi đề nghị gia hạn đến người giao."),
    )


@once
def extension_answer(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Grant a later day or refuse it."""
    actor = request.actor
    extension = queries.get_extension(slug, uuid, viewer=actor)
    one = extension.assignment
    require(actor, "work.decide_assignment", one)
    form = forms.AnswerForm(request.POST or None, row=extension)
    if request.method == "POST" and run(form, commands.answer_extension, extension, actor=actor, on=today()):
        messages.success(request, _("Đã trả lời."))
        return redirect(url_of(one))
    said = {
        "who": extension.asked_by,
        "old": ngay(one.due_date),
        "new": ngay(extension.wanted_date),
        "why": extension.reason,
    }
    intro = _("%(who)s xin gia hạn từ %(old)s đến %(new)s. Lý do: %(why)s") % said
    return _form(request, form, one, title=_("Trả lời xin gia hạn"), submit=_("Trả lời"), intro=intro)


def _origin(request: HttpRequest) -> Any:
    """Return the record the address names; NotFound for one the viewer may not see."""
    named = request.GET.get("origin", "")
    record = linkable(named, viewer=request.actor) if named else None
    if named and record is None:
        raise NotFound
    return record


def _act(
    request: HttpRequest,
    slug: str,
    form_class: Any,
    act: Any,
    *,
    permission: str,
    title: str,
    done: str,
    intro: str = "",
    dated: bool = True,
) -> HttpResponse:
    """Ask for what an act needs and do it; a button that acts at once names the version it was read with in its address."""
    actor = request.actor
    one = queries.get_assignment(slug, viewer=actor)
    require(actor, permission, one)
    form = form_class(_sent(request), request.FILES or None, row=one)
    more = {"on": today()} if dated else {}
    if request.method == "POST" and run(form, act, one, actor=actor, **more):
        messages.success(request, done)
        return redirect(url_of(one))
    return _form(request, form, one, title=title, submit=title, intro=intro)


def _sent(request: HttpRequest) -> Any:
    if request.method != "POST":
        return None
    if "version" in request.POST or "version" not in request.GET:
        return request.POST
    sent = request.POST.copy()
    sent["version"] = request.GET["version"]
    return sent


def _form(request: HttpRequest, form: Any, one: Any, **words: Any) -> HttpResponse:
    return form_page(
        request,
        form=form,
        kicker=str(one),
        crumbs=[Link(label=one.code, url=url_of(one))],
        cancel_url=url_of(one),
        folded=(),
        **words,
    )
