"""What stands around a confirmation on its page: what it rests on, its way, the one next action, its buttons."""

from datetime import date
from functools import cached_property
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.actor import Actor
from sotay.approvals.queries import latest_for
from sotay.approvals.strips import awaited, strip_of
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.evaluation.confirmations import guards
from sotay.evaluation.confirmations.basis import basis_of, nonconformities_of
from sotay.evaluation.confirmations.models import Confirmation
from sotay.evaluation.confirmations.tables import TONES
from sotay.evaluation.tabs import address, crumb_to
from sotay.pages import shown, url_of
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step

State = Confirmation.State


class ConfirmationShown:
    """A confirmation as one viewer sees it."""

    def __init__(self, one: Confirmation, viewer: Actor, *, on: date) -> None:
        self.one, self.viewer, self.on = one, viewer, on
        self.edits = one.state == State.DRAFT and may(viewer, "evaluation.prepare_confirmation", one)
        self.approval = latest_for(one)
        rows = self.approval.steps.select_related("user", "unit") if self.approval else None
        self.rounds = list(rows.prefetch_related("votes__user")) if rows is not None else []

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        one = self.one
        beside = aside(one, viewer=self.viewer)
        return RecordPage(
            title=_("Xác nhận hiệu lực của hệ thống"),
            kicker=self.viewer.agency.name,
            crumbs=[crumb_to(self.viewer, "confirmations")],
            state=StateBadge(label=one.get_state_display(), tone=TONES[State(one.state)]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            blocked=self.held_up,
            **beside | {"links": [*self.links, *(beside["links"] or ())]},
        )

    @cached_property
    def reasons(self) -> list[Any]:
        """Why it cannot be submitted."""
        return shown(guards.why_not_submit(self.one, basis_of(self.one.agency, self.on)), self.viewer)

    @property
    def held_up(self) -> list[Blocked]:
        """The reasons it cannot go on, for whoever prepares it."""
        return [Blocked(title=_("Chưa trình được"), reasons=self.reasons)] if self.edits and self.reasons else []

    @property
    def next_action(self) -> NextAction | None:
        """To submit it, or to wait for the head."""
        if self.edits and not self.reasons:
            action = Action(
                label=_("Trình người đứng đầu"), url=self.address("confirmation_submit"), icon="send", primary=True
            )
            return NextAction(title=_("Trình người đứng đầu xác nhận"), action=action)
        if self.one.state == State.SUBMITTED and self.approval is not None and self.viewer.is_member:
            return awaited(self.approval, self.rounds, viewer=self.viewer)
        return None

    @property
    def steps(self) -> list[Step]:
        """The way: written, submitted, confirmed."""
        first = Step(label=_("Soạn"), state="now" if self.one.state == State.DRAFT else "done")
        if self.approval is None or self.one.state == State.DRAFT:
            return [first, Step(label=_("Trình"), state="todo"), Step(label=_("Xác nhận"), state="todo")]
        return [first, *strip_of(self.approval, self.rounds)]

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found = []
        if self.edits:
            found.append(Action(label=_("Sửa"), url=self.address("confirmation_change"), icon="pencil"))
        found.append(Action(label=_("Bản in"), url=self.address("confirmation_print"), icon="printer"))
        if self.edits and not any(guards.why_not_drop(self.one)):
            drop = self.address("confirmation_drop")
            found.append(Action(label=_("Bỏ bản đang soạn"), url=drop, icon="trash", danger=True))
        return found

    @property
    def basis(self) -> list[Link]:
        """The audit and the review it rests on, with what came of each."""
        one, found = self.one, []
        if one.audit is not None:
            count = nonconformities_of(one.audit)
            told = ngettext("%d điểm không phù hợp", "%d điểm không phù hợp", count) % count
            day = ngay(one.audit.reported_date) if one.audit.reported_date else ""
            note = _("báo cáo phê duyệt ngày %(day)s; %(found)s") % {"day": day, "found": told}
            found.append(Link(label=str(one.audit), url=url_of(one.audit), note=note))
        if one.review is not None:
            day = ngay(one.review.concluded_date) if one.review.concluded_date else ""
            note = _("biên bản phê duyệt ngày %s") % day
            if one.review.judgement:
                note = f"{note}; {one.review.get_judgement_display()}"
            found.append(Link(label=f"{one.review.code} {one.review.title}", url=url_of(one.review), note=note))
        return found

    @property
    def said(self) -> str:
        """Whether it was confirmed, when and by whom: on the system, or by a signed paper."""
        day = self.one.confirmed_date
        if day is None:
            return _("Bản đang soạn, chưa được xác nhận.")
        paper = self.approval.paper if self.approval else None
        if paper is not None:
            said = {"number": paper.number, "day": ngay(paper.date), "signer": paper.signer_name}
            return _("Theo văn bản số %(number)s ngày %(day)s, %(signer)s ký.") % said
        people = ", ".join(str(vote.user) for step in self.rounds for vote in step.votes.all())
        return _("Xác nhận trên hệ thống ngày %(day)s: %(people)s.") % {"day": ngay(day), "people": people}

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What is confirmed, when, by which paper; why it came back."""
        one = self.one
        paper = self.approval.paper if self.approval else None
        rows: list[tuple[Any, Any]] = [
            (_("Lý do trả lại"), one.returned_reason),
            (_("Nội dung xác nhận"), linebreaksbr(one.text)),
            (_("Ngày xác nhận"), ngay(one.confirmed_date) if one.confirmed_date else ""),
            (
                _("Theo văn bản đã ký"),
                f"{paper.number}, {ngay(paper.date)} – {paper.signer_name}" if paper and one.confirmed_date else "",
            ),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def links(self) -> list[Link]:
        """The round it went through, for members."""
        if self.approval is None or not self.viewer.is_member:
            return []
        day = ngay(localdate(self.approval.submitted_at))
        return [Link(label=_("Lần trình ngày %s") % day, url=url_of(self.approval))]

    def address(self, name: str) -> str:
        """Return the address of a page of this confirmation."""
        return address(self.viewer, name, slug=self.one.slug)
