"""Pages of the quality policy."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.attachments.aside import aside
from sotay.commands import may, require
from sotay.context.tabs import crumb_to, tabs_for
from sotay.exchange import export
from sotay.leadership.policy import commands, filters, forms, guards, queries, tables
from sotay.leadership.policy.models import Policy
from sotay.pages import found, guests_may_read, once, run, run_plain, shown, url_of
from sotay.ui.formats import ngay
from sotay.ui.markdown import render
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Blocked, Empty, NextAction, RecordPage, StateBadge

TONES = {
    Policy.State.DRAFT: "quiet",
    Policy.State.SUBMITTED: "now",
    Policy.State.IN_FORCE: "done",
    Policy.State.SUPERSEDED: "stop",
}


def address(actor: Actor, name: str, **kwargs: object) -> str:
    """Return the address of a page of this area below the actor's agency."""
    return reverse(f"leadership:{name}", kwargs={"agency": actor.agency.short_name, **kwargs})


@guests_may_read
def policy_detail(request: HttpRequest) -> HttpResponse:
    """Show the policy in force, or how to begin one."""
    actor = request.actor
    require(actor, "leadership.view_policy")
    return _page(request, queries.get_policy_page(viewer=actor, on=today()))


@guests_may_read
def policy_edition(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Show one edition: prepared, in force or superseded."""
    actor = request.actor
    require(actor, "leadership.view_policy")
    page = queries.get_edition_page(slug, viewer=actor, on=today())
    return _page(request, page, crumbs=[crumb_to(actor, "policy")])


@once
@require_POST
def policy_read(request: HttpRequest) -> HttpResponse:
    """Keep that the reader has read and understood the policy in force."""
    actor = request.actor
    require(actor, "leadership.read_policy")
    page = queries.get_policy_page(viewer=actor, on=today())
    reasons = run_plain(commands.confirm_reading, found(page.policy), actor=actor, on=today())
    if reasons:
        return _page(request, page, blocked=[Blocked(title=_("Chưa xác nhận được"), reasons=shown(reasons, actor))])
    messages.success(request, _("Đã ghi: anh, chị đã đọc và hiểu chính sách chất lượng."))
    return redirect(address(actor, "policy_detail"))


def policy_readers(request: HttpRequest) -> HttpResponseBase:
    """List who has confirmed the policy in force and who has not, with words to remind them."""
    actor = request.actor
    require(actor, "leadership.write_policy")
    policy = queries.get_in_force(viewer=actor)
    readers = queries.list_readers(policy, on=today())
    chosen = filters.Readers(request.GET, readers)
    table = tables.Readers(chosen.qs)
    title = _("Xác nhận đã đọc và hiểu")
    if request.GET.get("export"):
        return export.answer(request, table, title=title)
    waiting = [one for one in readers if one.read_date is None]
    return list_page(
        request,
        title=title,
        kicker=str(policy),
        crumbs=[crumb_to(actor, "policy")],
        filter=chosen,
        table=table,
        template="leadership/policy/readers.html",
        context={"reminder": _reminder(request, policy, waiting) if waiting else ""},
    )


@once
def policy_prepare(request: HttpRequest) -> HttpResponse:
    """Begin a new edition from the text in force."""
    actor = request.actor
    require(actor, "leadership.write_policy")
    current = queries.get_policy_page(viewer=actor, on=today()).policy
    form = forms.PolicyForm(request.POST or None, initial={"text": current.text if current else ""})
    if request.method == "POST" and run(form, commands.prepare_policy, actor.agency, actor=actor):
        messages.success(request, _("Đã lưu %s.") % form.result)
        return redirect(url_of(form.result))
    return _form(request, form, title=_("Soạn chính sách chất lượng"), submit=_("Lưu"), back="")


@once
def policy_edit(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Change the text of an edition being prepared."""
    actor = request.actor
    policy = queries.get_edition(slug, viewer=actor)
    require(actor, "leadership.write_policy", policy)
    form = forms.ChangePolicyForm(request.POST or None, policy=policy)
    if request.method == "POST" and run(form, commands.change_policy, policy, actor=actor):
        messages.success(request, _("Đã lưu nội dung chính sách."))
        return redirect(url_of(policy))
    return _form(request, form, title=_("Sửa nội dung chính sách"), submit=_("Lưu"), back=url_of(policy))


@once
def policy_submit(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Submit an edition to the head."""
    actor = request.actor
    policy = queries.get_edition(slug, viewer=actor)
    require(actor, "leadership.write_policy", policy)
    form = forms.SubmitForm(request.POST or None, policy=policy)
    if request.method == "POST" and run(form, commands.submit_policy, policy, actor=actor, on=today()):
        messages.success(request, _("Đã trình người đứng đầu phê duyệt."))
        return redirect(url_of(policy))
    return _form(
        request,
        form,
        title=_("Trình chính sách chất lượng"),
        submit=_("Trình"),
        back=url_of(policy),
        kicker=str(policy),
    )


@once
def policy_post(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Keep where the policy is made known."""
    actor = request.actor
    policy = queries.get_edition(slug, viewer=actor)
    require(actor, "leadership.write_policy", policy)
    form = forms.PostingForm(request.POST or None)
    if request.method == "POST" and run(form, commands.post_policy, policy, actor=actor):
        messages.success(request, _("Đã ghi nơi niêm yết."))
        return redirect(url_of(policy))
    return _form(
        request,
        form,
        title=_("Ghi nơi niêm yết"),
        submit=_("Ghi nơi niêm yết"),
        back=url_of(policy),
        kicker=str(policy),
    )


def _form(request: HttpRequest, form: Any, *, back: str, **words: Any) -> HttpResponse:
    return form_page(
        request,
        form=form,
        crumbs=[crumb_to(request.actor, "policy")],
        cancel_url=back or address(request.actor, "policy_detail"),
        folded=(),
        **words,
    )


def _page(request: HttpRequest, page: queries.PolicyPage, **more: Any) -> HttpResponse:
    actor, policy = request.actor, page.policy
    writes = may(actor, "leadership.write_policy")
    begin = Action(label=_("Soạn chính sách"), url=address(actor, "policy_prepare"), icon="pencil", primary=True)
    empty = Empty(
        title=_("Chưa có chính sách chất lượng đang có hiệu lực"),
        why=_("Người đứng đầu thiết lập chính sách chất lượng; từng người đọc, hiểu và làm theo."),
        basis=_("5.2 · Chính sách"),
        action=begin if writes and page.prepared is None else None,
    )
    confirms = bool(page.my_due_date and page.my_read_date is None and may(actor, "leadership.read_policy"))
    blocked = more.pop("blocked", [])
    if writes and policy and policy.is_sample and policy.state == Policy.State.DRAFT:
        reasons = shown(guards.why_not_submit(policy), actor)
        blocked = [*blocked, Blocked(title=_("Chưa trình được"), reasons=reasons)]
    return record_page(
        request,
        page=RecordPage(
            title=_("Chính sách chất lượng"),
            kicker=_("Lần ban hành %02d") % policy.edition if policy else "",
            state=StateBadge(label=policy.get_state_display(), tone=TONES[Policy.State(policy.state)])
            if policy
            else None,
            actions=_actions(actor, page) if policy and writes else [],
            next_action=_confirmation(actor, page) if confirms else None,
            blocked=blocked,
            **(aside(policy, viewer=actor) if policy else {}),
            **more,
        ),
        template="leadership/policy/detail.html",
        status=422 if blocked and request.method == "POST" else 200,
        context={
            "shown": page,
            "policy": policy,
            "text": render(policy.text) if policy else "",
            "tabs": tabs_for(actor, active="policy"),
            "empty": empty,
            "writes": writes,
            "facts": _facts(policy) if policy else [],
            "approval_url": url_of(page.approval) if page.approval and actor.is_member else "",
        },
    )


def _confirmation(actor: Actor, page: queries.PolicyPage) -> NextAction:
    return NextAction(
        title=_("Đọc chính sách rồi xác nhận, chậm nhất ngày %s") % ngay(page.my_due_date),
        action=Action(
            label=_("Tôi đã đọc và hiểu"), url=address(actor, "policy_read"), icon="check", post=True, primary=True
        ),
    )


def _facts(policy: Policy) -> list[tuple[str, Any]]:
    facts = []
    if policy.approved_date:
        facts.append((_("Có hiệu lực từ ngày"), ngay(policy.approved_date)))
    if policy.superseded_date:
        facts.append((_("Hết hiệu lực từ ngày"), ngay(policy.superseded_date)))
    if policy.reason:
        facts.append((_("Lý do ban hành, sửa đổi"), policy.reason))
    return facts


def _actions(actor: Actor, page: queries.PolicyPage) -> list[Action]:
    policy = page.policy
    if policy.state == Policy.State.DRAFT:
        actions = [Action(label=_("Sửa"), url=address(actor, "policy_edit", slug=policy.uuid), icon="pencil")]
        if not policy.is_sample:
            url = address(actor, "policy_submit", slug=policy.uuid)
            actions.append(Action(label=_("Trình phê duyệt"), url=url, icon="send", primary=True))
        return actions
    if policy.state != Policy.State.IN_FORCE:
        return []
    url = address(actor, "policy_post", slug=policy.uuid)
    actions = [Action(label=_("Ghi nơi niêm yết"), url=url, icon="map-pin")]
    if page.prepared is None:
        actions.append(Action(label=_("Soạn lần mới"), url=address(actor, "policy_prepare"), icon="pencil"))
    return actions


def _reminder(request: HttpRequest, policy: Policy, waiting: list[queries.Reader]) -> str:
    """Return words that can be sent to those who have not confirmed."""
    lines = [
        _("Đề nghị các đồng chí sau đọc và xác nhận “%s”:") % policy,
        *(f"- {one.name}{f' ({one.units})' if one.units else ''}, {_('hạn')} {ngay(one.due_date)}" for one in waiting),
        request.build_absolute_uri(address(request.actor, "policy_detail")),
    ]
    return "\n".join(lines)
