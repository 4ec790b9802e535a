"""What stands around a review on its pages: its way, the one next action, its tabs, what it lacks."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.approvals.models import Approval
from sotay.approvals.models import Step as ApprovalStep
from sotay.approvals.strips import strip_of, who_signs
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.evaluation.reviews import guards
from sotay.evaluation.reviews.minutes import guards as of_minutes
from sotay.evaluation.reviews.models import Review, ReviewDecision, ReviewInput
from sotay.evaluation.reviews.tables import TONES, before_audit_words
from sotay.evaluation.tabs import address, crumb_to
from sotay.pages import shown, url_of
from sotay.ui.formats import luc, ngay
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step, Tab

State = Review.State
ORDER = (State.PLANNED, State.INVITED, State.HELD, State.SUBMITTED, State.CONCLUDED)


class ReviewShown:
    """A review as one viewer sees it."""

    def __init__(
        self,
        review: Review,
        viewer: Actor,
        *,
        inputs: Sequence[ReviewInput],
        decisions: Sequence[ReviewDecision],
        approval: Approval | None,
        steps: Sequence[ApprovalStep],
        on: date,
    ) -> None:
        self.review, self.viewer, self.on = review, viewer, on
        self.inputs, self.decisions, self.approval, self.approval_steps = inputs, decisions, approval, steps
        self.state = State(review.state)
        self.runs = may(viewer, "evaluation.run_review", review)
        self.enters = may(viewer, "evaluation.enter_notice", review)

    def record_page(self, *, active: str, blocked: Sequence[Blocked] = ()) -> RecordPage:
        """Return the head and the sides of one of its pages."""
        beside = aside(self.review, viewer=self.viewer)
        return RecordPage(
            title=self.review.title,
            kicker=self.review.code,
            crumbs=[crumb_to(self.viewer, "reviews")],
            state=StateBadge(label=self.review.get_state_display(), tone=TONES[self.state]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            blocked=[*blocked, *(self.held_up if active != "pack" else ())],
            **beside,
        )

    def tabs(self, *, active: str) -> list[Tab]:
        """Return the pages of this review."""
        pages = [
            ("plan", _("Kế hoạch"), "review_detail", None),
            ("pack", _("Tài liệu đầu vào"), "review_pack", None),
            ("minutes", _("Biên bản"), "review_minutes_read", None),
            ("decisions", _("Quyết định"), "review_decisions", len(self.decisions)),
        ]
        held = self.review.held_date is not None
        return [
            Tab(label=word, url=self.url(name), active=key == active, count=count or None)
            for key, word, name, count in pages
            if held or key in {"plan", "pack"}
        ]

    @property
    def before_audit(self) -> str:
        """That it was held before the audit of its year was reported."""
        return before_audit_words(self.review)

    @cached_property
    def reasons(self) -> list[Any]:
        """Why what comes next cannot be done yet."""
        if not self.runs:
            return []
        if self.state == State.PLANNED:
            return shown(guards.why_not_invite(self.review, invited_date=self.on, on=self.on), self.viewer)
        if self.state == State.HELD:
            why = of_minutes.why_not_submit(self.review, inputs=self.inputs, decisions=self.decisions)
            return shown(why, self.viewer)
        return []

    @property
    def held_up(self) -> list[Blocked]:
        """What cannot be done yet, and that the minutes came back."""
        told = []
        if self.state == State.HELD and self.review.returned_reason:
            why = guards.Reason(self.review.returned_reason, code="returned")
            told.append(Blocked(title=_("Biên bản bị trả lại"), reasons=shown([why], self.viewer)))
        if self.reasons:
            title = _("Chưa gửi được giấy mời") if self.state == State.PLANNED else _("Chưa trình được biên bản")
            told.append(Blocked(title=title, reasons=self.reasons))
        return told

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        review = self.review
        if self.state == State.PLANNED and self.runs:
            page, label = (
                ("review_change", _("Ghi đủ kế hoạch")) if self.reasons else ("review_invite", _("Gửi giấy mời"))
            )
            icon = "pencil" if self.reasons else "send"
            return self._next(_("Chuẩn bị tài liệu, gửi giấy mời"), page, label, icon)
        if self.state == State.INVITED:
            return self._invited()
        if self.state == State.HELD and self.runs:
            if self.reasons:
                return self._next(_("Lập biên bản cuộc họp"), "review_minutes", _("Ghi biên bản"), "pencil")
            return self._next(_("Trình biên bản"), "review_submit", _("Trình phê duyệt"), "send")
        if self.state == State.SUBMITTED and self.approval is not None and self.viewer.is_member:
            return self._awaited(self.approval)
        if self.state == State.CONCLUDED and review.notice is None and self.enters:
            return self._next(_("Gửi thông báo kết luận"), "review_notice", _("Ghi thông báo kết luận"), "file-text")
        return None

    def _invited(self) -> NextAction | None:
        due = self.review.comments_due_date
        note = _("Hạn góp ý %s.") % ngay(due) if due else ""
        if self.runs and localdate(self.review.meeting_at) <= self.on:
            return self._next(_("Ghi kết quả họp, chốt số liệu"), "review_hold", _("Đã họp"), "check", note=note)
        if self.viewer.unit_ids("UNIT_HEAD", "UNIT_DEPUTY"):
            return self._next(
                _("Góp ý, báo cáo đầu vào của đơn vị"), "review_comment", _("Góp ý"), "message", note=note
            )
        return NextAction(title=_("Chờ họp %s") % luc(self.review.meeting_at), note=note)

    def _next(self, title: str, page: str, label: str, icon: str, *, note: str = "") -> NextAction:
        return NextAction(
            title=title, note=note, action=Action(label=label, url=self.url(page), icon=icon, primary=True)
        )

    def _awaited(self, approval: Approval) -> NextAction:
        current = next((step for step in self.approval_steps if step.done_at is None), None)
        if may(self.viewer, "approvals.decide", approval):
            action = Action(label=_("Xem và quyết định"), url=url_of(approval), icon="check", primary=True)
            return NextAction(title=_("Chờ anh, chị phê duyệt biên bản"), action=action)
        enters = may(self.viewer, "approvals.enter_paper", approval)
        label, icon = (_("Nhập văn bản đã ký"), "signature") if enters else (_("Xem lần trình"), "eye")
        title = _("Chờ %s") % who_signs(current) if current else _("Đang trình")
        return NextAction(title=title, action=Action(label=label, url=url_of(approval), icon=icon))

    @property
    def steps(self) -> list[Step]:
        """The way: prepared, invited, held, minutes, concluded."""
        review, at = self.review, ORDER.index(self.state) if self.state in ORDER else -1
        if self.state == State.CANCELLED:
            return [
                Step(label=_("Chuẩn bị"), state="done"),
                Step(label=_("Không tiến hành"), state="done", note=review.cancelled_reason),
            ]
        way = [
            Step(label=_("Chuẩn bị"), state="done" if at > 0 else "now"),
            Step(label=_("Gửi giấy mời"), state="done" if at > 0 else "todo", note=ngay(review.invited_date)),
            Step(
                label=_("Họp"),
                state="done" if at > 1 else "now" if at == 1 else "todo",
                note=ngay(review.held_date) or ngay(review.meeting_at),
            ),
        ]
        if self.state == State.SUBMITTED and self.approval is not None:
            return [*way, *strip_of(self.approval, self.approval_steps)]
        way.append(Step(label=_("Biên bản"), state="done" if at > 2 else "now" if at == 2 else "todo"))  # noqa: PLR2004
        return [
            *way,
            Step(
                label=_("Kết luận, giao việc"),
                state="done" if self.state == State.CONCLUDED else "todo",
                note=ngay(review.concluded_date),
            ),
        ]

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found = []
        if self.runs and self.state in Review.OPEN:
            found.append(Action(label=_("Sửa kế hoạch"), url=self.url("review_change"), icon="pencil"))
            found.append(Action(label=_("Phân công báo cáo"), url=self.url("review_reports"), icon="users"))
            if self.state == State.INVITED and localdate(self.review.meeting_at) > self.on:
                found.append(Action(label=_("Đã họp sớm"), url=self.url("review_hold"), icon="check"))
            found.append(
                Action(label=_("Không tiến hành"), url=self.url("review_cancel"), icon="circle-x", danger=True)
            )
        if self.enters and self.state == State.CONCLUDED and self.review.notice is not None:
            found.append(Action(label=_("Sửa số thông báo"), url=self.url("review_notice"), icon="pencil"))
        return found

    @property
    def papers(self) -> list[Link]:
        """The papers that can be printed now."""
        found = [Link(label=_("Kế hoạch, giấy mời"), url=self.url("review_plan_print"))]
        found.append(Link(label=_("Tài liệu đầu vào"), url=self.url("review_pack_print")))
        if self.review.held_date is not None:
            found.append(Link(label=_("Biên bản"), url=self.url("review_minutes_print")))
        if self.state == State.CONCLUDED:
            found.append(Link(label=_("Thông báo kết luận"), url=self.url("review_notice_print")))
        return found

    @property
    def plan(self) -> list[tuple[Any, Any]]:
        """The plan of the meeting."""
        one = self.review
        rows: list[tuple[Any, Any]] = [
            (_("Thời gian"), luc(one.meeting_at)),
            (_("Địa điểm"), one.place),
            (_("Lồng ghép trong cuộc họp"), one.part_of),
            (_("Chủ trì"), str(one.chair or "")),
            (_("Văn bản ủy quyền"), _paper(one.authorisation)),
            (_("Thư ký cuộc họp"), str(one.secretary or "")),
            (_("Thành phần mời"), one.attendance),
            (_("Số liệu"), _("từ %(first)s đến %(last)s") % {"first": ngay(one.from_date), "last": ngay(one.to_date)}),
            (_("Hạn đơn vị góp ý, báo cáo"), ngay(one.comments_due_date)),
            (_("Ngày gửi giấy mời"), ngay(one.invited_date)),
            (_("Lý do không tiến hành"), one.cancelled_reason),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def meeting(self) -> list[tuple[Any, Any]]:
        """What the minutes say of the meeting and of the system as a whole."""
        one = self.review
        policy = {True: _("Còn thích hợp"), False: _("Phải sửa đổi")}.get(one.policy_suitable, "")  # type: ignore[arg-type]
        rows: list[tuple[Any, Any]] = [
            (_("Ngày họp"), ngay(one.held_date)),
            (_("Lồng ghép trong cuộc họp"), one.part_of),
            (_("Chủ trì"), str(one.chair or "")),
            (_("Thành phần dự họp"), one.present),
            (_("Vắng mặt"), one.absent),
            (_("Kết luận về hệ thống"), one.get_judgement_display()),
            (_("Nhận định"), one.judgement_text),
            (_("Chính sách chất lượng"), ". ".join(filter(None, [policy, one.policy_text]))),
            (_("Ngày phê duyệt biên bản"), ngay(one.concluded_date)),
            (_("Thông báo kết luận"), _paper(one.notice)),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def may_edit(self) -> bool:
        """Whether the viewer writes the minutes now."""
        return self.runs and self.state == State.HELD

    @property
    def none_words(self) -> list[str]:
        """The outputs of 9.3.3 the minutes say there are none of."""
        return [str(ReviewDecision.Kind(kind).label) for kind in self.review.none_kinds]

    def url(self, name: str) -> str:
        """Return the address of a page of this review."""
        return address(self.viewer, name, slug=self.review.slug)


def _paper(paper: Any) -> str:
    return _("số %(number)s ngày %(day)s") % {"number": paper.number, "day": ngay(paper.date)} if paper else ""
