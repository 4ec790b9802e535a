"""What stands around a feedback on its page: where it stands, its way, the one next action, what was said and answered."""

from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.evaluation.feedback import guards
from sotay.evaluation.feedback.models import Feedback
from sotay.evaluation.feedback.queries import content_of
from sotay.evaluation.feedback.tables import TONES
from sotay.evaluation.tabs import CUSTOMERS
from sotay.pages import url_of
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Link, NextAction, RecordPage, StateBadge, Step

State, Kind = Feedback.State, Feedback.Kind
OVER = (State.FORWARDED, State.REFUSED, State.NOTED)


class FeedbackShown:
    """A feedback as one viewer sees it."""

    def __init__(self, feedback: Feedback, viewer: Actor, *, on: date) -> None:
        self.feedback, self.viewer, self.on = feedback, viewer, on
        self.state = State(feedback.state)
        self.is_open = self.state in Feedback.OPEN
        self.is_late = self.is_open and feedback.due_date is not None and feedback.due_date < on
        self.is_restricted = feedback.is_restricted
        self.is_only_noted = feedback.kind in Feedback.ONLY_NOTED

    @property
    def base(self) -> str:
        """The template its page extends: remarks call others by name, so that what concerns an official takes none.

        Nor does what is only noted, which starts no work here either.
        """
        return "ui/record.html" if self.is_restricted or self.is_only_noted else "attachments/record.html"

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        one = self.feedback
        beside = aside(one, viewer=self.viewer)
        label = _("Quá hạn trả lời") if self.is_late else one.get_state_display()
        return RecordPage(
            title=str(one.get_kind_display()),
            kicker=one.code,
            crumbs=[CUSTOMERS.crumb_to(self.viewer, "feedback")],
            state=StateBadge(label=label, tone="stop" if self.is_late else TONES[self.state]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            **beside | {"links": [*self.links, *beside["links"]] if beside["links"] is not None else None},
        )

    @property
    def links(self) -> list[Link]:
        """The dossier and the service it is about."""
        one, found = self.feedback, []
        for record, note in ((one.dossier, pgettext("dossier", "Hồ sơ")), (one.service, _("Thủ tục hành chính"))):
            if record is not None:
                record.agency = one.agency
                found.append(Link(label=getattr(record, "code", str(record)), url=url_of(record), note=note))
        return found

    @property
    def said(self) -> str | None:
        """What was said; None for who may not read it."""
        content = content_of(self.feedback)
        if content is None or not self.may("read_feedback_words"):
            return None
        return content.text

    @property
    def was_emptied(self) -> str:
        """When the sender's data were deleted, in words; "" when they were not."""
        content = content_of(self.feedback)
        if content is None or content.emptied_date is None:
            return ""
        day = ngay(content.emptied_date)
        if content.text:
            return _("Thông tin người gửi đã xóa ngày %s.") % day
        return _("Thông tin người gửi và nội dung đã xóa ngày %s.") % day

    @cached_property
    def sender(self) -> list[tuple[Any, Any]]:
        """Who sent it and how to be reached, for those who may know."""
        content = content_of(self.feedback)
        if content is None or not self.may("see_feedback_contacts"):
            return []
        rows: list[tuple[Any, Any]] = [
            (_("Người gửi"), content.name),
            (_("Điện thoại"), content.phone),
            (_("Thư điện tử"), content.email),
            (_("Địa chỉ"), content.address),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def may_see_sender(self) -> bool:
        """Whether the viewer may know who sent it, if that was told; nothing is said of it once it was deleted."""
        return not self.is_only_noted and not self.was_emptied and self.may("see_feedback_contacts")

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """How it came, what it is about, who answers until when."""
        one = self.feedback
        rows: list[tuple[Any, Any]] = [
            (_("Phân loại"), one.get_kind_display()),
            (_("Hình thức"), one.get_channel_display()),
            (pgettext("feedback", "Ngày tiếp nhận"), ngay(one.received_date)),
            (_("Người tiếp nhận"), str(one.received_by or "")),
            (_("Số, ký hiệu"), one.reference_number),
            (_("Lĩnh vực"), one.field),
            (_("Về đơn vị"), str(one.about_unit or "")),
            (_("Thủ tục hành chính"), str(one.service or "")),
            (_("Mã hồ sơ"), one.dossier.code if one.dossier else ""),
            (_("Người được nêu"), str(one.about_official or "")),
            (_("Đơn vị xử lý"), str(one.unit or "")),
            (_("Hạn trả lời"), self.due_words),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def handled(self) -> list[tuple[Any, Any]]:
        """What was answered, or why it was turned away, and what everybody reads."""
        one = self.feedback
        turned = {State.FORWARDED: _("Nơi chuyển đến"), State.REFUSED: _("Lý do không xử lý")}
        rows: list[tuple[Any, Any]] = [
            (_("Nội dung trả lời"), one.answer),
            (_("Người trả lời"), _by(one.answered_by, one.answered_date)),
            (turned.get(self.state, _("Lý do")), one.state_reason),
            (_("Ngày kết thúc"), ngay(one.ended_date) if one.state_reason and one.ended_date else ""),
            (_("Nội dung công khai"), one.public_text),
            (_("Ngày công khai"), ngay(one.published_date) if one.published_date else ""),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def due_words(self) -> str:
        """Until when it is to be answered, and for how long that day is over."""
        due = self.feedback.due_date
        if due is None:
            return ""
        if not self.is_late:
            return ngay(due)
        return _("%(day)s (quá hạn %(late)s ngày)") % {"day": ngay(due), "late": (self.on - due).days}

    @property
    def steps(self) -> list[Step]:
        """The way: received, given to a unit, answered, published."""
        one = self.feedback
        if self.is_only_noted:
            return []
        notes = [one.received_date, one.assigned_date, one.answered_date, one.published_date]
        labels = [pgettext("feedback", "Tiếp nhận"), _("Giao xử lý"), _("Trả lời"), pgettext("feedback", "Công khai")]
        if self.state == State.RECEIVED:
            states = ["done", "now", "todo", "todo"]
        elif self.state == State.ASSIGNED:
            states = ["done", "done", "now", "todo"]
        elif self.state == State.ANSWERED:
            last = "done" if one.published_date else "skipped" if self.is_restricted else "todo"
            states = ["done", "done" if one.assigned_date else "skipped", "done", last]
        else:
            states = ["done", "done" if one.assigned_date else "skipped", "skipped", "skipped"]
        return [
            Step(label=label, state=state, note=ngay(day) if day else "")
            for label, state, day in zip(labels, states, notes, strict=True)
        ]

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next, or who is awaited."""
        due = _("Hạn trả lời: %s.") % self.due_words if self.due_words else ""
        if self.state == State.RECEIVED:
            button = Action(label=_("Giao xử lý"), url=self.url("feedback_assign"), icon="send", primary=True)
            note = _("Lãnh đạo hoặc thư ký giao đơn vị trả lời; cũng có thể trả lời ngay.")
            return self._next(_("Giao đơn vị xử lý"), f"{note} {due}".strip(), button, "assign_feedback")
        if self.state == State.ASSIGNED:
            button = Action(label=_("Trả lời"), url=self.url("feedback_answer"), icon="pencil", primary=True)
            who = _("Chờ %s.") % self.feedback.unit
            return self._next(_("Trả lời"), f"{who} {due}".strip(), button, "answer_feedback")
        if self.state == State.ANSWERED and not self.feedback.published_date and not self.is_restricted:
            button = Action(
                label=pgettext("feedback", "Công khai"), url=self.url("feedback_publish"), icon="eye", primary=True
            )
            note = _("Không bắt buộc: nội dung tóm tắt, không nêu tên ai, và câu trả lời.")
            if self.may("publish_feedback"):
                return NextAction(title=_("Công khai câu trả lời"), note=note, action=button)
        return None

    def _next(self, title: str, note: str, button: Action, permission: str) -> NextAction:
        return NextAction(title=title, note=note, action=button if self.may(permission) else None)

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found = []
        if not self.is_only_noted and may(self.viewer, "evaluation.receive_feedback"):
            found.append(Action(label=_("Phiếu tiếp nhận"), url=self.url("feedback_receipt"), icon="printer"))
        if self.is_open:
            found += self._while_open()
        if (
            self.state == State.ANSWERED
            and not any(guards.why_not_answer(self.feedback))
            and self.may("answer_feedback")
        ):
            found.append(Action(label=_("Sửa câu trả lời"), url=self.url("feedback_answer"), icon="pencil"))
        if self.feedback.published_date and self.may("publish_feedback"):
            found.append(Action(label=_("Gỡ công khai"), url=self.url("feedback_withdraw"), icon="eye-off"))
        return found

    def _while_open(self) -> list[Action]:
        found = []
        if self.may("sort_feedback"):
            found.append(Action(label=_("Phân loại"), url=self.url("feedback_sort"), icon="list-check"))
        if self.state == State.RECEIVED and self.may("answer_feedback"):
            found.append(Action(label=_("Trả lời ngay"), url=self.url("feedback_answer"), icon="pencil"))
        if self.state == State.ASSIGNED and self.may("assign_feedback"):
            found.append(Action(label=_("Giao lại"), url=self.url("feedback_assign"), icon="send"))
        if self.may("answer_feedback") and not any(guards.why_not_thank(self.feedback)):
            found.append(Action(label=_("Chỉ ghi nhận"), url=self.url("feedback_thank"), icon="check"))
        return found

    @property
    def rare(self) -> list[Link]:
        """What is seldom done: pass it on, refuse it, find that it is a complaint."""
        found: list[tuple[str, Any, str]] = []
        if self.is_open:
            found = [
                ("turn_feedback_away", _("Chuyển cơ quan khác"), "feedback_forward"),
                ("turn_feedback_away", _("Không xử lý, nêu lý do"), "feedback_refuse"),
                ("sort_feedback", _("Đây là khiếu nại, tố cáo"), "feedback_only_noted"),
            ]
        return [Link(label=label, url=self.url(name)) for permission, label, name in found if self.may(permission)]

    @property
    def empty_url(self) -> str:
        """Where the sender's data are deleted; "" where there are none, or for who may not."""
        return self._to_empty(words_too=False)

    @property
    def words_url(self) -> str:
        """Where the words of nobody named are deleted, which may name somebody; "" where there are none, or a sender."""
        return "" if self.empty_url else self._to_empty(words_too=True)

    def _to_empty(self, *, words_too: bool) -> str:
        content = content_of(self.feedback)
        if not self.may("empty_feedback") or any(guards.why_nothing_to_empty(content, words_too=words_too)):
            return ""
        return self.url("feedback_empty")

    @property
    def output_url(self) -> str:
        """Where a nonconforming output of the same dossier is logged; "" without a dossier, or for who may not."""
        dossier = self.feedback.dossier
        if dossier is None or self.is_restricted or not may(self.viewer, "operation.log_output"):
            return ""
        url = reverse("operation:output_new", kwargs={"agency": self.viewer.agency.short_name})
        return f"{url}?{urlencode({'dossier': dossier.slug})}"

    def may(self, name: str) -> bool:
        """Return whether the viewer may do this to it."""
        return may(self.viewer, f"evaluation.{name}", self.feedback)

    def url(self, name: str) -> str:
        """Return the address of a page of this feedback."""
        return CUSTOMERS.address(self.viewer, name, slug=self.feedback.slug)


def _by(person: Any, day: date | None) -> str:
    """Return who, and on which day."""
    if person is None or day is None:
        return ""
    return _("%(who)s, ngày %(day)s") % {"who": person, "day": ngay(day)}
