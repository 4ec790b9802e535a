"""What stands around a list on its page: its way, the one next action, why it is held up, its buttons."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.actor import Actor
from sotay.approvals.strips import awaited, strip_of
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.pages import Shown, shown, url_of
from sotay.support.records.lists import guards
from sotay.support.records.lists.queries import ListPage
from sotay.support.records.models import RecordList
from sotay.support.records.nav import crumb_to_page
from sotay.support.tabs import address
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step

State = RecordList.State
TONES = {State.DRAFT: "quiet", State.SUBMITTED: "now", State.ISSUED: "done"}


class ListShown:
    """A list as one viewer sees it."""

    def __init__(self, page: ListPage, viewer: Actor) -> None:
        self.page, self.one, self.viewer = page, page.one, viewer
        self.manages = may(viewer, "support.manage_records", page.one)
        self.edits = self.manages and page.one.state == State.DRAFT

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        one = self.one
        supplementing = one.state == State.DRAFT and one.issued_date is not None
        label = _("Đang bổ sung") if supplementing else one.get_state_display()
        beside = aside(one, viewer=self.viewer)
        links = [*self.links, *(beside["links"] or ())] if self.viewer.is_member else beside["links"]
        return RecordPage(
            title=str(one),
            crumbs=[crumb_to_page(self.viewer, "lists")],
            state=StateBadge(label=label, tone=TONES[State(one.state)]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            blocked=self.held_up,
            **beside | {"links": links},
        )

    def address(self, name: str) -> str:
        """Return the address of a page of this list."""
        return address(self.viewer, name, slug=self.one.slug)

    @cached_property
    def add(self) -> Action:
        """The button that adds a line."""
        return Action(label=_("Thêm dòng"), url=self.address("record_line_new"), icon="plus", primary=True)

    @cached_property
    def reasons(self) -> list[Shown]:
        """Why it cannot be submitted."""
        return shown(guards.why_not_submit(self.one, self.page.lines), self.viewer)

    @property
    def held_up(self) -> list[Blocked]:
        """The reasons it cannot go on, for whoever writes it."""
        if not self.edits or not self.page.lines or not self.reasons:
            return []
        return [Blocked(title=_("Chưa trình được"), reasons=self.reasons)]

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        one, page = self.one, self.page
        if self.edits and not page.lines:
            return NextAction(title=_("Thêm dòng đầu tiên"), action=self.add)
        if self.edits and not self.reasons:
            action = Action(
                label=_("Trình ban hành"), url=self.address("record_list_submit"), icon="send", primary=True
            )
            note = ""
            if page.proposed:
                words = "%d loại hồ sơ còn giữ thời hạn đề xuất; ban hành là quyết định thời hạn ấy."
                note = ngettext(words, words, page.proposed) % page.proposed
            return NextAction(title=_("Trình người đứng đầu ban hành danh mục"), note=note, action=action)
        if one.state == State.SUBMITTED and page.approval is not None and self.viewer.is_member:
            return awaited(page.approval, self.page.steps, viewer=self.viewer)
        return None

    @property
    def steps(self) -> list[Step]:
        """The way: written, submitted, issued, files opened by it."""
        one, page = self.one, self.page
        first = Step(label=_("Soạn"), state="now" if one.state == State.DRAFT else "done")
        if page.approval is not None and one.state != State.DRAFT:
            middle = strip_of(page.approval, page.steps)
        else:
            middle = [Step(label=_("Trình"), state="todo")]
        issued = Step(label=_("Ban hành"), state="done" if one.issued_date else "todo", note=ngay(one.issued_date))
        files = sum(len(row.files) for section in page.sections for row in section.rows)
        opened = Step(label=_("Lập hồ sơ"), state="now" if files else "todo", note=str(files) if files else "")
        return [first, *middle, issued, opened]

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found = [self.add] if self.edits and self.page.lines else []
        found.append(Action(label=_("Bản in"), url=self.address("record_list_print"), icon="printer"))
        if not self.manages:
            return found
        if not any(guards.why_not_supplement(self.one)):
            url = self.address("record_list_supplement")
            found.append(Action(label=_("Bổ sung trong năm"), url=url, icon="plus"))
        if self.edits and not any(guards.why_not_close_supplement(self.one, self.page.lines)):
            url = self.address("record_list_close")
            found.append(Action(label=_("Thôi bổ sung"), url=url, icon="circle-x"))
        if self.edits and not any(guards.why_not_drop(self.one)):
            url = self.address("record_list_drop")
            found.append(Action(label=_("Bỏ bản đang soạn"), url=url, icon="trash", danger=True))
        return found

    @property
    def links(self) -> list[Link]:
        """The last round the list went through, for members."""
        approval = self.page.approval
        if approval is None:
            return []
        return [Link(label=_("Lần trình ngày %s") % ngay(approval.submitted_at), url=url_of(approval))]

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """Since when it holds, and by which paper."""
        one = self.one
        found: list[tuple[Any, Any]] = [(_("Số hồ sơ trong danh mục"), len(self.page.lines))]
        if one.issued_date:
            found.append((_("Ngày ban hành"), ngay(one.issued_date)))
        for place, approval in enumerate(self.page.issued):
            if paper := approval.paper:
                label = _("Văn bản bổ sung") if place else _("Theo văn bản")
                found.append((label, f"{paper.number}, {ngay(paper.date)} – {paper.signer_name}"))
        return found
