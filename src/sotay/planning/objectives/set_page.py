"""What stands around a set on its page: the strip of its way, the one next action, why it is held up, its buttons."""

from functools import cached_property
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.actor import Actor
from sotay.approvals.strips import awaited, strip_of
from sotay.attachments.aside import aside
from sotay.commands import Reason, may
from sotay.pages import Shown, shown, url_of
from sotay.planning.objectives import guards
from sotay.planning.objectives.models import ObjectiveSet
from sotay.planning.objectives.queries import SetPage
from sotay.planning.tabs import address, crumb_to
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step

State = ObjectiveSet.State
TONES = {
    State.DRAFT: "quiet",
    State.SUBMITTED: "now",
    State.APPROVED: "now",
    State.IN_FORCE: "done",
    State.SUPERSEDED: "stop",
    State.CLOSED: "done",
}


class SetShown:
    """A set as one viewer sees it."""

    def __init__(self, page: SetPage, viewer: Actor) -> None:
        self.page, self.set, self.viewer = page, page.set, viewer
        self.writes = may(viewer, "planning.write_set", page.set)
        self.edits = self.writes and page.set.state == State.DRAFT

    def record_page(self, *, blocked: list[Blocked]) -> RecordPage:
        """Return the head and the sides of the page."""
        one = self.set
        beside = aside(one, viewer=self.viewer)
        return RecordPage(
            title=str(one),
            kicker=str(one.unit.code) if one.unit else self.viewer.agency.short_name.upper(),
            crumbs=[crumb_to(self.viewer, "objectives")],
            state=StateBadge(label=one.get_state_display(), tone=TONES[State(one.state)]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            blocked=[*blocked, *self.held_up],
            **beside | {"links": [*self.links, *(beside["links"] or ())]},
        )

    @cached_property
    def add(self) -> Action:
        """The button that adds an objective."""
        return Action(label=_("Thêm mục tiêu"), url=self.address("objective_add"), icon="plus", primary=True)

    @cached_property
    def reasons(self) -> list[Shown]:
        """Why it cannot be submitted; what an objective lacks is told beside it, here is the way there."""
        reasons: list[Reason] = []
        if self.set.unit is not None:
            reasons.extend(guards.why_dissolved(self.set.unit))
        reasons.extend(guards.why_year_closed(self.set))
        told = shown(reasons, self.viewer)
        for row in self.page.rows:
            if row.lacks:
                count = len(row.lacks)
                words = ngettext("%(code)s: còn %(n)d nội dung chưa đủ", "%(code)s: còn %(n)d nội dung chưa đủ", count)
                text = words % {"code": row.objective.code, "n": count}
                told.append(Shown(text=text, url=f"#{row.objective.slug}", code="lacking"))
        return told

    @property
    def held_up(self) -> list[Blocked]:
        """The reasons it cannot go on, for whoever writes it."""
        if not self.edits or not (self.page.rows or self.reasons):
            return []
        reasons = self.reasons
        return [Blocked(title=_("Chưa trình được"), reasons=reasons)] if reasons else []

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        one, page = self.set, self.page
        if self.edits and not page.rows:
            return NextAction(title=_("Thêm mục tiêu đầu tiên"), action=self.add)
        if self.edits and not self.reasons:
            action = Action(label=_("Trình phê duyệt"), url=self.address("set_submit"), icon="send", primary=True)
            note = _("Mục tiêu đo được, kế hoạch đủ việc, người, thời hạn, cách đánh giá.")
            return NextAction(title=_("Trình cả bộ để phê duyệt"), note=note, action=action)
        if one.state == State.SUBMITTED and page.approval is not None and self.viewer.is_member:
            return awaited(page.approval, self.page.steps, viewer=self.viewer)
        if page.me is not None and page.my_read_date is None and may(self.viewer, "planning.read_set", one):
            label = _("Tôi đã đọc và hiểu")
            action = Action(label=label, url=self.address("set_read"), icon="check", post=True, primary=True)
            return NextAction(title=_("Đọc mục tiêu và kế hoạch rồi xác nhận"), action=action)
        if one.state == State.APPROVED:
            return NextAction(title=_("Đã phê duyệt, thực hiện từ ngày %s") % ngay(one.in_force_date))
        return None

    @property
    def steps(self) -> list[Step]:
        """The way: written, submitted, approved, in force, closed."""
        one, page = self.set, self.page
        first = Step(label=_("Soạn"), state="now" if one.state == State.DRAFT else "done")
        if page.approval is None or one.state == State.DRAFT:
            middle = [Step(label=_("Trình"), state="todo"), Step(label=_("Phê duyệt"), state="todo")]
            if one.state not in {State.DRAFT, State.SUBMITTED}:
                day = ngay(one.approved_date)
                middle = [Step(label=_("Phê duyệt"), state="done", note=day)]
        else:
            middle = strip_of(page.approval, page.steps)
        going = {State.APPROVED: "now", State.IN_FORCE: "now", State.SUPERSEDED: "done", State.CLOSED: "done"}
        note = ngay(one.in_force_date) if one.in_force_date else ""
        carried = Step(label=_("Thực hiện"), state=going.get(State(one.state), "todo"), note=note)
        if one.state == State.SUPERSEDED:
            return [
                first,
                *middle,
                carried,
                Step(label=_("Được thay thế"), state="done", note=ngay(one.superseded_date)),
            ]
        last = Step(
            label=_("Tổng kết"),
            state="done" if one.state == State.CLOSED else "todo",
            note=ngay(one.closed_date) if one.closed_date else "",
        )
        return [first, *middle, carried, last]

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        actions = []
        if self.edits and self.page.rows:
            add = self.add
            actions.append(Action(label=add.label, url=add.url, icon="plus"))
        actions.append(Action(label=_("Bản in"), url=self.address("set_print"), icon="printer"))
        if self.edits and not any(guards.why_not_drop(self.set)):
            drop = self.address("set_drop")
            actions.append(Action(label=_("Bỏ bản đang soạn"), url=drop, icon="trash", danger=True))
        if self.writes and not any(guards.why_not_revise(self.set, prepared=self.page.prepared)):
            actions.append(Action(label=_("Điều chỉnh"), url=self.address("set_revise"), icon="pencil"))
        return actions

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """The days and reasons of the set."""
        one = self.set
        facts: list[tuple[Any, Any]] = []
        if one.reason:
            facts.append((_("Lý do điều chỉnh"), one.reason))
        if one.approved_date:
            facts.append((_("Ngày phê duyệt"), ngay(one.approved_date)))
        paper = self.page.approval.paper if self.page.approval else None
        if paper is not None and one.approved_date:
            facts.append((_("Theo văn bản đã ký"), f"{paper.number}, {ngay(paper.date)} – {paper.signer_name}"))
        if one.in_force_date:
            facts.append((_("Thực hiện từ ngày"), ngay(one.in_force_date)))
        if one.is_kept:
            facts.append((_("Nguồn"), _("giữ nguyên mục tiêu năm %d") % (one.year - 1)))
        return facts

    @property
    def links(self) -> list[Link]:
        """The round the set went through, for members."""
        approval = self.page.approval
        if approval is None or not self.viewer.is_member:
            return []
        return [Link(label=_("Lần trình ngày %s") % ngay(localdate(approval.submitted_at)), url=url_of(approval))]

    def address(self, name: str) -> str:
        """Return the address of a page of this set."""
        return address(self.viewer, name, slug=self.set.slug)
