"""Pages of amendments: the list, one with its texts side by side, submitted, issued, cancelled."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.approvals.models import Approval
from sotay.approvals.strips import strip_of, who_signs
from sotay.attachments.aside import aside
from sotay.commands import may, require
from sotay.exchange import export
from sotay.manual.amendments import commands, filters, forms, guards, queries, tables
from sotay.manual.amendments.models import Amendment
from sotay.manual.statements.queries import need_manual
from sotay.manual.tabs import address, crumb_to, tabs_for
from sotay.pages import guests_may_read, once, run, shown, url_of
from sotay.ui.formats import ngay
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Blocked, Empty, Link, NextAction, RecordPage, StateBadge, Step

State = Amendment.State
TONES = {
    State.DRAFT: "quiet",
    State.SUBMITTED: "now",
    State.APPROVED: "now",
    State.ISSUED: "done",
    State.WITHDRAWN: "stop",
}


@guests_may_read
def amendment_list(request: HttpRequest) -> HttpResponseBase:
    """List the amendments of the manual."""
    actor = request.actor
    require(actor, "manual.view_manual")
    chosen = filters.Amendments(request.GET, queryset=queries.list_amendments(viewer=actor))
    table = tables.Amendments(chosen.qs)
    if request.GET.get("export"):
        return export.answer(request, table, title=_("Đợt sửa đổi sổ tay"))
    allowed = may(actor, "manual.write_statement")
    add = Action(label=_("Mở đợt sửa đổi"), url=address(actor, "amendment_create"), icon="plus", primary=True)
    return list_page(
        request,
        title=_("Đợt sửa đổi"),
        tabs=tabs_for(actor, active="amendments"),
        filter=chosen,
        table=table,
        actions=[add] if allowed else [],
        empty=Empty(
            title=_("Chưa có đợt sửa đổi nào"),
            why=_(
                "Các bản sửa của sổ tay được gom thành một đợt, trình và phê duyệt một lần, rồi ban hành theo một quyết định."
            ),
            basis=_("7.5.3 · Kiểm soát thông tin dạng văn bản"),
            action=add if allowed else None,
        ),
    )


@once
def amendment_create(request: HttpRequest) -> HttpResponse:
    """Open an amendment."""
    actor = request.actor
    manual = need_manual(viewer=actor)
    require(actor, "manual.write_statement", manual)
    form = forms.OpenAmendment(request.POST or None)
    if request.method == "POST" and run(form, commands.open_amendment, manual, actor=actor, on=today()):
        messages.success(request, _("Đã mở đợt sửa đổi %s.") % form.result.code)
        return redirect(url_of(form.result))
    return form_page(
        request,
        form=form,
        title=_("Mở đợt sửa đổi"),
        submit=_("Mở đợt"),
        crumbs=[crumb_to(actor, "amendments")],
        cancel_url=address(actor, "amendment_list"),
    )


@guests_may_read
def amendment_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an amendment: the way it goes, and each text side by side."""
    actor = request.actor
    require(actor, "manual.view_manual")
    page = queries.get_amendment_page(slug, viewer=actor)
    amendment = page.amendment
    is_draft = amendment.state == State.DRAFT
    writes = is_draft and may(actor, "manual.write_statement", amendment)
    next_action, blocked = _next(actor, page)
    beside = aside(amendment, viewer=actor)
    return record_page(
        request,
        page=RecordPage(
            title=amendment.reason,
            kicker=f"{_('Đợt sửa đổi')} {amendment.code}",
            crumbs=[crumb_to(actor, "book"), crumb_to(actor, "amendments")],
            state=StateBadge(label=amendment.get_state_display(), tone=TONES[State(amendment.state)]),
            actions=_actions(actor, amendment),
            steps=_steps(page),
            next_action=next_action,
            blocked=blocked,
            facts=_facts(page),
            **beside | {"links": [*_links(actor, page), *(beside["links"] or ())]},
        ),
        template="manual/amendments/detail.html",
        context={"shown": page, "amendment": amendment, "writes": writes},
    )


@once
def amendment_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit an amendment for approval."""
    return _act(
        request,
        slug,
        forms.Submit,
        commands.submit_amendment,
        permission="manual.submit_amendment",
        title=_("Trình duyệt"),
        done=_("Đã trình duyệt."),
        intro=_("Mọi bản sửa trong đợt được xem cạnh nhau và phê duyệt một lần."),
    )


@once
def amendment_issue(request: HttpRequest, slug: str) -> HttpResponse:
    """Put an approved amendment into force by its decision."""
    return _act(
        request,
        slug,
        forms.Issue,
        commands.issue_amendment,
        permission="manual.issue_amendment",
        title=_("Ban hành"),
        done=_("Đã ban hành; nội dung mới có hiệu lực."),
        intro=_("Nội dung đã duyệt thay nội dung đang có hiệu lực theo quyết định này."),
    )


@once
def amendment_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Cancel an amendment."""
    return _act(
        request,
        slug,
        forms.Withdraw,
        commands.withdraw_amendment,
        permission="manual.submit_amendment",
        title=_("Hủy đợt sửa đổi"),
        done=_("Đã hủy đợt sửa đổi; các bản sửa vẫn xem được."),
        intro=_("Nội dung đang có hiệu lực không thay đổi."),
        dated=False,
    )


