"""What stands around a proposal on its page: its way, the one next action, its buttons, what came of it."""

from functools import cached_property
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.improvement.proposals import guards
from sotay.improvement.proposals.models import Proposal
from sotay.improvement.proposals.tables import TONES
from sotay.improvement.tabs import address, crumb_to
from sotay.pages import address_below, url_of_known
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Link, NextAction, RecordPage, StateBadge, Step

State = Proposal.State


class ProposalShown:
    """A proposal as one viewer sees it."""

    def __init__(self, proposal: Proposal, viewer: Actor) -> None:
        self.proposal, self.viewer = proposal, viewer
        self.open = proposal.state == State.PROPOSED
        self.mine = may(viewer, "improvement.change_proposal", proposal)
        self.judges = may(viewer, "improvement.judge_proposal", proposal)

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        one = self.proposal
        beside = aside(one, viewer=self.viewer)
        return RecordPage(
            title=one.title,
            kicker=one.code,
            crumbs=[crumb_to(self.viewer, "proposals")],
            state=StateBadge(label=one.get_state_display(), tone=TONES[State(one.state)]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            **beside | {"links": [*self.links, *(beside["links"] or ())]},
        )

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next: to judge, to give the work again, to wait for it, to measure."""
        one = self.proposal
        if self.open and self.judges:
            note = _("Chấp nhận thì giao thành công việc; không chấp nhận thì nêu lý do.")
            action = Action(
                label=_("Chấp nhận, giao việc"), url=self.address("proposal_accept"), icon="check", primary=True
            )
            return NextAction(title=_("Xem xét đề xuất"), note=note, action=action)
        if self.open:
            return NextAction(title=_("Chờ trưởng đơn vị, thư ký hoặc lãnh đạo xem xét"))
        if one.state == State.ACCEPTED:
            return self._carrying_out()
        if one.state == State.DONE:
            action = Action(
                label=_("Đo kết quả"), url=self.address("proposal_measure"), icon="report-analytics", primary=True
            )
            measures = may(self.viewer, "improvement.measure_proposal", one)
            note = one.measure and _("Đo bằng: %s") % one.measure
            return NextAction(title=_("Đo kết quả cải tiến"), note=note, action=action if measures else None)
        return None

    def _carrying_out(self) -> NextAction | None:
        one = self.proposal
        if not any(guards.why_not_give_again(one)):
            action = Action(label=_("Giao lại"), url=self.address("proposal_give"), icon="refresh", primary=True)
            return NextAction(title=_("Công việc đã bị hủy, cần giao lại"), action=action if self.judges else None)
        work = one.assignment
        if work is None:
            return None
        title = _("Đang thực hiện: %s") % (work.owner_words or work.code)
        return NextAction(title=title, note=_("Hạn %s.") % ngay(work.due_date))

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found = []
        if self.open and self.judges:
            found.append(Action(label=_("Không chấp nhận"), url=self.address("proposal_reject"), icon="x"))
        if self.open and self.mine:
            found.append(Action(label=_("Sửa"), url=self.address("proposal_change"), icon="pencil"))
            found.append(Action(label=_("Rút đề xuất"), url=self.address("proposal_withdraw"), icon="ban"))
        return found

    @property
    def steps(self) -> list[Step]:
        """The way: proposed, judged, carried out, measured."""
        one = self.proposal
        steps = [Step(label=_("Đề xuất"), state="done", note=f"{one.proposed_by}, {ngay(one.proposed_date)}")]
        if one.state == State.WITHDRAWN:
            return [*steps, Step(label=_("Đã rút"), state="done")]
        judged = f"{one.judged_by}, {ngay(one.judged_date)}" if one.judged_by and one.judged_date else ""
        if one.state == State.REJECTED:
            return [*steps, Step(label=_("Không chấp nhận"), state="done", note=judged)]
        done = ngay(one.done_date) if one.done_date else ""
        measured = f"{one.measured_by}, {ngay(one.measured_date)}" if one.measured_by and one.measured_date else ""
        place = [State.PROPOSED, State.ACCEPTED, State.DONE, State.MEASURED].index(State(one.state))
        for number, (label, note) in enumerate(
            [(_("Xem xét"), judged), (_("Thực hiện"), done), (_("Đo kết quả"), measured)]
        ):
            state = "done" if number < place else "now" if number == place else "todo"
            steps.append(Step(label=label, state=state, note=note))
        return steps

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What is proposed."""
        one = self.proposal
        rows: list[tuple[Any, Any]] = [
            (_("Hiện trạng và cách làm đề xuất"), linebreaksbr(one.what)),
            (_("Lợi ích dự kiến"), linebreaksbr(one.benefit)),
            (_("Đo kết quả bằng"), one.measure),
            (_("Đơn vị"), str(one.unit) if one.unit else ""),
            (_("Từ"), one.origin_text if self.origin is not None else ""),
            (_("Ý kiến xem xét"), one.judged_text),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def results(self) -> list[tuple[Any, Any]]:
        """How it was before and is after."""
        one = self.proposal
        rows: list[tuple[Any, Any]] = [
            (_("Trước khi cải tiến"), one.before),
            (_("Sau khi cải tiến"), one.after),
            (_("Kết quả"), str(one.get_outcome_display()) if one.outcome else ""),
            (_("Nhận xét kết quả"), linebreaksbr(one.outcome_text)),
        ]
        return [(word, value) for word, value in rows if value]

    @cached_property
    def origin(self) -> subjects.Known | None:
        """The record it was born from, as far as the viewer sees it."""
        one = self.proposal
        if not one.origin_type or one.origin_uuid is None:
            return None
        ref = subjects.Ref(one.origin_type, one.origin_uuid)
        return subjects.resolve([ref], viewer=self.viewer).get(ref)

    @property
    def links(self) -> list[Link]:
        """The record it was born from and the work it became, as far as the viewer sees them."""
        one = self.proposal
        found: list[Link] = []
        if not self.viewer.is_member:
            return found
        if self.origin is not None:
            url = url_of_known(self.origin, agency=self.viewer.agency.short_name)
            found.append(Link(label=self.origin.title, url=url, note=self.origin.label))
        work = one.assignment
        if work is not None and may(self.viewer, "work.view_assignment", work):
            url = address_below("work:assignment_detail", {"slug": work.slug}, agency=one.agency.short_name)
            found.append(Link(label=str(work), url=url, note=str(work.get_state_display())))
        return found

    def address(self, name: str) -> str:
        """Return the address of a page of this proposal."""
        return address(self.viewer, name, slug=self.proposal.slug)
