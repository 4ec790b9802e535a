"""What the pages of a document and of a revision share: strip, next action, addresses of pages built on floors above."""

from typing import Any

from django.urls import NoReverseMatch
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.approvals.strips import strip_of, who_signs
from sotay.commands import may
from sotay.pages import url_of
from sotay.support.documents.models import Document, Revision
from sotay.support.documents.queries import Round
from sotay.support.tabs import address
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Link, NextAction, Step

State = Revision.State
TONES = {
    State.DRAFT: "quiet",
    State.SUBMITTED: "now",
    State.APPROVED: "now",
    State.IN_FORCE: "done",
    State.SUPERSEDED: "stop",
    State.WITHDRAWN: "stop",
    State.DROPPED: "stop",
}
DOCUMENT_TONES = {
    Document.State.DRAFT: "quiet",
    Document.State.IN_FORCE: "done",
    Document.State.WITHDRAWN: "stop",
    Document.State.DROPPED: "stop",
}


def page_above(viewer: Actor, name: str, *, query: str = "", **kwargs: Any) -> str:
    """Return the address of a page a floor above this one built; empty where it is not installed."""
    try:
        return address(viewer, name, **kwargs) + query
    except NoReverseMatch:
        return ""


def issue_url(viewer: Actor, revision: Revision) -> str:
    """Return where an approved revision is issued."""
    return page_above(viewer, "issue_new", query=f"?revision={revision.uuid}")


def steps_of(revision: Revision, round_: Round | None) -> list[Step]:
    """Return the way of a revision: written, reviewed, approved, issued, in force."""
    state = State(revision.state)
    first = Step(label=_("Soạn thảo"), state="now" if state == State.DRAFT else "done", note=str(revision.author))
    if round_ is not None and state != State.DRAFT:
        middle = strip_of(round_.approval, round_.steps)[1:]  # who submitted it is who wrote it, or told beside it
    elif state == State.DRAFT:
        middle = [Step(label=_("Soát xét"), state="todo"), Step(label=_("Phê duyệt"), state="todo")]
    else:  # approved before this system, or seen by who may not see the round
        middle = [Step(label=_("Phê duyệt"), state="done", note=ngay(revision.approved_date))]
    issued = revision.in_force_date is not None
    decision = revision.decision
    issue = Step(
        label=_("Ban hành"),
        state="done" if issued else "now" if state == State.APPROVED else "todo",
        note=f"{decision.number}, {ngay(decision.date)}" if decision else "",
    )
    held = Step(
        label=_("Có hiệu lực"),
        state="done" if state in Revision.ISSUED else "now" if issued else "todo",
        note=ngay(revision.in_force_date) if revision.in_force_date else "",
    )
    steps = [first, *middle, issue, held]
    if revision.ended_date is not None and state in {State.SUPERSEDED, State.WITHDRAWN}:
        steps.append(Step(label=str(state.label), state="done", note=ngay(revision.ended_date)))
    return steps


def next_action(
    revision: Revision, round_: Round | None, *, viewer: Actor, held_up: bool, is_of_former: bool
) -> NextAction | None:
    """Return the one thing to do next with a revision that is being prepared."""
    writes = may(viewer, "support.write_document", revision)
    page: dict[str, Any] = {"slug": revision.slug}
    if revision.state == State.DRAFT and writes:
        if held_up:
            url = address(viewer, "revision_change", **page)
            action = Action(label=_("Soạn nội dung"), url=url, icon="pencil", primary=True)
            return NextAction(title=_("Soạn nội dung"), note=revision.number, action=action)
        url = address(viewer, "revision_submit", **page)
        action = Action(label=_("Trình soát xét, phê duyệt"), url=url, icon="send", primary=True)
        return NextAction(title=_("Đã đủ nội dung để trình"), note=revision.number, action=action)
    if revision.state == State.SUBMITTED and round_ is not None and viewer.is_member:
        return _awaited(round_, viewer)
    if revision.state != State.APPROVED:
        return None
    if revision.in_force_date is not None:
        day = ngay(revision.in_force_date)
        return NextAction(title=_("Đã ban hành, có hiệu lực từ ngày %s") % day, note=revision.number)
    if is_of_former and writes:
        url = address(viewer, "revision_reopen", **page)
        action = Action(label=_("Mở lại để trình lại"), url=url, icon="lock-open", primary=True)
        return NextAction(title=_("Nội dung đã thay đổi: phê duyệt này thuộc bản trước"), action=action)
    title, note = _("Đã phê duyệt, chờ ban hành"), revision.number
    url = issue_url(viewer, revision)
    if may(viewer, "support.issue_documents", revision) and url:
        return NextAction(
            title=title, note=note, action=Action(label=_("Ban hành"), url=url, icon="rubber-stamp", primary=True)
        )
    return NextAction(title=title, note=note)


def _awaited(round_: Round, viewer: Actor) -> NextAction:
    approval, current = round_.approval, round_.current
    note = str(current.label) if current else ""
    if may(viewer, "approvals.decide", approval):
        action = Action(label=_("Xem và quyết định"), url=url_of(approval), icon="check", primary=True)
        return NextAction(title=_("Chờ anh, chị quyết định"), note=note, action=action)
    enters = may(viewer, "approvals.enter_paper", approval)
    action = Action(
        label=_("Nhập văn bản đã ký") if enters else _("Xem lần trình"),
        url=url_of(approval),
        icon="signature" if enters else "eye",
    )
    return NextAction(title=_("Chờ %s") % who_signs(current) if current else _("Đang trình"), note=note, action=action)


def round_links(round_: Round | None, viewer: Actor) -> list[Link]:
    """Return the link to the round a revision went through, for members."""
    if round_ is None or not viewer.is_member:
        return []
    day = ngay(localdate(round_.approval.submitted_at))
    return [Link(label=_("Lần trình ngày %s") % day, url=url_of(round_.approval))]
