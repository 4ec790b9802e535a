"""What stands around an outgoing paper on its page: its way, the one next action, what holds it up, buttons, facts, files."""

from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.document_types import DOCUMENT_TYPES
from sotay.agency.models.calendar import calendar_of
from sotay.approvals.models import Approval
from sotay.approvals.strips import awaited, strip_of
from sotay.attachments.aside import aside
from sotay.commands import Reason, may
from sotay.pages import shown, url_of, url_of_known
from sotay.papers.model import Paper
from sotay.support.outgoing import guards
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.numbering import guards as numbering
from sotay.support.outgoing.queries import PaperPage
from sotay.support.outgoing.signing.guards import TAKES
from sotay.support.tabs import address, crumb_to
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Blocked, FileLine, Link, NextAction, RecordPage, StateBadge, Step

State = OutgoingPaper.State
TONES = {
    State.DRAFT: "quiet",
    State.SUBMITTED: "now",
    State.SIGNED: "now",
    State.NUMBERED: "now",
    State.ISSUED: "done",
    State.WITHDRAWN: "stop",
    State.CANCELLED: "stop",
}
WAY = (State.DRAFT, State.SUBMITTED, State.SIGNED, State.NUMBERED, State.ISSUED)


class PaperShown:
    """A paper as one viewer sees it; `said` is what it says, None for a draft whose record is gone."""

    def __init__(self, page: PaperPage, viewer: Actor, *, said: Paper | None, on: date) -> None:
        self.page, self.paper, self.viewer, self.said, self.on = page, page.paper, viewer, said, on
        self.writes = may(viewer, "support.write_paper", page.paper)
        self.numbers = may(viewer, "support.number_paper", page.paper)
        self.brings = may(viewer, "support.bring_signed", page.paper)

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        paper = self.paper
        beside = aside(paper, viewer=self.viewer)
        return RecordPage(
            title=str(paper),
            kicker=DOCUMENT_TYPES.get(paper.abbreviation, paper.abbreviation),
            crumbs=[crumb_to(self.viewer, "papers")],
            state=StateBadge(label=paper.get_state_display(), tone=TONES[State(paper.state)]),
            actions=self.actions,
            steps=self.steps if paper.state != State.CANCELLED else [],
            next_action=self.next_action,
            blocked=self.held_up,
            **beside | {"links": [*self.links, *(beside["links"] or ())]},
        )

    @cached_property
    def reasons(self) -> list[Reason]:
        """Why a draft cannot be submitted yet."""
        if self.paper.state != State.DRAFT or not self.writes:
            return []
        if self.said is None:
            return [guards.why_gone(self.paper)]
        return list(guards.why_not_submit(self.paper, self.said, on=self.on))

    @cached_property
    def hints(self) -> list[str]:
        """What is late or odd, without forbidding anything (Điều 15, Điều 18)."""
        if self.paper.signed_date is None:
            return []
        late = numbering.hints(self.paper, calendar=calendar_of(self.paper.agency))
        return [*late, *numbering.out_of_order(self.paper)]

    @property
    def held_up(self) -> list[Blocked]:
        """Why it came back or ended, what is missing, what is late."""
        paper, told = self.paper, []
        if paper.state == State.DRAFT and paper.returned_reason:
            told.append(self._blocked(_("Bị trả lại"), [paper.returned_reason]))
        if paper.state == State.CANCELLED:
            told.append(self._blocked(_("Lý do hủy"), [paper.ended_reason]))
        if paper.state == State.WITHDRAWN:
            told.append(self._blocked(_("Lý do thu hồi"), [paper.ended_reason]))
        if self.reasons:
            told.append(Blocked(title=_("Chưa trình ký được"), reasons=shown(self.reasons, self.viewer)))
        if self.hints:
            told.append(self._blocked(_("Cần lưu ý"), self.hints))
        return told

    def _blocked(self, title: str, texts: list[str]) -> Blocked:
        return Blocked(title=title, reasons=shown([Reason(one, code="told") for one in texts], self.viewer))

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        paper = self.paper
        if paper.state == State.DRAFT and self.writes:
            if self.said is None:
                return None
            if self.reasons:
                return NextAction(title=_("Viết tiếp cho đủ"), action=self._button(_("Soạn tiếp"), "write", "pencil"))
            button = self._button(_("Trình ký"), "submit", "send")
            return NextAction(title=_("Trình ký"), note=_("Nội dung được chốt lại khi trình."), action=button)
        if paper.state == State.SUBMITTED and self.page.approval is not None:
            return awaited(self.page.approval, self.page.steps, viewer=self.viewer)
        if paper.state == State.SIGNED:
            number = self._button(_("Cấp số, ngày"), "number", "rubber-stamp") if self.numbers else None
            return NextAction(title=_("Chờ văn thư cấp số"), note=self._by, action=number)
        if paper.state == State.NUMBERED:
            issue = self._button(_("Phát hành"), "issue", "send") if self.numbers else None
            return NextAction(title=_("Chờ phát hành"), note=self._by, action=issue)
        return None

    @property
    def _by(self) -> str:
        """Until when number and issue are in time."""
        if self.paper.signed_date is None:
            return ""
        last = calendar_of(self.paper.agency).next_working_day(self.paper.signed_date)
        return _("Chậm nhất ngày %s (NĐ 30/2020/NĐ-CP Điều 15, Điều 18).") % ngay(last)

    @property
    def steps(self) -> list[Step]:
        """The way: drafted, submitted and signed, numbered, issued."""
        paper, approval = self.paper, self.page.approval
        at = WAY.index(State(paper.state)) if paper.state in WAY else len(WAY)
        first = Step(label=_("Soạn thảo"), state="now" if at == 0 else "done", note=str(paper.drafted_by))
        if approval is not None and at:
            middle = strip_of(approval, self.page.steps)
        else:
            middle = [Step(label=_("Trình"), state="todo"), Step(label=_("Ký"), state="todo")]
        signed = at >= WAY.index(State.SIGNED)
        number = Step(
            label=_("Cấp số"),
            state="done" if paper.number is not None else "now" if signed else "todo",
            note=f"{paper.full_number}, {ngay(paper.dated)}" if paper.number is not None else "",
        )
        issued = Step(
            label=_("Phát hành"),
            state="done" if paper.issued_date else "now" if paper.state == State.NUMBERED else "todo",
            note=ngay(paper.issued_date) if paper.issued_date else "",
        )
        last = (
            [Step(label=_("Thu hồi"), state="now", note=ngay(paper.ended_date))]
            if paper.state == State.WITHDRAWN
            else []
        )
        return [first, *middle, number, issued, *last]

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        paper, found = self.paper, []
        if paper.state == State.DRAFT and self.writes and self.said is not None:
            found.append(Action(label=_("Soạn"), url=self.address("write"), icon="pencil"))
        if paper.state in TAKES and self.brings:
            found.append(Action(label=_("Đưa lên bản ký"), url=self.address("sign"), icon="signature"))
        if paper.state in OutgoingPaper.OUT and self.numbers:
            found.append(Action(label=_("Ghi chuyển, ký nhận"), url=self.address("sending"), icon="send"))
        if paper.state == State.ISSUED and may(self.viewer, "support.draft_paper", paper):
            found.append(Action(label=_("Thay thế, đính chính"), url=self.address("mend"), icon="refresh"))
        if paper.state == State.ISSUED and self.numbers:
            found.append(Action(label=_("Thu hồi"), url=self.address("withdraw"), icon="ban", danger=True))
        cancels = self.writes and (paper.state == State.DRAFT or self.numbers)
        if cancels and paper.state in guards.TO_CANCEL:
            found.append(Action(label=_("Hủy"), url=self.address("cancel"), icon="trash", danger=True))
        return found

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """Who drafted and signed it, in which way, number and date, how it went out."""
        paper = self.paper
        signer = self.said.signature if self.said else None
        rows: list[tuple[Any, Any]] = [
            (_("Trích yếu"), paper.subject),
            (_("Người ký"), f"{signer.name}, {' '.join(signer.lines)}" if signer and signer.name else _("chưa chọn")),
            (_("Đơn vị soạn thảo"), paper.unit or "–"),
        ]
        if paper.signed_date:
            rows.append((_("Ký"), f"{ngay(paper.signed_date)}, {self._manner}"))
        if paper.number is not None:
            rows.append((_("Số, ngày văn bản"), f"{paper.full_number}, {ngay(paper.dated)} ({paper.series})"))
        if paper.issued_date:
            rows.append((_("Ngày phát hành"), ngay(paper.issued_date)))
            told = [
                (_("Số lượng bản"), paper.copies), (_("Bản lưu"), paper.kept_by),
                (_("Ngày chuyển"), ngay(paper.sent_date) if paper.sent_date else ""), (_("Ký nhận"), paper.receipt),
                (_("Ghi chú"), paper.note),
            ]  # fmt: skip
            rows += [(label, value) for label, value in told if value]
        return rows

    @property
    def _manner(self) -> str:
        """How it was signed: a click is never called a digital signature (law.md 7.1)."""
        approval = self.page.approval
        if approval is not None and approval.way == Approval.Way.PAPER:
            return _("theo văn bản đã ký")
        return _("xác nhận trên hệ thống")

    @property
    def links(self) -> list[Link]:
        """What it is about, the round it went through, the decision others rest on, papers it mends or that mend it."""
        paper, page, found = self.paper, self.page, []
        if page.about is not None:
            url = url_of_known(page.about, agency=self.viewer.agency.short_name)
            found.append(Link(label=page.about.title, url=url, note=page.about.label))
        if page.approval is not None:
            found.append(Link(label=_("Lần trình ký"), url=url_of(page.approval)))
        if paper.decision is not None:
            found.append(Link(label=_("Văn bản số %s") % paper.decision.number, url=url_of(paper.decision)))
        if paper.mends is not None:
            found.append(Link(label=str(paper.mends), url=url_of(paper.mends), note=paper.get_mending_display()))
        for one in page.mended_by:
            note = (
                _("được thay thế bằng") if one.mending == OutgoingPaper.Mending.REPLACES else _("được đính chính bằng")
            )
            found.append(Link(label=str(one), url=url_of(one), note=note))
        return found

    @property
    def files(self) -> list[FileLine]:
        """The paper as files: pinned ones with size, those of a draft made when asked for."""
        paper, found = self.paper, []
        if self.said is None:
            return []
        draft = _("dự thảo") if paper.pdf_id is None else ""
        faces = [("pdf", "PDF/A", paper.pdf), ("docx", "Word", paper.docx)]
        if self.said.behind:
            faces.append(("xlsx", _("Số liệu kèm theo (Excel)"), paper.behind))
        for face, label, blob in faces:
            size = blob.size if blob else 0
            found.append(FileLine(name=label, url=self.address("file", face=face), size=size, note=draft))
        return found

    def _button(self, label: str, name: str, icon: str) -> Action:
        return Action(label=label, url=self.address(name), icon=icon, primary=True)

    def address(self, name: str, **kwargs: Any) -> str:
        """Return the address of a page of this paper."""
        return address(self.viewer, f"paper_{name}", slug=self.paper.slug, **kwargs)
