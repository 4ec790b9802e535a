"""Forms upon feedback: taken in, noted, sorted, given to a unit, answered, turned away, published, emptied."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.evaluation.feedback import commands, forms, queries
from sotay.evaluation.feedback.models import Feedback
from sotay.evaluation.tabs import CUSTOMERS
from sotay.pages import once, run, url_of
from sotay.ui.pages import form_page
from sotay.ui.parts import Link, Submit


@once
def feedback_new(request: HttpRequest) -> HttpResponse:
    """Take in what somebody said; its receipt is shown next, for the sender."""
    actor, on = request.actor, today()
    require(actor, "evaluation.receive_feedback")
    form = forms.ReceiveForm(request.POST or None, viewer=actor, on=on, dossier=request.GET.get("dossier", "")[:60])
    if request.method == "POST" and run(form, commands.receive_feedback, actor.agency, actor=actor, on=on):
        made = form.result  # type: ignore[attr-defined]
        messages.success(request, _("Đã tiếp nhận %s; in phiếu hoặc đọc mã cho người gửi.") % made.code)
        return redirect(CUSTOMERS.address(actor, "feedback_receipt", slug=made.slug))
    return form_page(
        request,
        form=form,
        title=_("Tiếp nhận phản ánh, kiến nghị"),
        submit=pgettext("feedback", "Tiếp nhận"),
        crumbs=[CUSTOMERS.crumb_to(actor, "feedback")],
        cancel_url=CUSTOMERS.address(actor, "feedback_list"),
        folded=forms.ReceiveForm.FOLDED,
    )


@once
def feedback_note(request: HttpRequest) -> HttpResponse:
    """Note a complaint, count a denunciation."""
    actor, on = request.actor, today()
    require(actor, "evaluation.receive_feedback")
    form = forms.NoteForm(request.POST or None, on=on)
    if request.method == "POST" and run(form, commands.note_feedback, actor.agency, actor=actor, on=on):
        messages.success(request, _("Đã ghi nhận; đơn được giải quyết ngoài Sotay."))
        return redirect(CUSTOMERS.address(actor, "feedback_list"))
    return form_page(
        request,
        form=form,
        title=_("Ghi khiếu nại, tố cáo"),
        submit=_("Ghi nhận"),
        intro=_(
            "Khiếu nại, tố cáo không xử lý tại đây: chuyển đơn cho người tiếp công dân, người có thẩm quyền theo Luật Khiếu nại, "
            "Luật Tố cáo. Ở đây chỉ ghi ngày, số đơn, lĩnh vực của khiếu nại và đếm số tố cáo."
        ),
        crumbs=[CUSTOMERS.crumb_to(actor, "feedback")],
        cancel_url=CUSTOMERS.address(actor, "feedback_list"),
        folded=(),
    )


@once
def feedback_sort(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what a feedback is and what it is about."""
    actor, on = request.actor, today()
    feedback = _own(request, slug, "sort_feedback")
    form = forms.SortForm(request.POST or None, feedback=feedback, viewer=actor, on=on)
    if request.method == "POST" and run(form, commands.sort_feedback, feedback, actor=actor):
        return _done(request, form.result, _("Đã lưu phân loại."))  # type: ignore[attr-defined]
    return _of_feedback(request, form, feedback, title=_("Phân loại"), submit=_("Lưu"))


@once
def feedback_only_noted(request: HttpRequest, slug: str) -> HttpResponse:
    """Find that a feedback is a complaint or denunciation: its words are deleted."""
    actor, on = request.actor, today()
    feedback = _own(request, slug, "sort_feedback")
    form = forms.OnlyNotedForm(request.POST or None, feedback=feedback)
    if request.method == "POST" and run(form, commands.turn_into_noted, feedback, actor=actor, on=on):
        return _done(request, form.result, _("Đã ghi nhận; nội dung và người gửi đã xóa."))  # type: ignore[attr-defined]
    return _of_feedback(
        request,
        form,
        feedback,
        title=_("Đây là khiếu nại, tố cáo"),
        submit=[Submit(label=_("Xóa nội dung và ghi nhận"), danger=True)],
        intro=_(
            "Nội dung, thông tin người gửi, tệp và ý kiến kèm theo bị xóa khỏi Sotay, không khôi phục được. Trước đó hãy chuyển đơn "
            "cho người tiếp công dân hoặc người có thẩm quyền giải quyết."
        ),
    )


