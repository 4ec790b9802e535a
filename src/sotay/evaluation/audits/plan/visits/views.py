"""Pages of visits: added, changed, taken off, moved, set aside."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.clock import today
from sotay.commands import require
from sotay.evaluation.audits.models import Visit
from sotay.evaluation.audits.plan import commands, forms, queries
from sotay.evaluation.audits.plan.views import audit_shown, form_of
from sotay.evaluation.audits.plan.visits.commands import move_visit, remove_visit, set_aside_visit
from sotay.evaluation.audits.queries import get_audit
from sotay.pages import once, run, run_plain, shown, url_of
from sotay.ui.parts import Blocked

PLAN = "evaluation.plan_audit"


@once
def visit_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a visit to a plan that is being written."""
    actor = request.actor
    audit = get_audit(slug, viewer=actor)
    require(actor, PLAN, audit)
    form = forms.VisitForm(request.POST or None, viewer=actor, on=today(), audit=audit)
    if request.method == "POST" and run(form, commands.add_visit, audit, actor=actor):
        messages.success(request, _("Đã thêm lịch đánh giá."))
        return redirect(url_of(audit))
    return form_of(
        request, form, audit, title=_("Thêm lịch đánh giá"), submit=_("Thêm lịch"), folded=forms.VISIT_FOLDED
    )


@once
def visit_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a visit of a plan that is being written; who may not audit is greyed with the reason."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    require(actor, PLAN, visit.audit)
    form = forms.ChangeVisitForm(request.POST or None, viewer=actor, on=today(), audit=visit.audit, visit=visit)
    if request.method == "POST" and run(form, commands.change_visit, visit, actor=actor):
        messages.success(request, _("Đã lưu lịch đánh giá."))
        return redirect(url_of(visit.audit))
    return form_of(
        request,
        form,
        visit.audit,
        title=_("Lịch đánh giá: %s") % visit.unit,
        submit=_("Lưu"),
        folded=forms.VISIT_FOLDED,
    )


@once
@require_POST
def visit_remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a visit off a plan that is being written."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    audit = visit.audit
    require(actor, PLAN, audit)
    reasons = run_plain(remove_visit, visit, actor=actor)
    if reasons:
        blocked = [Blocked(title=_("Chưa bỏ được lịch này"), reasons=shown(reasons, actor))]
        return audit_shown(request, audit.slug, blocked=blocked)
    messages.success(request, _("Đã bỏ lịch đánh giá."))
    return redirect(url_of(audit))


@once
def visit_move(request: HttpRequest, slug: str) -> HttpResponse:
    """Change time and place of a visit whose plan is approved, with a reason."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    require(actor, PLAN, visit.audit)
    form = forms.MoveVisitForm(request.POST or None, viewer=actor, on=today(), visit=visit)
    words = {"title": _("Đổi giờ, địa điểm, đại diện: %s") % visit.unit, "submit": _("Đổi"), "folded": ()}
    return _act(request, form, visit, move_visit, done=_("Đã đổi và báo những người liên quan."), **words)


@once
def visit_set_aside(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a visit is not held, with a reason."""
    actor = request.actor
    visit = queries.get_visit(slug, viewer=actor)
    require(actor, PLAN, visit.audit)
    form = forms.ReasonForm(request.POST or None, initial={"version": visit.version})
    words = {
        "title": _("Không thực hiện lịch: %s") % visit.unit,
        "submit": _("Ghi không thực hiện"),
        "intro": _("Lịch này không còn giữ cuộc họp kết thúc; lý do được báo cho đơn vị và ghi trên báo cáo."),
    }
    return _act(request, form, visit, set_aside_visit, done=_("Đã ghi lịch không thực hiện."), **words)


def _act(request: HttpRequest, form: Any, visit: Visit, act: Any, *, done: str, **words: Any) -> HttpResponse:
    if request.method == "POST" and run(form, act, visit, actor=request.actor):
        messages.success(request, done)
        return redirect(url_of(visit.audit))
    return form_of(request, form, visit.audit, **words)
