"""What stands around a nonconforming output on its page: where it stands, its way, the one next action."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import Reason, may
from sotay.operation.outputs import guards
from sotay.operation.outputs.models import NonconformingOutput
from sotay.operation.outputs.tables import TONES
from sotay.operation.tabs import address, crumb_to
from sotay.pages import shown, url_of
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step

State = NonconformingOutput.State
WAY = (State.OPEN, State.DECIDED, State.DONE, State.CLOSED)


class OutputShown:
    """An output as one viewer sees it; `others` are those it repeats."""

    def __init__(
        self, output: NonconformingOutput, viewer: Actor, *, others: Sequence[NonconformingOutput], on: date
    ) -> None:
        self.output, self.viewer, self.others, self.on = output, viewer, others, on
        self.state = State(output.state)

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        output = self.output
        beside = aside(output, viewer=self.viewer)
        return RecordPage(
            title=str(output.get_kind_display()),
            kicker=output.code,
            crumbs=[crumb_to(self.viewer, "outputs")],
            state=StateBadge(label=output.get_state_display(), tone=TONES[self.state]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            blocked=self.blocked,
            **beside | {"links": [*self.links, *beside["links"]] if beside["links"] is not None else None},
        )

    @property
    def links(self) -> list[Link]:
        """The dossier and the service it is about."""
        output, found = self.output, []
        if output.dossier is not None:
            url = address(self.viewer, "dossier_detail", slug=output.dossier.slug)
            found.append(Link(label=output.dossier.code, url=url, note=pgettext("dossier", "Hồ sơ")))
        if output.service is not None:
            found.append(Link(label=str(output.service), url=url_of(output.service), note=_("Thủ tục hành chính")))
        return found

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What was found, where and by whom."""
        one = self.output
        rows: list[tuple[Any, Any]] = [
            (_("Nội dung không phù hợp"), one.what),
            (_("Phát hiện"), one.get_stage_display()),
            (_("Ngày phát hiện"), ngay(one.found_date)),
            (_("Người ghi nhận"), str(one.found_by or "")),
            (_("Mã hồ sơ"), one.dossier.code if one.dossier else ""),
            (_("Thủ tục hành chính"), str(one.service or "")),
            (_("Đơn vị"), str(one.unit or "")),
            (_("Lý do hủy bỏ"), one.cancelled_reason),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def handled(self) -> list[tuple[Any, Any]]:
        """What was decided, done and found when it was checked again."""
        one = self.output
        closed = self.state == State.CLOSED
        rows: list[tuple[Any, Any]] = [
            (_("Cách xử lý"), one.get_action_display()),
            (_("Nội dung xử lý"), one.action_text),
            (_("Người quyết định"), _by(one.decided_by, one.decided_date)),
            (_("Người xử lý"), str(one.assigned_to or "")),
            (_("Hạn xử lý"), self.due_words),
            (_("Kết quả xử lý"), one.done_text),
            (_("Người báo kết quả"), _by(one.done_by, one.done_date)),
            (_("Kiểm tra lại") if closed else _("Kiểm tra lại lần trước: còn thiếu"), one.checked_text),
            (_("Người kiểm tra lại"), _by(one.checked_by, one.checked_date)),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def due_words(self) -> str:
        """Until when it is to be done, and for how long that day is over."""
        due = self.output.due_date
        if due is None:
            return ""
        late = (self.on - due).days
        if self.state != State.DECIDED or late <= 0:
            return ngay(due)
        return _("%(day)s (quá hạn %(late)s ngày)") % {"day": ngay(due), "late": late}

    @property
    def steps(self) -> list[Step]:
        """The way: logged, decided, done, checked again, closed."""
        one = self.output
        labels = [
            (_("Ghi nhận"), ngay(one.found_date)),
            (_("Quyết định xử lý"), ngay(one.decided_date) if one.decided_date else ""),
            (_("Xử lý"), ngay(one.done_date) if one.done_date else ""),
            (_("Kiểm tra lại"), ngay(one.checked_date) if one.checked_date else ""),
            (_("Đóng"), ""),
        ]
        if self.state == State.CANCELLED:
            states = ["done", *["skipped"] * 4]
        elif self.state == State.CLOSED:
            states = ["done"] * 5
        else:
            past = WAY.index(self.state) + 1
            states = ["done"] * past + ["now"] + ["todo"] * (4 - past)
        return [Step(label=label, state=state, note=note) for (label, note), state in zip(labels, states, strict=True)]

    @cached_property
    def why_not_check(self) -> list[Reason]:
        """Why the viewer cannot check it again."""
        return list(guards.why_not_check(self.output, self.viewer))

    @property
    def blocked(self) -> list[Blocked]:
        """Why one who may check it again cannot do so himself."""
        if self.state != State.DONE or not self.may("check_output") or not self.why_not_check:
            return []
        return [Blocked(title=_("Chưa tự kiểm tra lại được"), reasons=shown(self.why_not_check, self.viewer))]

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next, or who is awaited."""
        if self.state == State.OPEN:
            button = Action(label=_("Quyết định"), url=self.url("output_decide"), icon="check", primary=True)
            note = _("Do lãnh đạo đơn vị hoặc lãnh đạo cơ quan quyết định.")
            return self._next(_("Quyết định cách xử lý"), note, button, "decide_output")
        if self.state == State.DECIDED:
            button = Action(label=_("Báo kết quả xử lý"), url=self.url("output_done"), icon="check", primary=True)
            who = _("Chờ %s.") % (self.output.assigned_to or _("đơn vị xử lý"))
            due = _("Hạn xử lý: %s.") % self.due_words if self.due_words else ""
            return self._next(_("Xử lý và báo kết quả"), f"{who} {due}".strip(), button, "finish_output")
        if self.state == State.DONE:
            button = Action(label=_("Kiểm tra lại"), url=self.url("output_check"), icon="clipboard-check", primary=True)
            note = _("Do một người khác người xử lý thực hiện (8.7.1).")
            if self.why_not_check:
                return NextAction(title=_("Chờ kiểm tra lại"), note=note)
            return self._next(_("Kiểm tra lại kết quả xử lý"), note, button, "check_output")
        return None

    def _next(self, title: str, note: str, button: Action, permission: str) -> NextAction:
        return NextAction(title=title, note=note, action=button if self.may(permission) else None)

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head: to print, to decide anew, to cancel."""
        found = [Action(label=_("Bản in"), url=self.url("output_print"), icon="printer")]
        if self.state == State.DECIDED and self.may("decide_output"):
            found.append(Action(label=_("Sửa quyết định"), url=self.url("output_decide"), icon="pencil"))
        if self.output.is_open and self.may("cancel_output"):
            found.append(Action(label=_("Hủy bỏ"), url=self.url("output_cancel"), icon="ban"))
        return found

    @property
    def files_note(self) -> bool:
        """Whether to remind that citizens' papers are no files of this record."""
        return self.viewer.is_member and self.output.is_open

    def may(self, name: str) -> bool:
        """Return whether the viewer may do this to it."""
        return may(self.viewer, f"operation.{name}", self.output)

    def url(self, name: str) -> str:
        """Return the address of a page of this output."""
        return address(self.viewer, name, slug=self.output.slug)


def _by(person: Any, day: date | None) -> str:
    """Return who, and on which day."""
    if person is None or day is None:
        return ""
    return _("%(who)s, ngày %(day)s") % {"who": person, "day": ngay(day)}
