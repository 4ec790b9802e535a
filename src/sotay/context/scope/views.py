"""Pages of the scope."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.attachments.aside import aside
from sotay.commands import may, require
from sotay.context.scope import commands, forms, guards, queries
from sotay.context.scope.models import Scope
from sotay.context.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read, once, run, shown, url_of
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Action, Blocked, Empty, RecordPage, StateBadge

TONES = {
    Scope.State.DRAFT: "quiet",
    Scope.State.SUBMITTED: "now",
    Scope.State.IN_FORCE: "done",
    Scope.State.SUPERSEDED: "stop",
}


@guests_may_read
def scope_detail(request: HttpRequest) -> HttpResponse:
    """Show the scope in force, or how to begin one."""
    require(request.actor, "context.view_scope")
    return _page(request, queries.get_scope_page(viewer=request.actor))


@guests_may_read
def scope_edition(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Show one edition: prepared, in force or superseded."""
    actor = request.actor
    require(actor, "context.view_scope")
    return _page(request, queries.get_scope_page(viewer=actor, slug=slug), crumbs=[crumb_to(actor, "scope")])


@once
def scope_prepare(request: HttpRequest) -> HttpResponse:
    """Begin a new edition from the one in force."""
    actor = request.actor
    require(actor, "context.write_scope")
    form = forms.ScopeForm(request.POST or None, scope=queries.get_scope_page(viewer=actor).scope)
    if request.method == "POST" and run(form, commands.prepare_scope, actor.agency, actor=actor):
        messages.success(request, _("Đã lưu %s.") % form.result)
        return redirect(url_of(form.result))
    back = address(actor, "scope_detail")
    return _form(request, form, title=_("Soạn phạm vi áp dụng"), submit=_("Lưu"), cancel_url=back)


@once
def scope_edit(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Change an edition being prepared."""
    actor = request.actor
    scope = queries.get_edition(slug, viewer=actor)
    require(actor, "context.write_scope", scope)
    form = forms.ChangeScopeForm(request.POST or None, scope=scope)
    if request.method == "POST" and run(form, commands.change_scope, scope, actor=actor):
        messages.success(request, _("Đã lưu phạm vi áp dụng."))
        return redirect(url_of(scope))
    return _form(request, form, title=_("Sửa phạm vi áp dụng"), submit=_("Lưu"), cancel_url=url_of(scope))


@once
def scope_submit(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Submit an edition to the head."""
    actor = request.actor
    scope = queries.get_edition(slug, viewer=actor)
    require(actor, "context.write_scope", scope)
    form = forms.SubmitForm(request.POST or None, scope=scope)
    if request.method == "POST" and run(form, commands.submit_scope, scope, actor=actor, on=today()):
        messages.success(request, _("Đã trình người đứng đầu phê duyệt."))
        return redirect(url_of(scope))
    return _form(request, form, title=_("Trình phạm vi áp dụng"), submit=_("Trình"), cancel_url=url_of(scope))


def _form(request: HttpRequest, form: Any, **words: Any) -> HttpResponse:
    return form_page(request, form=form, crumbs=[crumb_to(request.actor, "scope")], folded=(), **words)


def _page(request: HttpRequest, page: queries.ScopePage, **more: Any) -> HttpResponse:
    actor, scope = request.actor, page.scope
    writes = may(actor, "context.write_scope")
    begin = Action(label=_("Soạn phạm vi"), url=address(actor, "scope_prepare"), icon="pencil", primary=True)
    reasons = shown(guards.why_not_submit(scope), actor) if writes and scope and scope.state == "DRAFT" else []
    return record_page(
        request,
        page=RecordPage(
            title=_("Phạm vi áp dụng"),
            kicker=_("Lần %02d") % scope.edition if scope else "",
            state=StateBadge(label=scope.get_state_display(), tone=TONES[Scope.State(scope.state)]) if scope else None,
            actions=_actions(actor, page, may_submit=not reasons) if scope and writes else [],
            blocked=[Blocked(title=_("Chưa trình được"), reasons=reasons)] if reasons else [],
            **(aside(scope, viewer=actor) if scope else {}),
            **more,
        ),
        template="context/scope/detail.html",
        context={
            "shown": page,
            "scope": scope,
            "covered": page.covered,
            "tabs": tabs_for(actor, active="scope"),
            "empty": Empty(
                title=_("Chưa có phạm vi áp dụng đang có hiệu lực"),
                why=_("Hệ thống bao trùm lĩnh vực nào, địa điểm nào; điều khoản nào không áp dụng và vì sao."),
                basis=_("4.3 · Xác định phạm vi của hệ thống"),
                action=begin if writes and page.prepared is None else None,
            ),
            "approval_url": url_of(page.approval) if page.approval and actor.is_member else "",
        },
    )


def _actions(actor: Actor, page: queries.ScopePage, *, may_submit: bool) -> list[Action]:
    scope = page.scope
    if scope.state == Scope.State.DRAFT:
        actions = [Action(label=_("Sửa"), url=address(actor, "scope_edit", slug=scope.uuid), icon="pencil")]
        if may_submit:
            url = address(actor, "scope_submit", slug=scope.uuid)
            actions.append(Action(label=_("Trình phê duyệt"), url=url, icon="send", primary=True))
        return actions
    if scope.state == Scope.State.IN_FORCE and page.prepared is None:
        return [Action(label=_("Soạn lần mới"), url=address(actor, "scope_prepare"), icon="pencil")]
    return []
