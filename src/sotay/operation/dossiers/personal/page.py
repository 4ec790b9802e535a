"""What stands around a list of dossiers to be made anonymous on its page."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.approvals.models import Approval
from sotay.approvals.strips import awaited, strip_of
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.operation.dossiers.models import AnonymisingList
from sotay.operation.dossiers.personal import guards
from sotay.operation.dossiers.personal.queries import ListPage
from sotay.operation.tabs import address
from sotay.pages import Shown, shown, url_of
from sotay.ui.formats import ngay, so
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step

State = AnonymisingList.State
TONES = {
    State.DRAFT: "quiet",
    State.SUBMITTED: "now",
    State.APPROVED: "now",
    State.DONE: "done",
    State.CANCELLED: "stop",
}


class ListShown:
    """A list as one viewer sees it."""

    def __init__(self, page: ListPage, viewer: Actor) -> None:
        self.page, self.one, self.viewer = page, page.one, viewer
        self.manages = may(viewer, "operation.manage_anonymising", page.one)
        self.leaves_out = self.manages and page.one.state in {State.DRAFT, State.APPROVED}

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        beside = aside(self.one, viewer=self.viewer)
        return RecordPage(
            title=_("Danh sách hồ sơ ẩn danh"),
            kicker=self.one.code,
            crumbs=[Link(label=_("Ẩn danh hồ sơ"), url=address(self.viewer, "anonymising_list"))],
            state=StateBadge(label=self.one.get_state_display(), tone=TONES[State(self.one.state)]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            blocked=self.held_up,
            **beside | {"links": [*self.links, *(beside["links"] or ())]},
        )

    def address(self, name: str) -> str:
        """Return the address of a page of this list."""
        return address(self.viewer, name, slug=self.one.slug)

    @cached_property
    def reasons(self) -> list[Shown]:
        """Why it cannot be submitted."""
        return shown(guards.why_not_submit(self.one, self.page.count), self.viewer)

    @property
    def held_up(self) -> list[Blocked]:
        """The reasons it cannot go on, for whoever makes it."""
        if not self.manages or self.one.state != State.DRAFT or not self.reasons:
            return []
        return [Blocked(title=_("Chưa trình được"), reasons=self.reasons)]

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        one, approval = self.one, self.page.approval
        if self.manages and one.state == State.DRAFT and not self.reasons:
            url = self.address("anonymising_submit")
            action = Action(label=_("Trình phê duyệt"), url=url, icon="send", primary=True)
            return NextAction(title=_("Trình người đứng đầu phê duyệt việc ẩn danh"), action=action)
        if one.state == State.SUBMITTED and approval is not None:
            return awaited(approval, self.page.steps, viewer=self.viewer)
        if self.manages and not any(guards.why_not_carry_out(one, self.page.count)):
            url = self.address("anonymising_carry_out")
            action = Action(label=_("Thực hiện ẩn danh"), url=url, icon="check", primary=True)
            note = _("Thông tin người nộp bị xóa hẳn, không lấy lại được.")
            return NextAction(title=_("Thực hiện danh sách đã phê duyệt"), note=note, action=action)
        return None

    @property
    def steps(self) -> list[Step]:
        """The way: made, approved, done."""
        one, page = self.one, self.page
        draft = one.state == State.DRAFT
        found = [Step(label=_("Lập danh sách"), state="now" if draft else "done")]
        if page.approval is not None and not draft:
            found += strip_of(page.approval, page.steps)
        else:
            found.append(Step(label=_("Phê duyệt"), state="todo"))
        done = one.state == State.DONE
        state = "done" if done else "now" if one.state == State.APPROVED else "todo"
        found.append(Step(label=_("Ẩn danh"), state=state, note=ngay(one.done_date) if done else ""))
        return found

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        if not self.manages or any(guards.why_not_cancel(self.one)):
            return []
        url = self.address("anonymising_cancel")
        return [Action(label=_("Hủy bỏ danh sách"), url=url, icon="circle-x", danger=True)]

    @property
    def links(self) -> list[Link]:
        """The last round the list went through."""
        approval = self.page.approval
        if approval is None:
            return []
        return [Link(label=_("Lần trình ngày %s") % ngay(approval.submitted_at), url=url_of(approval))]

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """How much there is, when and by which paper it was approved and done."""
        return facts_of(self.one, count=self.page.count, out=len(self.page.left_out), approval=self.page.approval)


def facts_of(one: AnonymisingList, *, count: int, out: int, approval: Approval | None = None) -> list[tuple[Any, Any]]:
    """Return what is told of a list, to its viewer and to who decides it."""
    found: list[tuple[Any, Any]] = [
        (_("Hồ sơ kết thúc trước ngày"), ngay(one.closed_before_date)),
        (_("Số hồ sơ ẩn danh"), so(count)),
        (_("Số hồ sơ để lại"), so(out)),
        (
            _("Việc sẽ làm"),
            _(
                "Xóa họ tên, địa chỉ, số giấy tờ, điện thoại, thư điện tử, nội dung yêu cầu, tên giấy tờ, lý do và mã tra "
                "cứu; giữ mã hồ sơ, thủ tục và các mốc thời gian."
            ),
        ),
    ]
    if one.approved_date:
        found.append((_("Ngày phê duyệt"), ngay(one.approved_date)))
    if approval is not None and (paper := approval.paper):
        found.append((_("Theo văn bản"), f"{paper.number}, {ngay(paper.date)} – {paper.signer_name}"))
    if one.done_date:
        found.append((_("Ngày ẩn danh"), ngay(one.done_date)))
    return found
