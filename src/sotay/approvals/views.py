"""Pages of approvals: what waits for me, all rounds, one round and the words given to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.approvals import commands, filters, forms, purposes, queries, tables
from sotay.approvals.guards import is_asked
from sotay.approvals.models import Approval
from sotay.approvals.strips import strip_of, who_signs
from sotay.approvals.wording import Wording
from sotay.blobs.storage import open_blob
from sotay.commands import may, require
from sotay.exchange import export
from sotay.journal.queries import entries_of
from sotay.journal.sentences import name_of, told_of
from sotay.pages import found, once, run, url_of, url_of_known
from sotay.ui.formats import luc, ngay
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, FileLine, HistoryLine, Link, NextAction, RecordPage, StateBadge, Tab

TONES = {
    Approval.State.OPEN: "now",
    Approval.State.RETURNED: "warn",
    Approval.State.APPROVED: "done",
    Approval.State.WITHDRAWN: "stop",
}


def address(actor: Actor, name: str, **kwargs: object) -> str:
    """Return the address of a page of approvals below the actor's agency."""
    return reverse(f"approvals:{name}", kwargs={"agency": actor.agency.short_name, **kwargs})


def approval_list(request: HttpRequest) -> HttpResponseBase:
    """List what waits for the viewer's word, or all rounds of the agency."""
    actor = request.actor
    require(actor, "approvals.view_approval")
    everything = request.GET.get("show") == "all" or "state" in request.GET
    waiting = queries.awaiting(actor, on=today())
    rounds = queries.list_approvals(viewer=actor)
    if not everything:
        rounds = rounds.filter(pk__in=[one.pk for one in waiting])
    chosen = filters.Approvals(request.GET, queryset=rounds)
    table = tables.Approvals(chosen.qs, page_of=url_of)
    if request.GET.get("export"):
        return export.answer(request, table, title=_("Phê duyệt"))
    own = address(actor, "approval_list")
    routes = Action(label=_("Tuyến phê duyệt"), url=address(actor, "route_list"), icon="route")
    return list_page(
        request,
        title=_("Phê duyệt"),
        tabs=[
            Tab(label=_("Chờ tôi duyệt"), url=own, active=not everything, count=len(waiting)),
            Tab(label=_("Tất cả"), url=f"{own}?show=all", active=everything),
        ],
        filter=chosen if everything else None,
        table=table,
        actions=[routes] if may(actor, "approvals.manage_routes") else [],
        empty=Empty(
            title=_("Không có gì chờ duyệt"),
            why=_(
                "Nội dung được trình cho vai trò của anh, chị sẽ nằm ở đây cho đến khi anh, chị phê duyệt hoặc trả lại."
            ),
            basis=_("7.5.2 · Xem xét và phê duyệt"),
        ),
    )


