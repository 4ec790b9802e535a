"""What stands around an audit on its page: its way, the one next action, why it is held up, its buttons and facts."""

from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.actor import Actor
from sotay.approvals.strips import awaited, strip_of
from sotay.attachments.aside import aside
from sotay.commands import Reason, may
from sotay.evaluation.audits.models import Audit, Grade
from sotay.evaluation.audits.plan import guards
from sotay.evaluation.audits.plan.queries import AuditPage
from sotay.evaluation.audits.plan.tables import TONES
from sotay.evaluation.audits.plan.timetable import Timetable, timetable
from sotay.evaluation.audits.plan.visit_rows import VisitRow, Who, rows_of
from sotay.evaluation.audits.report.sight import sees_report
from sotay.evaluation.tabs import address, crumb_to
from sotay.pages import shown, url_of
from sotay.standard.registry.gates import gate
from sotay.ui.formats import luc, ngay
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step

State, Part = Audit.State, guards.Part
MOST_REASONS = 20


class AuditShown:
    """An audit as one viewer sees it."""

    def __init__(self, page: AuditPage, viewer: Actor, *, on: date) -> None:
        self.page, self.audit, self.viewer, self.on = page, page.audit, viewer, on
        self.state = State(page.audit.state)
        self.plans = may(viewer, "evaluation.plan_audit", page.audit)
        self.edits = self.plans and self.state == State.PLANNING
        self.moves = self.plans and self.state in Audit.IN_THE_ROOM

    def record_page(self, *, blocked: list[Blocked] | None = None) -> RecordPage:
        """Return the head and the sides of the page."""
        audit = self.audit
        beside = aside(audit, viewer=self.viewer)
        links = beside["links"]
        return RecordPage(
            title=audit.title,
            kicker=audit.code,
            crumbs=[crumb_to(self.viewer, "audits")],
            state=StateBadge(label=audit.get_state_display(), tone=TONES[self.state]),
            actions=self.actions,
            steps=self.steps if self.state != State.CANCELLED else [],
            next_action=self.next_action,
            blocked=[*(blocked or ()), *self.held_up],
            **beside | {"links": [*self.links, *links] if links is not None else None},
        )

    @cached_property
    def rows(self) -> list[VisitRow]:
        """The visits as rows of the plan."""
        return rows_of(self.page, self.viewer, edits=self.edits, moves=self.moves)

    @cached_property
    def picture(self) -> Timetable | None:
        """The visits as a picture."""
        return timetable(self.page.visits)

    @cached_property
    def reasons(self) -> list[Reason]:
        """Why the plan cannot be submitted now, for who writes it."""
        if not self.edits:
            return []
        return list(guards.why_incomplete(self.audit, self.page.standing, self.page.ties, self.page.valid))

    @cached_property
    def open_visits(self) -> list[Reason]:
        """What keeps the closing meeting waiting, for who holds it."""
        if self.state != State.UNDERWAY or not self._holds_meeting:
            return []
        waits = list(guards.why_not_close(self.audit, self.page.visits, held_date=self.on, on=self.on))
        return waits or list(gate(guards.CLOSE_MEETING, self.audit))

    @property
    def held_up(self) -> list[Blocked]:
        """Why it came back, what it lacks, what the closing meeting waits for."""
        told = []
        audit = self.audit
        if self.state == State.CANCELLED:
            why = [Reason(audit.cancelled_reason, code="cancelled")]
            told.append(Blocked(title=_("Lý do hủy"), reasons=shown(why, self.viewer)))
        elif audit.returned_reason and self.edits:
            why = [Reason(audit.returned_reason, code="returned")]
            told.append(Blocked(title=_("Kế hoạch được trả lại, mở lại"), reasons=shown(why, self.viewer)))
        if self.reasons and self.page.visits and self.page.members:
            told.append(Blocked(title=_("Chưa trình được"), reasons=shown(self._first(self.reasons), self.viewer)))
        if self.open_visits and self.on >= audit.to_date:
            reasons = shown(self._first(self.open_visits), self.viewer)
            told.append(Blocked(title=_("Chưa họp kết thúc được"), reasons=reasons))
        return told

    def _first(self, reasons: list[Reason]) -> list[Reason]:
        more = len(reasons) - MOST_REASONS
        if more <= 0:
            return reasons
        words = ngettext("và %d lý do khác.", "và %d lý do khác.", more) % more
        return [*reasons[:MOST_REASONS], Reason(words, code="more")]

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        if self.edits:
            return self._next_of_plan()
        if self.state == State.SUBMITTED and self.page.approval is not None and self.viewer.is_member:
            return awaited(self.page.approval, self.page.steps, viewer=self.viewer)
        if self.state == State.PLANNED:
            return self._next_of_planned()
        if self.state == State.UNDERWAY:
            return self._next_in_the_room()
        if self.state in Audit.AFTER_MEETING:
            return self._next_of_unit() or self._next_of_report()
        return None

    def _next_of_plan(self) -> NextAction:
        codes = {one.code for one in self.reasons}
        if not self.page.members or codes & {"no_lead", "no_valid_auditor"}:
            url = self.address("audit_team")
            action = Action(label=_("Lập đoàn đánh giá"), url=url, icon="users", primary=True)
            return NextAction(title=_("Lập đoàn đánh giá"), note=_("Trưởng đoàn và đánh giá viên."), action=action)
        if not self.page.visits:
            url = self.address("audit_propose")
            action = Action(label=_("Lập lịch cho các đơn vị"), url=url, icon="calendar", post=True, primary=True)
            note = _("Theo chương trình năm.") if self.audit.programme_id else _("Mỗi đơn vị một lịch, sửa được sau.")
            return NextAction(title=_("Lập lịch đánh giá"), note=note, action=action)
        if "no_auditor" in codes:
            url = self.address("audit_assign")
            action = Action(label=_("Phân công"), url=url, icon="users", post=True, primary=True)
            note = _("Chọn người độc lập và đang rảnh; sửa được từng lịch.")
            return NextAction(title=_("Phân công đánh giá viên cho các lịch còn trống"), note=note, action=action)
        if self.reasons:
            return NextAction(title=_("Sửa kế hoạch theo các lý do bên dưới"))
        url = self.address("audit_submit")
        action = Action(label=_("Trình kế hoạch"), url=url, icon="send", primary=True)
        return NextAction(title=_("Trình kế hoạch để phê duyệt"), action=action)

    def _next_of_planned(self) -> NextAction:
        audit = self.audit
        if audit.notice_date is None and self.plans:
            url = self.address("audit_notice")
            action = Action(label=_("Thông báo"), url=url, icon="bell", primary=True)
            note = _("Chậm nhất ngày %s.") % ngay(self.page.notice_due)
            return NextAction(title=_("Thông báo lịch cho các đơn vị"), note=note, action=action)
        if may(self.viewer, "evaluation.start_audit", audit) and self.on >= audit.from_date:
            url = self.address("audit_start")
            action = Action(label=_("Bắt đầu"), url=url, icon="player-play", post=True, primary=True)
            return NextAction(title=_("Họp khai mạc, bắt đầu đánh giá"), action=action)
        return NextAction(title=_("Đánh giá từ ngày %s") % ngay(audit.from_date))

    def _next_in_the_room(self) -> NextAction | None:
        mine = next((row for row in self.rows if row.is_open and row.is_mine and row.url), None)
        if mine is not None:
            action = Action(label=_("Mở phiếu ghi chép"), url=mine.url, icon="clipboard-check", primary=True)
            return NextAction(title=_("Ghi phiếu: %s") % mine.visit.unit, note=mine.when, action=action)
        open_ = [row for row in self.rows if row.is_open]
        if open_:
            words = ngettext("Còn %d lịch chưa xong", "Còn %d lịch chưa xong", len(open_)) % len(open_)
            return NextAction(title=words)
        if not self._holds_meeting:
            return NextAction(title=_("Chờ họp kết thúc"))
        if self.open_visits:
            return NextAction(title=_("Xử lý các lý do bên dưới trước khi họp kết thúc"))
        url = self.address("audit_close")
        action = Action(label=_("Họp kết thúc"), url=url, icon="check", primary=True)
        return NextAction(title=_("Họp kết thúc"), note=_("Sau đó đơn vị thấy phát hiện và cho ý kiến."), action=action)

    def _next_of_unit(self) -> NextAction | None:
        """What the head or representative of an audited unit is asked: the opinion on its findings."""
        asked = self.page.asked
        if not asked:
            return None
        if len(asked) == 1:
            url = address(self.viewer, "finding_opinion", slug=asked[0].slug)
        else:
            units = {one.unit.slug for one in asked}
            query = {"audit": self.audit.slug, "opinion": "NONE"} | ({"unit": units.pop()} if len(units) == 1 else {})
            url = f"{address(self.viewer, 'finding_list')}?{urlencode(query)}"
        words = ngettext("Cho ý kiến về %d phát hiện", "Cho ý kiến về %d phát hiện", len(asked)) % len(asked)
        action = Action(label=_("Cho ý kiến"), url=url, icon="message", primary=True)
        return NextAction(title=words, note=_("Ý kiến của đơn vị được ghi trong báo cáo đánh giá."), action=action)

    def _next_of_report(self) -> NextAction | None:
        url = self.address("audit_report")
        writes = self.state == State.MET and may(self.viewer, "evaluation.write_report", self.audit)
        action = None
        if sees_report(self.viewer, self.audit):
            label = _("Lập báo cáo") if writes else _("Xem báo cáo")
            action = Action(label=label, url=url, icon="report-analytics", primary=writes)
        if self.state == State.MET and not writes:
            return NextAction(title=_("Chờ đoàn đánh giá viết và trình báo cáo"), action=action)
        if self.state == State.MET:
            return NextAction(title=_("Lập báo cáo đánh giá"), action=action)
        if self.state == State.REPORTING:
            return NextAction(title=_("Báo cáo đang trình phê duyệt"), action=action)
        return NextAction(
            title=_("Hoàn thành: báo cáo phê duyệt ngày %s") % ngay(self.audit.reported_date), action=action
        )

    @cached_property
    def _holds_meeting(self) -> bool:
        return may(self.viewer, "evaluation.hold_closing_meeting", self.audit)

    @property
    def steps(self) -> list[Step]:
        """The way: planned, approved, told, held, closed, reported."""
        audit, order = self.audit, list(State)
        at = order.index(self.state)
        first = Step(label=_("Lập kế hoạch"), state="now" if self.state == State.PLANNING else "done")
        if self.page.approval is not None and self.state != State.PLANNING and self.viewer.is_member:
            middle = strip_of(self.page.approval, self.page.steps)[1:]
        else:
            done = audit.planned_date is not None
            middle = [
                Step(
                    label=_("Phê duyệt"),
                    state="done" if done else "todo",
                    note=ngay(audit.planned_date) if done else "",
                )
            ]
        told = Step(
            label=_("Thông báo"),
            state="done" if audit.notice_date else "skipped" if at > order.index(State.PLANNED) else "now"
            if self.state == State.PLANNED else "todo",
            note=ngay(audit.notice_date) if audit.notice_date else "",
        )  # fmt: skip
        held = Step(
            label=_("Đánh giá"),
            state=self._word(at, State.UNDERWAY),
            note=f"{audit.from_date:%d/%m} – {audit.to_date:%d/%m}",
        )
        met = audit.closed_meeting_date
        closed = Step(label=_("Họp kết thúc"), state="done" if met else "todo", note=ngay(met) if met else "")
        reported = Step(
            label=_("Báo cáo"),
            state="done" if audit.reported_date else "now" if met else "todo",
            note=ngay(audit.reported_date) if audit.reported_date else "",
        )
        return [first, *middle, told, held, closed, reported]

    @staticmethod
    def _word(at: int, state: Audit.State) -> str:
        place = list(State).index(state)
        return "done" if at > place else "now" if at == place else "todo"

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        audit, found = self.audit, []
        found.append(Action(label=_("Bản in kế hoạch"), url=self.address("audit_print"), icon="printer"))
        if self.edits:
            found.append(Action(label=_("Sửa"), url=self.address("audit_change"), icon="pencil"))
            found.append(Action(label=_("Đoàn đánh giá"), url=self.address("audit_team"), icon="users"))
            found.append(Action(label=_("Thêm lịch"), url=self.address("visit_new"), icon="plus"))
        if self._may_withdraw:
            url = self.address("audit_withdraw")
            found.append(Action(label=_("Rút lại kế hoạch"), url=url, icon="arrow-back-up"))
        if self.plans and self.state not in {State.REPORTED, State.CANCELLED}:
            url = self.address("audit_decision")
            label = _("Sửa quyết định lập đoàn") if audit.decision_id else _("Ghi quyết định lập đoàn")
            found.append(Action(label=label, url=url, icon="gavel"))
        if self.viewer.is_member and self.page.members:
            url = self.address("audit_team_print")
            found.append(Action(label=_("Dự thảo quyết định"), url=url, icon="file-text"))
        late_notice = audit.notice_date is None and self.state in {State.UNDERWAY, State.MET}
        if self.plans and late_notice:
            found.append(Action(label=_("Ghi ngày thông báo"), url=self.address("audit_notice"), icon="bell"))
        if self.moves:
            found.append(Action(label=_("Mở lại kế hoạch"), url=self.address("audit_reopen"), icon="lock-open"))
        if may(self.viewer, "evaluation.cancel_audit", audit) and not any(guards.why_not_cancel(audit, reason="-")):
            found.append(Action(label=_("Hủy"), url=self.address("audit_cancel"), icon="circle-x", danger=True))
        return found

    @property
    def _may_withdraw(self) -> bool:
        approval = self.page.approval
        waits = self.plans and self.state == State.SUBMITTED and approval is not None
        return waits and may(self.viewer, "approvals.withdraw", approval)

    @property
    def tasks_url(self) -> str:
        """Where the tasks of the team are written, for who writes the plan."""
        return self.address("audit_tasks") if self.edits and self.page.members else ""

    @property
    def links(self) -> list[Link]:
        """The programme it follows, its decision, the round of its plan."""
        audit, found = self.audit, []
        if audit.programme is not None:
            url = address(self.viewer, "programme_detail", slug=audit.programme.slug)
            found.append(Link(label=str(audit.programme), url=url, note=_("chương trình năm")))
        if audit.decision is not None:
            found.append(Link(label=audit.decision.number, url=url_of(audit.decision), note=_("quyết định lập đoàn")))
        if self.page.approval is not None and self.viewer.is_member:
            found.append(Link(label=_("Lần trình kế hoạch"), url=url_of(self.page.approval)))
        return found

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What it is for, when, by which decision, when units were told."""
        audit = self.audit
        texts = ((_("Mục đích"), audit.purpose), (_("Phạm vi"), audit.scope), (_("Chuẩn mực"), audit.criteria))
        facts: list[tuple[Any, Any]] = [(_("Thời gian"), f"{ngay(audit.from_date)} – {ngay(audit.to_date)}")]
        facts += [(word, text) for word, text in texts if text]
        meetings = ((_("Họp khai mạc"), audit.opening_at), (_("Họp kết thúc dự kiến"), audit.closing_at))
        facts += [(word, " · ".join(filter(None, (luc(at), audit.place)))) for word, at in meetings if at]
        if audit.closed_meeting_date:
            facts.append((_("Đã họp kết thúc"), ngay(audit.closed_meeting_date)))
        if audit.decision:
            facts.append((_("Quyết định lập đoàn"), f"{audit.decision.number}, {ngay(audit.decision.date)}"))
        if audit.planned_date:
            facts.append((_("Phê duyệt kế hoạch"), self.approved_words))
        if audit.notice_date:
            facts.append((_("Thông báo cho đơn vị"), ngay(audit.notice_date)))
        return [*facts, (_("Thang kết quả"), audit.get_scale_display())]

    @property
    def approved_words(self) -> str:
        """When the plan was approved, by whom or by which paper; guests are told the day alone."""
        day = ngay(self.audit.planned_date)
        approval = self.page.approval
        if approval is None or not self.viewer.is_member:
            return day
        if approval.paper is not None:
            return ", ".join(filter(None, (day, approval.paper.number, approval.paper.signer_name)))
        names = [str(vote.user) for step in self.page.steps for vote in step.votes.all()]
        return ", ".join([day, *dict.fromkeys(names)])

    @property
    def late(self) -> list[str]:
        """The late flags: approved after the first visit, no decision, units told too late, not at all, or nobody to be told."""
        audit, page = self.audit, self.page
        if self.state == State.CANCELLED:
            return []
        found = []
        if audit.planned_date is not None and audit.planned_date > page.first_day:
            said = {"day": ngay(audit.planned_date), "first": ngay(page.first_day)}
            found.append(_("Kế hoạch được phê duyệt ngày %(day)s, sau lịch đầu tiên %(first)s.") % said)
        if audit.decision_id is None and self.state in {State.UNDERWAY, *Audit.AFTER_MEETING}:
            found.append(_("Chưa ghi quyết định lập đoàn đánh giá."))
        if page.unreached and (self.edits or self.moves) and audit.notice_date is None:
            names = ", ".join(page.unreached)
            found.append(_("Chưa có trưởng đơn vị hay đại diện để thông báo: %s. Nêu đại diện ở từng lịch.") % names)
        late = page.late_units()
        if late:
            names = ", ".join(dict.fromkeys(str(one.unit) for one in late))
            found.append(
                _("Thông báo ngày %(day)s, chưa đủ %(days)d ngày trước lịch của: %(units)s.")
                % {"day": ngay(audit.notice_date), "days": page.notice_days, "units": names}
            )
        if audit.notice_date is None and self.state in Audit.IN_THE_ROOM and self.on > page.notice_due:
            found.append(
                _("Chưa thông báo cho đơn vị; hạn là ngày %(day)s (trước %(days)d ngày).")
                % {"day": ngay(page.notice_due), "days": page.notice_days}
            )
        return found

    @property
    def overrides(self) -> list[tuple[VisitRow, Who]]:
        """Who audits where he is not independent, with the reason; shown on the paper too (practice.md 7)."""
        return [(row, one) for row in self.rows for one in row.who if one.tie]

    @property
    def counted(self) -> list[tuple[Any, int, str]]:
        """The findings the viewer may see by grade, each with the address of the list behind it."""
        if not self.page.grades and self.state not in Audit.AFTER_MEETING:
            return []
        url = address(self.viewer, "finding_list")
        return [
            (grade.label, self.page.grades[grade], f"{url}?{urlencode({'audit': self.audit.slug, 'grade': grade})}")
            for grade in Grade
            if self.page.grades.get(grade)
        ]

    def address(self, name: str, **kwargs: Any) -> str:
        """Return the address of a page of this audit."""
        return address(self.viewer, name, slug=self.audit.slug, **kwargs)
