"""What is done with an audit: team, decision, submitted, taken back, opened again, told, begun, closed, given up."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.commands import Reason, require
from sotay.evaluation.audits.models import Audit
from sotay.evaluation.audits.plan import commands, forms, guards, writing
from sotay.evaluation.audits.plan.views import audit_shown, form_of
from sotay.evaluation.audits.plan.visits.commands import assign_auditors, give_notice, propose_visits
from sotay.evaluation.audits.queries import get_audit
from sotay.pages import once, run, run_plain, shown, url_of
from sotay.standard.registry.gates import gate
from sotay.ui.parts import Blocked

PLAN = "evaluation.plan_audit"


@once
def audit_team(request: HttpRequest, slug: str) -> HttpResponse:
    """Name the team."""
    actor, on = request.actor, today()
    audit = get_audit(slug, viewer=actor)
    require(actor, PLAN, audit)
    valid = writing.valid_on(audit.agency_id, audit.from_date)
    form = forms.TeamForm(request.POST or None, viewer=actor, on=on, audit=audit, valid=valid)
    if request.method == "POST" and run(form, commands.set_team, audit, actor=actor, on=on):
        messages.success(request, _("Đã lập đoàn đánh giá."))
        return redirect(url_of(audit))
    return form_of(
        request,
        form,
        audit,
        title=_("Đoàn đánh giá"),
        submit=_("Lưu"),
        intro=_("Trưởng đoàn, đánh giá viên chọn trong danh sách đánh giá viên có hiệu lực vào ngày bắt đầu."),
        folded=("experts", "trainees"),
    )


@once
def audit_tasks(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what each member of the team is to do."""
    actor = request.actor
    audit = get_audit(slug, viewer=actor)
    require(actor, PLAN, audit)
    form = forms.TasksForm(request.POST or None, audit=audit)
    if request.method == "POST" and run(form, commands.set_tasks, audit, actor=actor):
        messages.success(request, _("Đã ghi nhiệm vụ của đoàn."))
        return redirect(url_of(audit))
    return form_of(
        request,
        form,
        audit,
        title=_("Nhiệm vụ trong đoàn đánh giá"),
        submit=_("Lưu"),
        intro=_(
            "Ghi trên kế hoạch và dự thảo quyết định lập đoàn. Ví dụ: Phụ trách chung; đánh giá điều khoản 7.5, 8.5."
        ),
    )


@once
def audit_decision(request: HttpRequest, slug: str) -> HttpResponse:
    """Name the decision the team rests on."""
    actor = request.actor
    audit = get_audit(slug, viewer=actor)
    require(actor, PLAN, audit)
    form = forms.DecisionForm(request.POST or None, request.FILES or None, viewer=actor, audit=audit)
    if request.method == "POST" and run(form, commands.name_decision, audit, actor=actor, on=today()):
        messages.success(request, _("Đã ghi quyết định lập đoàn."))
        return redirect(url_of(audit))
    return form_of(
        request,
        form,
        audit,
        title=_("Quyết định lập đoàn đánh giá"),
        submit=_("Lưu"),
        intro=_("Số, ký hiệu lấy từ hệ thống quản lý văn bản của cơ quan."),
        folded=("new_signer_title",),
    )


@once
@require_POST
def audit_propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a visit for every unit that has none."""
    done, answer = _plainly(request, slug, propose_visits, title=_("Chưa lập được lịch"), on=today())
    if done:
        messages.success(request, _("Đã lập lịch cho các đơn vị; xem và sửa từng lịch."))
    return answer


@once
@require_POST
def audit_assign(request: HttpRequest, slug: str) -> HttpResponse:
    """Give every visit without an auditor to somebody independent and free."""
    done, answer = _plainly(request, slug, assign_auditors, title=_("Chưa phân công được"))
    if done:
        messages.success(request, _("Đã phân công; xem và sửa từng lịch."))
    return answer


@once
@require_POST
def audit_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an audit with its opening meeting."""
    actor = request.actor
    audit = get_audit(slug, viewer=actor)
    require(actor, "evaluation.start_audit", audit)
    reasons = run_plain(commands.start_audit, audit, actor=actor, on=today())
    if reasons:
        return audit_shown(
            request, slug, blocked=[Blocked(title=_("Chưa bắt đầu được"), reasons=shown(reasons, actor))]
        )
    messages.success(request, _("Đã bắt đầu đánh giá."))
    return redirect(url_of(audit))


