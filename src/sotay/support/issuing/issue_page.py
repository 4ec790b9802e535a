"""What stands around an issue on its page: its way, the one next action, why it is held up, its buttons and facts."""

from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.actor import Actor
from sotay.approvals.models import Approval
from sotay.approvals.strips import strip_of, who_signs
from sotay.attachments.aside import aside
from sotay.commands import Reason, may
from sotay.pages import shown, url_of
from sotay.support.documents.around import round_links
from sotay.support.issuing import guards, queries
from sotay.support.issuing.models import Issue
from sotay.support.issuing.queries import IssuePage
from sotay.support.tabs import address, crumb_to
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step

State = Issue.State
TONES = {
    State.DRAFT: "quiet",
    State.SUBMITTED: "now",
    State.APPROVED: "now",
    State.ISSUED: "done",
    State.CANCELLED: "stop",
}
MOST_REASONS = 30


class IssueShown:
    """An issue as one viewer sees it."""

    def __init__(self, page: IssuePage, viewer: Actor, *, on: date) -> None:
        self.page, self.issue, self.viewer, self.on = page, page.issue, viewer, on
        self.writes = may(viewer, "support.issue_documents", page.issue)
        self.edits = self.writes and page.issue.state == State.DRAFT

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        issue = self.issue
        beside = aside(issue, viewer=self.viewer)
        links = [*round_links(self.page.round, self.viewer), *self._decision_link, *(beside["links"] or ())]
        return RecordPage(
            title=str(issue),
            kicker=_("Tài liệu có từ trước") if issue.is_taken_over else _("Đợt ban hành"),
            crumbs=[crumb_to(self.viewer, "issues")],
            state=StateBadge(label=issue.get_state_display(), tone=TONES[State(issue.state)]),
            actions=self.actions,
            steps=self.steps if issue.state != State.CANCELLED else [],
            next_action=self.next_action,
            blocked=self.held_up,
            **beside | {"links": links if self.viewer.is_member else beside["links"]},
        )

    @cached_property
    def reasons(self) -> list[Reason]:
        """Why it cannot be decided on or issued now; what is left of an issued list."""
        if not self.writes:
            return []
        if self.issue.state in {State.DRAFT, State.APPROVED}:
            return list(guards.why_not_issue(self.issue, self.page.kept, on=self.on))
        left = queries.not_withdrawn(self.page.withdrawn, issue=self.issue, on=self.on)
        return queries.why_left(left)

    @property
    def held_up(self) -> list[Blocked]:
        """The reasons, for whoever prepares it, and why it came back."""
        told = []
        issue = self.issue
        if issue.returned_reason and issue.state in {State.DRAFT, State.CANCELLED} and self.writes:
            title = _("Lý do hủy") if issue.state == State.CANCELLED else _("Danh sách đã được trả lại, mở lại")
            told.append(
                Blocked(title=title, reasons=shown([Reason(issue.returned_reason, code="returned")], self.viewer))
            )
        if self._told and self.page.kept:
            titles = {State.DRAFT: _("Chưa trình, ban hành được"), State.APPROVED: _("Chưa ban hành được")}
            title = titles.get(State(issue.state), _("Chưa thu hồi được"))
            told.append(Blocked(title=title, reasons=shown(self._first_reasons(), self.viewer)))
        return told

    def _first_reasons(self) -> list[Reason]:
        told = self._told
        more = len(told) - MOST_REASONS
        if more <= 0:
            return told
        words = ngettext("và %d lý do khác.", "và %d lý do khác.", more) % more
        return [*told[:MOST_REASONS], Reason(words, code="more")]

    @property
    def _told(self) -> list[Reason]:
        """The reasons without those that the one next action puts right together."""
        homeless = self.edits and self.page.homeless
        return [one for one in self.reasons if not (homeless and one.code == "unit_missing")]

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        issue, page = self.issue, self.page
        if self.edits and not page.kept:
            add = Action(label=_("Chọn tài liệu"), url=self.address("issue_add"), icon="plus", primary=True)
            return NextAction(title=_("Đưa tài liệu vào danh sách"), action=add)
        if self.edits and page.homeless:
            count = len(page.homeless)
            words = ngettext("%d tài liệu chưa có đơn vị chủ trì", "%d tài liệu chưa có đơn vị chủ trì", count) % count
            action = Action(
                label=_("Ghi đơn vị chủ trì"), url=self.address("issue_unit"), icon="building", primary=True
            )
            return NextAction(title=words, action=action)
        if self.edits and not self.reasons:
            if issue.is_taken_over or page.is_approved:
                title = _("Ban hành theo quyết định đã ký")
                note = _("Quyết định phê duyệt và ban hành mọi tài liệu trong danh sách.") if page.drafts else ""
                return NextAction(title=title, note=note, action=self._issue_action)
            action = Action(label=_("Trình phê duyệt"), url=self.address("issue_submit"), icon="send", primary=True)
            note = _("Mọi bản trong danh sách được xem và phê duyệt một lần.")
            return NextAction(title=_("Trình cả danh sách để phê duyệt"), note=note, action=action)
        if issue.state == State.SUBMITTED and page.round is not None and self.viewer.is_member:
            return self._awaited(page.round.approval)
        if issue.state == State.APPROVED:
            issues = self.writes and not self.reasons
            return NextAction(title=_("Đã phê duyệt, chờ ban hành"), action=self._issue_action if issues else None)
        if issue.state == State.ISSUED and issue.in_force_date and issue.in_force_date > self.on:
            return NextAction(title=_("Có hiệu lực từ ngày %s") % ngay(issue.in_force_date))
        return None

    @property
    def _issue_action(self) -> Action:
        url = self.address("issue_together")
        return Action(label=_("Ban hành"), url=url, icon="rubber-stamp", primary=True)

    def _awaited(self, approval: Approval) -> NextAction:
        current = self.page.round.current if self.page.round else None
        note = str(current.label) if current else ""
        if may(self.viewer, "approvals.decide", approval):
            action = Action(label=_("Xem và quyết định"), url=url_of(approval), icon="check", primary=True)
            return NextAction(title=_("Chờ anh, chị quyết định"), note=note, action=action)
        action = Action(label=_("Xem lần trình"), url=url_of(approval), icon="eye")
        return NextAction(
            title=_("Chờ %s") % who_signs(current) if current else _("Đang trình"), note=note, action=action
        )

    @property
    def steps(self) -> list[Step]:
        """The way: prepared, submitted, approved, issued, in force."""
        issue, page = self.issue, self.page
        state = State(issue.state)
        first = Step(label=_("Lập danh sách"), state="now" if state == State.DRAFT else "done")
        if page.round is not None and state != State.DRAFT:
            middle = strip_of(page.round.approval, page.round.steps)
        elif state == State.DRAFT:
            middle = [Step(label=_("Trình"), state="todo"), Step(label=_("Phê duyệt"), state="todo")]
        else:
            middle = [Step(label=_("Phê duyệt"), state="done", note=ngay(issue.approved_date))]
        decision = issue.decision
        issued = Step(
            label=_("Ban hành"),
            state="done" if state == State.ISSUED else "now" if state == State.APPROVED else "todo",
            note=f"{decision.number}, {ngay(decision.date)}" if decision else "",
        )
        held = (
            "done" if state == State.ISSUED and not (issue.in_force_date and issue.in_force_date > self.on) else "todo"
        )
        note = ngay(issue.in_force_date) if issue.in_force_date else ""
        return [first, *middle, issued, Step(label=_("Có hiệu lực"), state=held, note=note)]

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        actions, issue = [], self.issue
        if self.edits:
            actions.append(Action(label=_("Thêm tài liệu"), url=self.address("issue_add"), icon="plus"))
            actions.append(Action(label=_("Thêm thu hồi"), url=self.address("issue_withdrawal_add"), icon="ban"))
            actions.append(Action(label=_("Sửa"), url=self.address("issue_change"), icon="pencil"))
        waits = issue.state == State.SUBMITTED or (self.edits and not self.page.is_approved and not issue.is_taken_over)
        if self.writes and waits and self.page.kept and not self.reasons and self._enters_papers:
            url = self.address("issue_together")
            actions.append(Action(label=_("Ban hành theo quyết định đã ký"), url=url, icon="signature"))
        actions.append(Action(label=_("Bản in"), url=self.address("issue_print"), icon="printer"))
        if self.writes and not any(guards.why_not_reopen(issue)):
            actions.append(Action(label=_("Mở lại để sửa"), url=self.address("issue_reopen"), icon="lock-open"))
        if self.writes and not any(guards.why_not_cancel(issue)):
            actions.append(Action(label=_("Hủy"), url=self.address("issue_cancel"), icon="trash", danger=True))
        return actions

    @property
    def _enters_papers(self) -> bool:
        return may(self.viewer, "approvals.enter_paper", self.issue)

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """Why, by which decision, from when."""
        issue = self.issue
        facts: list[tuple[Any, Any]] = []
        if issue.reason:
            facts.append((_("Lý do ban hành"), issue.reason))
        if issue.approved_date:
            facts.append((_("Ngày phê duyệt"), ngay(issue.approved_date)))
        if issue.decision:
            one = issue.decision
            signer = ", ".join(filter(None, [one.signer_name, one.signer_title]))
            facts.append(
                (_("Quyết định ban hành"), f"{one.number}, {ngay(one.date)}" + (f", {signer}" if signer else ""))
            )
        if issue.in_force_date:
            label = _("Có hiệu lực từ ngày") if issue.state == State.ISSUED else _("Dự kiến có hiệu lực từ ngày")
            facts.append((label, ngay(issue.in_force_date)))
        elif issue.state == State.ISSUED:
            facts.append((_("Có hiệu lực từ ngày"), _("theo từng tài liệu")))
        return facts

    @property
    def _decision_link(self) -> list[Link]:
        one = self.issue.decision
        return [Link(label=_("Quyết định %s") % one.number, url=url_of(one))] if one else []

    def address(self, name: str, **kwargs: Any) -> str:
        """Return the address of a page of this issue."""
        return address(self.viewer, name, slug=self.issue.slug, **kwargs)
