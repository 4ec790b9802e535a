"""What stands around a list of hand-over or disposal on its page."""

from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.approvals.strips import awaited, strip_of
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.pages import Shown, shown, url_of
from sotay.support.records.models import Transfer
from sotay.support.records.nav import crumb_to_page
from sotay.support.records.transfers import guards
from sotay.support.records.transfers.queries import TransferPage
from sotay.support.tabs import address
from sotay.ui.formats import ngay, so
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step

State, Manner = Transfer.State, Transfer.Manner
TONES = {
    State.DRAFT: "quiet",
    State.SUBMITTED: "now",
    State.APPROVED: "now",
    State.DONE: "done",
    State.CANCELLED: "stop",
}


class TransferShown:
    """A list as one viewer sees it."""

    def __init__(self, page: TransferPage, viewer: Actor, *, on: date) -> None:
        self.page, self.transfer, self.viewer, self.on = page, page.transfer, viewer, on
        self.disposes = page.transfer.manner == Manner.DISPOSE
        self.manages = may(viewer, "support.manage_records", page.transfer)
        self.edits = self.manages and page.transfer.state == State.DRAFT
        self.leaves_out = self.manages and not any(guards.why_not_leave_out(page.transfer))

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        beside = aside(self.transfer, viewer=self.viewer)
        return RecordPage(
            title=_("Danh sách hồ sơ đề nghị hủy") if self.disposes else _("Mục lục hồ sơ nộp lưu"),
            kicker=self.transfer.code,
            crumbs=[crumb_to_page(self.viewer, "transfers")],
            state=StateBadge(label=self.transfer.get_state_display(), tone=TONES[State(self.transfer.state)]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            blocked=self.held_up,
            **beside | {"links": [*self.links, *(beside["links"] or ())]},
        )

    def address(self, name: str) -> str:
        """Return the address of a page of this list."""
        return address(self.viewer, name, slug=self.transfer.slug)

    @cached_property
    def reasons(self) -> list[Shown]:
        """Why it cannot go on."""
        why = guards.why_not_submit if self.disposes and self.transfer.state == State.DRAFT else None
        return shown((why or guards.why_not_begin_carrying)(self.transfer, self.page.items, on=self.on), self.viewer)

    @property
    def held_up(self) -> list[Blocked]:
        """The reasons it cannot go on, for whoever makes it or is to enter its minutes."""
        approved = self.manages and self.transfer.state == State.APPROVED
        if not (self.edits or approved) or not self.reasons:
            return []
        to_submit = _("Chưa trình được") if self.disposes else _("Chưa giao nhận được")
        title = _("Chưa hủy được") if approved else to_submit
        return [Blocked(title=title, reasons=self.reasons)]

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        transfer, approval = self.transfer, self.page.approval
        if self.edits and self.disposes and not self.reasons:
            action = Action(label=_("Trình phê duyệt"), url=self.address("transfer_submit"), icon="send", primary=True)
            return NextAction(title=_("Trình người đứng đầu phê duyệt việc hủy"), action=action)
        if transfer.state == State.SUBMITTED and approval is not None:
            return awaited(approval, self.page.steps, viewer=self.viewer)
        if self.manages and not any(guards.why_not_begin_carrying(transfer, self.page.items, on=self.on)):
            action = Action(
                label=_("Nhập biên bản"), url=self.address("transfer_carry_out"), icon="signature", primary=True
            )
            title = _("Hủy, rồi nhập biên bản") if self.disposes else _("Giao nhận, rồi nhập biên bản")
            return NextAction(title=title, note=_("In danh sách và mẫu biên bản ở nút “Bản in”."), action=action)
        return None

    @property
    def steps(self) -> list[Step]:
        """The way: made, approved where it is a disposal, done by minutes."""
        transfer, page = self.transfer, self.page
        draft = transfer.state == State.DRAFT
        found = [Step(label=_("Lập danh sách"), state="now" if draft else "done")]
        if self.disposes:
            if page.approval is not None and not draft:
                found += strip_of(page.approval, page.steps)
            else:
                found.append(Step(label=_("Phê duyệt"), state="todo"))
        done = transfer.state == State.DONE
        state = "done" if done else "now" if transfer.state == State.APPROVED else "todo"
        label = _("Hủy, có biên bản") if self.disposes else _("Giao nhận, có biên bản")
        found.append(Step(label=label, state=state, note=ngay(transfer.done_date) if done else ""))
        return found

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found = []
        if self.edits:
            found.append(Action(label=_("Thêm hồ sơ"), url=self.address("transfer_add"), icon="plus"))
            found.append(Action(label=_("Sửa căn cứ"), url=self.address("transfer_change"), icon="pencil"))
        found.append(Action(label=_("Bản in"), url=self.address("transfer_print"), icon="printer"))
        if self.manages and not any(guards.why_not_cancel(self.transfer)):
            url = self.address("transfer_cancel")
            found.append(Action(label=_("Hủy bỏ danh sách"), url=url, icon="circle-x", danger=True))
        return found

    @property
    def links(self) -> list[Link]:
        """The last round the list went through."""
        approval = self.page.approval
        return (
            [Link(label=_("Lần trình ngày %s") % ngay(approval.submitted_at), url=url_of(approval))] if approval else []
        )

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What it rests on, how much there is, when and by which papers it was done."""
        transfer, page = self.transfer, self.page
        found: list[tuple[Any, Any]] = [(_("Căn cứ, lý do"), transfer.reason), (_("Số hồ sơ"), so(len(page.rows)))]
        if page.sheets:
            found.append((_("Số tờ"), so(page.sheets)))
        if transfer.approved_date:
            paper = page.approval.paper if page.approval else None
            by = f", {paper.number}" if paper else ""
            found.append((_("Ngày phê duyệt"), f"{ngay(transfer.approved_date)}{by}"))
        if transfer.minutes:
            found.append((_("Biên bản"), f"{transfer.minutes.number}, {ngay(transfer.minutes.date)}"))
            found.append((_("Ngày hủy") if self.disposes else _("Ngày giao nhận"), ngay(transfer.done_date)))
            who = _("Những người thực hiện, chứng kiến") if self.disposes else _("Bên nhận")
            found.append((who, transfer.received_by))
        if transfer.method:
            found.append((_("Hình thức hủy"), transfer.method))
        return found