@once
def audit_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit the plan."""
    return _act(
        request,
        slug,
        forms.SubmitForm,
        commands.submit_plan,
        title=_("Trình kế hoạch"),
        done=_("Đã trình kế hoạch."),
        on=today(),
    )


@once
def audit_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a submitted plan back."""
    return _act(
        request,
        slug,
        forms.ReasonForm,
        commands.withdraw_plan,
        title=_("Rút lại kế hoạch"),
        done=_("Đã rút lại kế hoạch."),
    )


@once
def audit_reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Open an approved plan again."""
    return _act(
        request,
        slug,
        forms.ReasonForm,
        commands.reopen_plan,
        title=_("Mở lại kế hoạch"),
        done=_("Đã mở lại kế hoạch."),
        intro=_("Kế hoạch được sửa rồi trình phê duyệt lại. Chỉ đổi giờ, địa điểm thì dùng nút Đổi giờ của từng lịch."),
    )


@once
def audit_notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell the units their visits."""
    return _act(
        request,
        slug,
        forms.NoticeForm,
        give_notice,
        title=_("Thông báo lịch cho các đơn vị"),
        submit=_("Thông báo"),
        done=_("Đã thông báo cho các đơn vị."),
        intro=_("Trưởng các đơn vị và đại diện đơn vị nhận thông báo trên hệ thống, mỗi người lịch của đơn vị mình."),
        initial={"notice_date": today()},
        on=today(),
    )


@once
def audit_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep that the closing meeting was held."""
    return _act(
        request,
        slug,
        forms.CloseForm,
        commands.hold_closing_meeting,
        permission="evaluation.hold_closing_meeting",
        title=_("Họp kết thúc"),
        submit=_("Đã họp kết thúc"),
        done=_("Đã ghi họp kết thúc; đơn vị xem được phát hiện."),
        intro=_("Từ lúc này đơn vị được đánh giá xem được phát hiện và cho ý kiến; phiếu ghi chép không sửa được nữa."),
        initial={"held_date": today()},
        held_up=_why_open,
        on=today(),
    )


@once
def audit_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Give an audit up."""
    return _act(
        request,
        slug,
        forms.ReasonForm,
        commands.cancel_audit,
        permission="evaluation.cancel_audit",
        title=_("Hủy cuộc đánh giá"),
        done=_("Đã hủy cuộc đánh giá."),
    )


def _act(
    request: HttpRequest,
    slug: str,
    form_class: Any,
    act: Any,
    *,
    title: str,
    done: str,
    permission: str = PLAN,
    submit: str = "",
    intro: str = "",
    initial: Mapping[str, Any] | None = None,
    held_up: Callable[[Audit], Iterable[Reason]] | None = None,
    **more: Any,
) -> HttpResponse:
    """Ask for what an act upon an audit needs and do it; `held_up` tells before it is sent why it cannot be done."""
    actor = request.actor
    audit = get_audit(slug, viewer=actor)
    require(actor, permission, audit)
    form = form_class(request.POST or None, initial={"version": audit.version, **(initial or {})})
    if request.method == "POST" and run(form, act, audit, actor=actor, **more):
        messages.success(request, done)
        return redirect(url_of(audit))
    if held_up is not None and not form.is_bound:
        form.reasons = shown(held_up(audit), actor)
    return form_of(request, form, audit, title=title, submit=submit or title, intro=intro)


def _why_open(audit: Audit) -> Iterable[Reason]:
    """Return what keeps the closing meeting waiting today."""
    visits = writing.visits_of(audit).order_by("starts_at", "position", "pk")
    waits = list(guards.why_not_close(audit, visits, held_date=today(), on=today()))
    return waits or gate(guards.CLOSE_MEETING, audit)


def _plainly(request: HttpRequest, slug: str, act: Any, *, title: str, **more: Any) -> tuple[bool, HttpResponse]:
    """Do what takes no form upon the plan as it stands; return whether it was done, and the answer."""
    actor = request.actor
    audit = get_audit(slug, viewer=actor)
    require(actor, PLAN, audit)
    reasons = run_plain(act, audit, actor=actor, version=audit.version, **more)
    if reasons:
        return False, audit_shown(request, slug, blocked=[Blocked(title=title, reasons=shown(reasons, actor))])
    return True, redirect(url_of(audit))
