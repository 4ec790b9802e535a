"""What stands around a programme on its page: its way, the one next action, why it is held up, its buttons."""

from functools import cached_property
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.approvals.strips import awaited, strip_of
from sotay.attachments.aside import aside
from sotay.commands import Reason, may
from sotay.evaluation.audits.clause_lists import said
from sotay.evaluation.audits.models import Programme, ProgrammeLine
from sotay.evaluation.audits.programmes import guards
from sotay.evaluation.audits.programmes.done import Cell
from sotay.evaluation.audits.programmes.drawing import Drawing, drawing_of
from sotay.evaluation.audits.programmes.queries import ProgrammePage
from sotay.evaluation.audits.programmes.tables import TONES
from sotay.evaluation.tabs import address, crumb_to
from sotay.pages import shown, url_of
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step

State = Programme.State


class LineShown:
    """A line of a programme in words: the months planned and done, and why it comes first."""

    def __init__(self, line: ProgrammeLine, cells: tuple[Cell, ...]) -> None:
        self.line, self.cells = line, cells

    @property
    def planned(self) -> str:
        """The months it is planned in."""
        return said([str(month) for month in self.line.months])

    @property
    def done(self) -> str:
        """The months in which it was audited."""
        return said([str(cell.month) for cell in self.cells if cell.done])

    @property
    def missed(self) -> str:
        """The planned months that are over without it."""
        return said([str(cell.month) for cell in self.cells if cell.key == "missed"])

    @property
    def clauses(self) -> str:
        """The clauses."""
        return said(self.line.clauses)