@once
def feedback_assign(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a feedback to a unit."""
    actor, on = request.actor, today()
    feedback = _own(request, slug, "assign_feedback")
    form = forms.AssignForm(request.POST or None, feedback=feedback, viewer=actor, on=on)
    if request.method == "POST" and run(form, commands.assign_feedback, feedback, actor=actor, on=on):
        return _done(request, form.result, _("Đã giao đơn vị xử lý."))  # type: ignore[attr-defined]
    intro = ""
    if feedback.concerns_official:
        intro = _("Trưởng đơn vị được giao sẽ xem được nội dung này; những người khác của đơn vị thì không.")
    return _of_feedback(
        request, form, feedback, title=_("Giao đơn vị xử lý"), submit=pgettext("feedback", "Giao"), intro=intro
    )


@once
def feedback_answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer a feedback."""
    actor, on = request.actor, today()
    feedback = _own(request, slug, "answer_feedback")
    form = forms.AnswerForm(request.POST or None, feedback=feedback, on=on)
    if request.method == "POST" and run(form, commands.answer_feedback, feedback, actor=actor, on=on):
        return _done(request, form.result, _("Đã ghi câu trả lời."))  # type: ignore[attr-defined]
    content = queries.content_of(feedback)
    return _of_feedback(
        request, form, feedback, title=_("Trả lời"), submit=_("Ghi câu trả lời"), intro=content.text if content else ""
    )


@once
def feedback_thank(request: HttpRequest, slug: str) -> HttpResponse:
    """Put praise or a suggestion on file."""
    actor, on = request.actor, today()
    feedback = _own(request, slug, "answer_feedback")
    form = forms.ThankForm(request.POST or None, feedback=feedback)
    if request.method == "POST" and run(form, commands.thank_for_feedback, feedback, actor=actor, on=on):
        return _done(request, form.result, _("Đã ghi nhận."))  # type: ignore[attr-defined]
    return _of_feedback(
        request,
        form,
        feedback,
        title=_("Chỉ ghi nhận"),
        submit=_("Ghi nhận"),
        intro=_("Lời khen, góp ý được lưu và tính vào sổ; không có câu trả lời riêng."),
    )


@once
def feedback_forward(request: HttpRequest, slug: str) -> HttpResponse:
    """Pass a feedback on to the body in charge."""
    return _turn_away(
        request,
        slug,
        commands.forward_feedback,
        title=_("Chuyển cơ quan khác"),
        submit=_("Chuyển"),
        label=_("Chuyển đến cơ quan nào, số văn bản"),
        said=_("Đã ghi nơi chuyển đến."),
    )


@once
def feedback_refuse(request: HttpRequest, slug: str) -> HttpResponse:
    """Not take a feedback up."""
    return _turn_away(
        request,
        slug,
        commands.refuse_feedback,
        title=_("Không xử lý"),
        submit=_("Kết thúc, không xử lý"),
        label=_("Lý do không xử lý (người gửi đọc được)"),
        said=_("Đã ghi lý do không xử lý."),
    )


@once
def feedback_publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a feedback and its answer known."""
    actor, on = request.actor, today()
    feedback = _own(request, slug, "publish_feedback")
    form = forms.PublishForm(request.POST or None, feedback=feedback, on=on)
    if request.method == "POST" and run(form, commands.publish_feedback, feedback, actor=actor, on=on):
        return _done(request, form.result, _("Đã công khai."))  # type: ignore[attr-defined]
    return _of_feedback(
        request, form, feedback, title=pgettext("feedback", "Công khai"), submit=pgettext("feedback", "Công khai")
    )


@once
def feedback_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a feedback off the public page."""
    actor = request.actor
    feedback = _own(request, slug, "publish_feedback")
    form = forms.WithdrawForm(request.POST or None, feedback=feedback)
    if request.method == "POST" and run(form, commands.withdraw_feedback, feedback, actor=actor):
        return _done(request, form.result, _("Đã gỡ khỏi trang công khai."))  # type: ignore[attr-defined]
    return _of_feedback(request, form, feedback, title=_("Gỡ công khai"), submit=_("Gỡ"))


@once
def feedback_empty(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete who sent a feedback, perhaps what was said."""
    actor, on = request.actor, today()
    feedback = _own(request, slug, "empty_feedback")
    content = queries.content_of(feedback)
    is_named = content is not None and content.names_sender
    form = forms.EmptyForm(request.POST or None, is_named=is_named)
    if request.method == "POST" and run(form, commands.empty_feedback, feedback, actor=actor, on=on):
        return _done(request, feedback, _("Đã xóa thông tin người gửi.") if is_named else _("Đã xóa nội dung đã gửi."))
    intro = _("Phản ánh, câu trả lời và số liệu giữ nguyên; tên và cách liên hệ không khôi phục được.")
    if not is_named:
        intro = _("Phản ánh, câu trả lời và số liệu giữ nguyên; nội dung đã gửi không khôi phục được.")
    return _of_feedback(
        request,
        form,
        feedback,
        title=_("Xóa thông tin người gửi") if is_named else _("Xóa nội dung đã gửi"),
        submit=[Submit(label=_("Xóa"), danger=True)],
        intro=intro,
    )


def _turn_away(
    request: HttpRequest, slug: str, act: Callable[..., Any], *, title: str, submit: str, label: str, said: str
) -> HttpResponse:
    actor, on = request.actor, today()
    feedback = _own(request, slug, "turn_feedback_away")
    form = forms.TurnAwayForm(request.POST or None, feedback=feedback, on=on, label=label)
    if request.method == "POST" and run(form, act, feedback, actor=actor, on=on):
        return _done(request, form.result, said)  # type: ignore[attr-defined]
    return _of_feedback(request, form, feedback, title=title, submit=submit)


def _own(request: HttpRequest, slug: str, permission: str) -> Feedback:
    feedback = queries.get_feedback(slug, viewer=request.actor)
    require(request.actor, f"evaluation.{permission}", feedback)
    return feedback


def _done(request: HttpRequest, feedback: Feedback, said: str) -> HttpResponse:
    """Lead back to the page, or to the list where who acted may see it no more."""
    messages.success(request, said)
    sees = may(request.actor, "evaluation.view_feedback", feedback)
    return redirect(url_of(feedback) if sees else CUSTOMERS.address(request.actor, "feedback_list"))


def _of_feedback(request: HttpRequest, form: Any, feedback: Feedback, **words: Any) -> HttpResponse:
    """Answer with a form about a feedback, which leads back to its page."""
    crumbs = [CUSTOMERS.crumb_to(request.actor, "feedback"), Link(label=feedback.code, url=url_of(feedback))]
    kicker = f"{feedback.code} · {feedback.get_kind_display()}"
    return form_page(request, form=form, kicker=kicker, crumbs=crumbs, cancel_url=url_of(feedback), folded=(), **words)