def _act(
    request: HttpRequest,
    slug: str,
    form_class: Any,
    act: Any,
    *,
    permission: str,
    title: str,
    done: str,
    intro: str,
    dated: bool = True,
) -> HttpResponse:
    """Ask for what an act needs and do it; `dated` acts get today as the day they are entered."""
    actor = request.actor
    amendment = queries.get_amendment(slug, viewer=actor)
    require(actor, permission, amendment)
    files = (request.FILES or None,) if request.method == "POST" else ()
    form = form_class(request.POST or None, *files, amendment=amendment)
    more = {"on": today()} if dated else {}
    if request.method == "POST" and run(form, act, amendment, actor=actor, **more):
        messages.success(request, done)
        return redirect(url_of(amendment))
    return form_page(
        request,
        form=form,
        title=title,
        kicker=str(amendment),
        intro=intro,
        submit=title,
        crumbs=[crumb_to(actor, "amendments"), Link(label=amendment.code, url=url_of(amendment))],
        cancel_url=url_of(amendment),
        folded=("signer_name", "signer_title") if form_class is forms.Issue else (),
    )


def _next(actor: Actor, page: queries.AmendmentPage) -> tuple[NextAction | None, list[Blocked]]:
    """Return the one thing to do next, or the reasons it cannot be done yet."""
    amendment = page.amendment
    if amendment.state == State.DRAFT and may(actor, "manual.submit_amendment", amendment):
        if reasons := shown(guards.why_not_submit(amendment), actor):
            return None, [Blocked(title=_("Chưa trình được"), reasons=reasons)]
        url = address(actor, "amendment_submit", slug=amendment.slug)
        action = Action(label=_("Trình duyệt"), url=url, icon="send", primary=True)
        return NextAction(
            title=_("Trình duyệt cả đợt"), note=_("Soát xét, phê duyệt một lần cho mọi nội dung."), action=action
        ), []
    if amendment.state == State.SUBMITTED and page.approval is not None:
        return _awaited(actor, page), []
    if amendment.state == State.APPROVED and may(actor, "manual.issue_amendment", amendment):
        if reasons := shown(guards.why_not_issue(amendment), actor):
            return None, [Blocked(title=_("Chưa ban hành được"), reasons=reasons)]
        url = address(actor, "amendment_issue", slug=amendment.slug)
        action = Action(label=_("Ban hành"), url=url, icon="rubber-stamp", primary=True)
        return NextAction(title=_("Ghi quyết định ban hành"), note=_("Đã duyệt, chờ ban hành."), action=action), []
    return None, []


def _awaited(actor: Actor, page: queries.AmendmentPage) -> NextAction:
    approval: Approval = page.approval  # type: ignore[assignment]
    current = next((step for step in page.steps if step.done_at is None), None)
    if may(actor, "approvals.decide", approval):
        action = Action(label=_("Xem và quyết định"), url=url_of(approval), icon="check", primary=True)
        return NextAction(title=_("Chờ anh, chị quyết định"), note=current.label if current else "", action=action)
    enters = may(actor, "approvals.enter_paper", approval)
    action = Action(
        label=_("Nhập văn bản đã ký") if enters else _("Xem lần trình"),
        url=url_of(approval),
        icon="signature" if enters else "eye",
    )
    title = _("Chờ %s") % who_signs(current) if current else _("Đang trình")
    return NextAction(title=title, note=current.label if current else "", action=action)


def _actions(actor: Actor, amendment: Amendment) -> list[Action]:
    if not may(actor, "manual.submit_amendment", amendment) or any(guards.why_not_withdraw(amendment)):
        return []
    url = address(actor, "amendment_withdraw", slug=amendment.slug)
    return [Action(label=_("Hủy đợt"), url=url, icon="circle-x", danger=True)]


def _steps(page: queries.AmendmentPage) -> list[Step]:
    amendment = page.amendment
    first = Step(label=_("Soạn"), state="now" if amendment.state == State.DRAFT else "done")
    last = Step(
        label=_("Ban hành"),
        state={State.ISSUED: "done", State.APPROVED: "now", State.WITHDRAWN: "skipped"}.get(
            State(amendment.state), "todo"
        ),
        note=ngay(amendment.issued_date) if amendment.issued_date else "",
    )
    if page.approval is None or amendment.state == State.DRAFT:
        waits = "skipped" if amendment.state == State.WITHDRAWN else "todo"
        return [first, Step(label=_("Trình"), state=waits), Step(label=_("Phê duyệt"), state=waits), last]
    return [first, *strip_of(page.approval, page.steps), last]


def _facts(page: queries.AmendmentPage) -> list[tuple[str, Any]]:
    amendment = page.amendment
    facts: list[tuple[str, Any]] = []
    if amendment.approved_date:
        facts.append((_("Ngày phê duyệt"), ngay(amendment.approved_date)))
    if amendment.state == State.ISSUED and page.decision:
        facts.append((_("Quyết định ban hành"), f"{page.decision.number}, {ngay(page.decision.date)}"))
        facts.append((_("Lần ban hành / lần sửa đổi"), f"{amendment.edition:02d} / {amendment.revision:02d}"))
    returned = page.approval and page.approval.state == Approval.State.RETURNED and amendment.state == State.DRAFT
    if returned:
        last = [vote for step in page.steps for vote in step.votes.all() if vote.word == "RETURNED"]
        facts.extend((_("Trả lại"), f"{vote.note} ({vote.user})") for vote in last)
    return facts


def _links(actor: Actor, page: queries.AmendmentPage) -> list[Link]:
    links = []
    if page.approval is not None and actor.is_member:
        links.append(
            Link(label=_("Lần trình %s") % ngay(localdate(page.approval.submitted_at)), url=url_of(page.approval))
        )
    return links