class ProgrammeShown:
    """A programme as one viewer sees it."""

    def __init__(self, page: ProgrammePage, viewer: Actor) -> None:
        self.page, self.programme, self.viewer = page, page.programme, viewer
        self.writes = may(viewer, "evaluation.write_programme", page.programme)
        self.edits = self.writes and page.programme.state == State.DRAFT

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        one = self.programme
        beside = aside(one, viewer=self.viewer)
        return RecordPage(
            title=str(one),
            kicker=self.viewer.agency.name,
            crumbs=[crumb_to(self.viewer, "programmes")],
            state=StateBadge(label=one.get_state_display(), tone=TONES[State(one.state)]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            blocked=self.held_up,
            **beside | {"links": [*self.links, *(beside["links"] or ())]},
        )

    @cached_property
    def lines(self) -> list[LineShown]:
        """The lines of which something is planned."""
        return [LineShown(line, cells) for line, cells in self.page.rows if line.months]

    @property
    def left_out(self) -> list[ProgrammeLine]:
        """What stands in the programme without a month."""
        return [line for line, _cells in self.page.rows if not line.months]

    @property
    def drawing(self) -> Drawing:
        """The picture of months planned and done."""
        return drawing_of([(one.line, one.cells) for one in self.lines])

    @cached_property
    def reasons(self) -> list[Reason]:
        """Why it cannot be submitted."""
        return list(guards.why_not_submit(self.programme, [line for line, _cells in self.page.rows]))

    @property
    def held_up(self) -> list[Blocked]:
        """The reasons it cannot go on, for whoever writes it."""
        if not self.edits or not self.reasons:
            return []
        return [Blocked(title=_("Chưa trình được"), reasons=shown(self.reasons, self.viewer))]

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        one, page = self.programme, self.page
        if self.edits and self.reasons:
            action = Action(label=_("Xếp tháng"), url=self.address("programme_change"), icon="calendar", primary=True)
            return NextAction(title=_("Xếp tháng đánh giá, nêu căn cứ ưu tiên"), action=action)
        if self.edits:
            note = _(
                "Bản nháp được lập từ chương trình năm trước, kết quả đánh giá và thay đổi tài liệu; hãy rà lại trước."
            )
            action = Action(label=_("Trình phê duyệt"), url=self.address("programme_submit"), icon="send", primary=True)
            return NextAction(title=_("Trình chương trình để phê duyệt"), note=note, action=action)
        if one.state == State.SUBMITTED and page.approval is not None and self.viewer.is_member:
            return awaited(page.approval, page.steps, viewer=self.viewer)
        if one.state == State.APPROVED and not page.audits and may(self.viewer, "evaluation.begin_audits"):
            action = Action(
                label=_("Lập cuộc đánh giá"), url=address(self.viewer, "audit_new"), icon="plus", primary=True
            )
            return NextAction(title=_("Lập cuộc đánh giá theo chương trình"), action=action)
        return None

    @property
    def steps(self) -> list[Step]:
        """The way: written, submitted, approved, carried out."""
        one, page = self.programme, self.page
        first = Step(label=_("Soạn"), state="now" if one.state == State.DRAFT else "done")
        if page.approval is None or one.state == State.DRAFT:
            middle = [Step(label=_("Trình"), state="todo"), Step(label=_("Phê duyệt"), state="todo")]
            if one.approved_date:
                middle = [Step(label=_("Phê duyệt"), state="done", note=ngay(one.approved_date))]
        else:
            middle = strip_of(page.approval, page.steps)
        if one.state == State.SUPERSEDED:
            return [first, *middle, Step(label=_("Được thay thế"), state="done")]
        last = Step(label=_("Thực hiện"), state="now" if one.state == State.APPROVED else "todo", note=self.progress)
        return [first, *middle, last]

    @property
    def progress(self) -> str:
        """How many of the turns planned were done."""
        if self.programme.state != State.APPROVED:
            return ""
        cells = [cell for one in self.lines for cell in one.cells if cell.planned]
        return _("%(done)d/%(all)d lượt") % {"done": sum(cell.done for cell in cells), "all": len(cells)}

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        actions = []
        if self.edits:
            actions.append(Action(label=_("Sửa"), url=self.address("programme_change"), icon="pencil"))
        actions.append(Action(label=_("Bản in"), url=self.address("programme_print"), icon="printer"))
        if self.writes and not any(guards.why_not_revise(self.programme, prepared=self.page.prepared)):
            actions.append(Action(label=_("Điều chỉnh"), url=self.address("programme_revise"), icon="pencil"))
        if self.edits and not any(guards.why_not_drop(self.programme)):
            drop = self.address("programme_drop")
            actions.append(Action(label=_("Bỏ bản đang soạn"), url=drop, icon="trash", danger=True))
        return actions

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What stands above the table: why it was revised or returned, its texts, how it was approved."""
        one = self.programme
        paper = self.page.approval.paper if self.page.approval else None
        rows: list[tuple[Any, Any]] = [
            (_("Lý do điều chỉnh"), one.reason),
            (_("Lý do trả lại"), one.returned_reason),
            (_("Kế hoạch"), _("đồng thời là kế hoạch của cuộc đánh giá trong năm") if one.is_plan else ""),
            (_("Mục đích"), linebreaksbr(one.purpose)),
            (_("Phạm vi"), linebreaksbr(one.scope)),
            (_("Chuẩn mực"), linebreaksbr(one.criteria)),
            (_("Phương pháp"), linebreaksbr(one.method)),
            (_("Ngày phê duyệt"), ngay(one.approved_date) if one.approved_date else ""),
            (
                _("Theo văn bản đã ký"),
                f"{paper.number}, {ngay(paper.date)} – {paper.signer_name}" if paper and one.approved_date else "",
            ),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def links(self) -> list[Link]:
        """The other revisions of the year, and the round it went through, for members."""
        found = [
            Link(label=str(other), url=url_of(other), note=str(other.get_state_display()))
            for other in self.page.revisions
            if other.pk != self.programme.pk
        ]
        approval = self.page.approval
        if approval is not None and self.viewer.is_member:
            day = ngay(localdate(approval.submitted_at))
            found.append(Link(label=_("Lần trình ngày %s") % day, url=url_of(approval)))
        return found

    def address(self, name: str) -> str:
        """Return the address of a page of this programme."""
        return address(self.viewer, name, slug=self.programme.slug)
