"""What stands around a request on its page: its way, the one next action, what it lacks, its buttons."""

from datetime import date
from functools import cached_property
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.actor import Actor
from sotay.approvals.models import Approval
from sotay.approvals.strips import strip_of, who_signs
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.pages import shown, url_of, url_of_known
from sotay.support.documents.models import Document
from sotay.support.requests import guards
from sotay.support.requests.models import ChangeRequest
from sotay.support.requests.queries import RequestPage
from sotay.support.tabs import address, crumb_to
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step

State, Manner = ChangeRequest.State, ChangeRequest.Manner
TONES = {
    State.DRAFT: "quiet",
    State.SUBMITTED: "now",
    State.ACCEPTED: "now",
    State.REJECTED: "stop",
    State.DONE: "done",
    State.CANCELLED: "stop",
}
POINT_WORDS: dict[str, Any] = {
    field.name: field.verbose_name for field in ChangeRequest._meta.fields if field.name in ChangeRequest.POINTS
}


class RequestShown:
    """A request as one viewer sees it."""

    def __init__(self, page: RequestPage, viewer: Actor, *, on: date) -> None:
        self.page, self.request, self.viewer, self.on = page, page.request, viewer, on
        self.writes = may(viewer, "support.write_request", page.request)
        self.edits = self.writes and page.request.state == State.DRAFT
        self.carries_out = may(viewer, "support.carry_out_request", page.request)

    def record_page(self, *, blocked: list[Blocked]) -> RecordPage:
        """Return the head and the sides of the page."""
        one = self.request
        beside = aside(one, viewer=self.viewer)
        return RecordPage(
            title=f"{one.get_manner_display()}: {one.document or one.title}",
            kicker=one.code,
            crumbs=[crumb_to(self.viewer, "requests")],
            state=StateBadge(label=one.get_state_display(), tone=TONES[State(one.state)]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            blocked=[*blocked, *self.held_up],
            **beside | {"links": [*self.links, *(beside["links"] or ())]},
        )

    @cached_property
    def reasons(self) -> list[Any]:
        """Why it cannot be submitted now."""
        return shown(guards.why_not_submit(self.request, on=self.on), self.viewer) if self.edits else []

    @property
    def held_up(self) -> list[Blocked]:
        """The reasons it cannot go on."""
        told = [Blocked(title=_("Chưa trình được"), reasons=self.reasons)] if self.reasons else []
        one = self.request
        if one.state == State.DRAFT and one.state_reason:
            why = guards.Reason(one.state_reason, code="returned")
            told.insert(0, Blocked(title=_("Phiếu bị trả lại"), reasons=shown([why], self.viewer)))
        return told

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        one = self.request
        if self.edits:
            if self.reasons:
                action = Action(label=_("Ghi tiếp"), url=self.address("request_change"), icon="pencil", primary=True)
                return NextAction(title=_("Ghi đủ nội dung hoạch định thay đổi"), action=action)
            action = Action(label=_("Trình"), url=self.address("request_submit"), icon="send", primary=True)
            return NextAction(title=_("Trình phiếu yêu cầu"), action=action)
        if one.state == State.SUBMITTED and self.page.approval is not None:
            return self._awaited(self.page.approval)
        if one.state == State.ACCEPTED:
            return self._to_carry_out()
        return None

    def _to_carry_out(self) -> NextAction | None:
        one = self.request
        if one.revision is not None:
            action = Action(label=_("Mở bản tài liệu"), url=url_of(one.revision), icon="file-text", primary=True)
            return NextAction(title=_("Soạn, trình và ban hành bản tài liệu"), action=action)
        if one.document is not None and (ended := list(guards.why_document_ended(one.document))):
            url = self.address("request_cancel")
            cancel = Action(label=_("Hủy phiếu"), url=url, icon="circle-x", primary=True)
            return NextAction(
                title=_("Không còn gì để sửa: hủy phiếu này"),
                note=ended[0].text,
                action=cancel if self.writes else None,
            )
        if one.manner == Manner.WITHDRAW and one.document is not None:
            may_withdraw = may(self.viewer, "support.issue_documents", one.document)
            url = address(self.viewer, "document_withdraw", slug=one.document.slug)
            withdraw = Action(label=_("Thu hồi tài liệu"), url=url, icon="archive", primary=True)
            return NextAction(title=_("Thu hồi tài liệu theo phiếu này"), action=withdraw if may_withdraw else None)
        if not self.carries_out:
            return NextAction(title=_("Chờ đơn vị chủ trì soạn tài liệu"))
        if one.manner == Manner.NEW:
            url = self.address("request_document")
            action = Action(label=_("Lập tài liệu"), url=url, icon="plus", primary=True)
            return NextAction(title=_("Lập tài liệu mới theo phiếu này"), action=action)
        action = Action(
            label=_("Bắt đầu soạn"), url=self.address("request_begin"), icon="player-play", post=True, primary=True
        )
        return NextAction(title=_("Soạn bản sửa đổi theo phiếu này"), action=action)

    def _awaited(self, approval: Approval) -> NextAction:
        current = next((step for step in self.page.steps if step.done_at is None), None)
        if may(self.viewer, "approvals.decide", approval):
            action = Action(label=_("Xem và quyết định"), url=url_of(approval), icon="check", primary=True)
            return NextAction(title=_("Chờ anh, chị quyết định"), action=action)
        enters = may(self.viewer, "approvals.enter_paper", approval)
        action = Action(
            label=_("Nhập văn bản đã ký") if enters else _("Xem lần trình"),
            url=url_of(approval),
            icon="signature" if enters else "eye",
        )
        title = _("Chờ %s") % who_signs(current) if current else _("Đang trình")
        return NextAction(title=title, action=action)

    @property
    def steps(self) -> list[Step]:
        """The way: asked, reviewed and approved, written, in force."""
        one, page = self.request, self.page
        first = Step(
            label=_("Đề nghị"),
            state="now" if one.state == State.DRAFT else "done",
            note=f"{one.asked_by}, {ngay(one.asked_date)}",
        )
        if page.approval is None or one.state == State.DRAFT:
            middle = [Step(label=_("Cho ý kiến"), state="todo"), Step(label=_("Phê duyệt"), state="todo")]
        else:
            middle = strip_of(page.approval, page.steps)[1:]
        if one.state in {State.REJECTED, State.CANCELLED}:
            return [first, *middle, Step(label=one.get_state_display(), state="done", note=ngay(one.decided_date))]
        begun = one.revision is not None or one.state == State.DONE
        last = Step(
            label=_("Thu hồi") if one.manner == Manner.WITHDRAW else _("Có hiệu lực"),
            state="done" if one.state == State.DONE else "todo",
            note=ngay(one.done_date) if one.done_date else "",
        )
        if one.manner == Manner.WITHDRAW:
            return [first, *middle, last]
        writing = "done" if begun and one.state == State.DONE else "now" if one.state == State.ACCEPTED else "todo"
        return [first, *middle, Step(label=_("Soạn tài liệu"), state=writing), last]

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        one = self.request
        found = [Action(label=_("Bản in"), url=self.address("request_print"), icon="printer")]
        if self.edits:
            found.append(Action(label=_("Sửa"), url=self.address("request_change"), icon="pencil"))
        if (
            self.page.approval
            and one.state == State.SUBMITTED
            and may(self.viewer, "approvals.decide", self.page.approval)
        ):
            url = self.address("request_reject")
            found.append(Action(label=_("Không chấp thuận"), url=url, icon="ban", danger=True))
        if self.writes and not any(guards.why_not_cancel(one, reason="-")):
            found.append(Action(label=_("Hủy phiếu"), url=self.address("request_cancel"), icon="circle-x", danger=True))
        return found

    @property
    def links(self) -> list[Link]:
        """Where it came from, what it is about, the round it went through, the revision it led to."""
        one, page = self.request, self.page
        found = []
        if page.origin is not None:
            url = url_of_known(page.origin, agency=self.viewer.agency.short_name)
            found.append(Link(label=page.origin.title, url=url, note=page.origin.label))
        if one.document is not None and one.document.uuid != one.origin_uuid and self._sees(one.document):
            found.append(Link(label=str(one.document), url=url_of(one.document), note=_("tài liệu")))
        if one.law is not None and one.law.uuid != one.origin_uuid:
            found.append(Link(label=str(one.law), url=url_of(one.law), note=_("văn bản pháp luật")))
        if one.revision is not None and may(self.viewer, "support.view_revision", one.revision):
            found.append(Link(label=one.revision.number, url=url_of(one.revision), note=_("bản tài liệu")))
        if page.approval is not None:
            found.append(Link(label=_("Lần trình"), url=url_of(page.approval)))
        return found

    @property
    def asked(self) -> list[tuple[Any, Any]]:
        """What is asked, by whom, why."""
        one = self.request
        rows = [
            (_("Loại yêu cầu"), one.get_manner_display()),
            (capfirst(_("tài liệu")), str(one.document or one.title)),
            (_("Người đề nghị"), ", ".join(filter(None, [str(one.asked_by), str(one.unit or "")]))),
            (_("Xuất phát từ"), "; ".join(filter(None, [str(one.get_cause_display()), self._origin]))),
            (_("Văn bản pháp luật"), str(one.law or "")),
            (_("Lý do"), one.reason),
            (_("Nội dung hiện tại"), one.present),
            (_("Nội dung đề nghị"), one.proposed),
            (_("Tài liệu, biểu mẫu khác bị ảnh hưởng"), self._impacts),
            (_("Hạn hoàn thành"), ngay(one.due_date) if one.due_date else ""),
            (_("Ngày ban hành thực tế"), ngay(one.done_date) if one.done_date else ""),
            (_("Ngày quyết định"), ngay(one.decided_date) if one.decided_date else ""),
            (_("Lý do không chấp thuận, hủy"), one.state_reason if one.state != State.DRAFT else ""),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def planned(self) -> list[tuple[Any, str]]:
        """The five points of a planned change."""
        return points_of(self.request)

    def address(self, name: str) -> str:
        """Return the address of a page of this request."""
        return address(self.viewer, name, slug=self.request.slug)

    @property
    def _impacts(self) -> str:
        """The other documents it touches; those not for these eyes are counted."""
        told = list(map(str, self.page.impacts))
        if hidden := self.page.hidden:
            words = ngettext("còn %(n)d tài liệu phổ biến hạn chế", "còn %(n)d tài liệu phổ biến hạn chế", hidden)
            told.append(words % {"n": hidden})
        return "; ".join(told)

    @property
    def _origin(self) -> str:
        """The record it was opened from, unless it is told as the document or the law already."""
        told = {each.uuid for each in (self.request.document, self.request.law) if each is not None}
        return "" if self.request.origin_uuid in told else self.request.origin_text

    def _sees(self, document: Document) -> bool:
        return may(self.viewer, "support.view_document", document)


def points_of(one: ChangeRequest) -> list[tuple[Any, str]]:
    """Return the five points with their words, empty ones too."""
    return [(POINT_WORDS[name], getattr(one, name)) for name in ChangeRequest.POINTS]