def approval_detail(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Show a round: its set with what is pinned, its steps, and what the viewer can do."""
    return _page(request, queries.get_approval_page(slug, viewer=request.actor))


@once
@require_POST
def approval_approve(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Give the word of the current step."""
    actor = request.actor
    page = queries.get_approval_page(slug, viewer=actor)
    require(actor, "approvals.decide", page.approval)
    items = [one.item for one in page.items if not one.item.left_out]
    form = forms.Approve(request.POST, items=items, version=page.approval.version)
    if run(form, commands.approve, page.approval, actor=actor, on=today()):
        approved = form.result.state == Approval.State.APPROVED
        messages.success(
            request, str(page.purpose.wording.done) if approved else _("Đã đồng ý; chuyển bước tiếp theo.")
        )
        return redirect(url_of(page.approval))
    return _page(request, page, form=form)


@once
def approval_return(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Send the set back with a reason."""
    approval = queries.get_approval(slug, viewer=request.actor)
    require(request.actor, "approvals.decide", approval)
    form = forms.WithReason(request.POST or None, approval=approval)
    return _act(
        request,
        approval,
        form,
        commands.return_with_reason,
        title=_("Trả lại"),
        done=_("Đã trả lại cho người trình."),
        intro=_("Người trình sửa theo lý do này rồi trình lại."),
    )


@once
def approval_withdraw(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Take the set back."""
    approval = queries.get_approval(slug, viewer=request.actor)
    require(request.actor, "approvals.withdraw", approval)
    form = forms.WithReason(request.POST or None, approval=approval)
    return _act(
        request,
        approval,
        form,
        commands.withdraw,
        title=_("Rút lại"),
        done=_("Đã rút lại."),
        intro=_("Nội dung trở về để sửa tiếp."),
    )


@once
def approval_paper(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Enter the signed paper that approves the set."""
    approval = queries.get_approval(slug, viewer=request.actor)
    require(request.actor, "approvals.enter_paper", approval)
    form = forms.SignedPaper(request.POST or None, request.FILES or None, approval=approval)
    wording = purposes.get(approval.purpose).wording
    return _act(
        request,
        approval,
        form,
        commands.approve_by_paper,
        title=_("Nhập văn bản đã ký"),
        done=str(wording.entered),
        intro=str(wording.entering),
    )


def approval_file(request: HttpRequest, slug: UUID) -> FileResponse:
    """Give the signed copy that approved a set."""
    actor = request.actor
    approval = queries.get_approval(slug, viewer=actor)
    require(actor, "approvals.view_approval", approval)
    paper = found(approval.paper)
    blob = found(paper.file)
    return FileResponse(open_blob(blob), as_attachment=True, filename=paper.file_name, content_type=blob.media_type)


def _act(
    request: HttpRequest, approval: Approval, form: Any, act: Any, *, title: str, done: str, intro: str
) -> HttpResponse:
    if request.method == "POST" and run(form, act, approval, actor=request.actor):
        messages.success(request, done)
        return redirect(url_of(approval))
    return form_page(
        request,
        form=form,
        title=title,
        kicker=approval.title,
        intro=intro,
        submit=title,
        crumbs=[Link(label=_("Phê duyệt"), url=address(request.actor, "approval_list"))],
        cancel_url=url_of(approval),
        folded=(),
    )


def _page(request: HttpRequest, page: queries.ApprovalPage, *, form: forms.Approve | None = None) -> HttpResponse:
    actor, approval = request.actor, page.approval
    require(actor, "approvals.view_approval", approval)
    is_open = approval.state == Approval.State.OPEN
    decides = is_open and may(actor, "approvals.decide", approval) and is_asked(page.current, actor, on=today())
    if form is None and decides:
        items = [one.item for one in page.items if not one.item.left_out]
        form = forms.Approve(items=items, version=approval.version)
    agency = actor.agency.short_name
    files = []
    if approval.paper and approval.paper.file:
        url = address(actor, "approval_file", slug=approval.uuid)
        files.append(FileLine(name=approval.paper.file_name, url=url, size=approval.paper.file.size))
    return record_page(
        request,
        page=RecordPage(
            title=approval.title,
            kicker=page.purpose.label,
            crumbs=[Link(label=_("Phê duyệt"), url=address(actor, "approval_list"))],
            state=StateBadge(label=page.purpose.wording.state_of(approval), tone=TONES[Approval.State(approval.state)]),
            actions=_actions(actor, approval, is_open=is_open),
            steps=strip_of(approval, page.steps),
            next_action=None if decides else _awaited(page),
            facts=_facts(approval, page.purpose.wording),
            history=[
                HistoryLine(what=told_of(one), who=name_of(one.actor_name), at=one.at, why=one.reason)
                for one in entries_of(page.carrier.ref if page.carrier else approval, viewer=actor)
            ],
            links=[Link(label=page.carrier.title, url=url_of_known(page.carrier, agency=agency))]
            if page.carrier
            else None,
            files=files or None,
        ),
        template="approvals/detail.html",
        status=422 if form is not None and form.errors else 200,
        context={
            "shown": page,
            "approval": approval,
            "form": form,
            "decides": decides,
            "is_last": sum(step.done_at is None for step in page.steps) == 1,
            "items": [(one, url_of_known(one.known, agency=agency) if one.known else "") for one in page.items],
            "votes": [(step, vote) for step in page.steps for vote in step.votes.all()],
            "may_return_url": address(actor, "approval_return", slug=approval.uuid) if decides else "",
        },
    )


def _actions(actor: Actor, approval: Approval, *, is_open: bool) -> list[Action]:
    actions = []
    if is_open and may(actor, "approvals.enter_paper", approval):
        url = address(actor, "approval_paper", slug=approval.uuid)
        actions.append(Action(label=_("Nhập văn bản đã ký"), url=url, icon="signature"))
    if is_open and may(actor, "approvals.withdraw", approval):
        url = address(actor, "approval_withdraw", slug=approval.uuid)
        actions.append(Action(label=_("Rút lại"), url=url, icon="arrow-back-up"))
    return actions


def _awaited(page: queries.ApprovalPage) -> NextAction | None:
    step = page.current
    if step is None or page.approval.state != Approval.State.OPEN:
        return None
    return NextAction(title=_("Chờ %s") % who_signs(step), note=step.label)


def _facts(approval: Approval, wording: Wording) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("Người trình"), f"{approval.author}, {luc(approval.submitted_at)}"),
        (_("Nội dung trình"), approval.note or "–"),
    ]
    if approval.approved_date:
        facts.append((str(wording.day), ngay(approval.approved_date)))
        facts.append((str(wording.way), approval.get_way_display()))
    if approval.paper:
        signer = ", ".join(filter(None, [approval.paper.signer_name, approval.paper.signer_title]))
        facts.append((_("Văn bản đã ký"), f"{approval.paper.number}, {ngay(approval.paper.date)} – {signer}"))
    if approval.decided_at:
        facts.append((_("Ngày nhập"), luc(approval.decided_at)))
    facts.append((_("Mã nội dung"), approval.content_hash[:12]))
    return facts
