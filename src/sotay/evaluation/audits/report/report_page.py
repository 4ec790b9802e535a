"""What stands around the report of an audit on its page, and its figures as tables."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.actor import Actor
from sotay.approvals.strips import awaited, strip_of
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.evaluation.audits.findings.filters import ITSELF
from sotay.evaluation.audits.findings.queries import ASKED_OF_UNIT
from sotay.evaluation.audits.findings.tables import TONES
from sotay.evaluation.audits.models import Audit, AuditReport, Finding, Grade
from sotay.evaluation.audits.report import guards
from sotay.evaluation.audits.report.chart import Chart, Head, chart, heads_of
from sotay.evaluation.audits.report.drafts import TEXTS
from sotay.evaluation.audits.report.queries import ReportPage
from sotay.evaluation.tabs import address, crumb_to
from sotay.pages import shown
from sotay.ui import parts
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step

State = Audit.State
REPORT_TONES = {State.MET: "now", State.REPORTING: "now", State.REPORTED: "done", State.CANCELLED: "stop"}
WORDS: dict[str, Any] = {one.name: one.verbose_name for one in AuditReport._meta.fields if one.name in TEXTS}
NO_OPINION = "NONE"


def told_findings(audit: Audit, figures: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the findings as they were counted, with their words."""
    return [
        one
        | {
            "grade_words": Grade(one["grade"]).label,
            "tone": TONES[Grade(one["grade"])],
            "opinion_words": _opinion_words(audit, one),
        }
        for one in figures["findings"]
    ]


def _opinion_words(audit: Audit, one: dict[str, Any]) -> Any:
    """Return what a unit said of a finding; nothing where it was not asked, or not yet."""
    asked = audit.state in Audit.AFTER_MEETING and one["grade"] in ASKED_OF_UNIT
    return Finding.Opinion(one["opinion"]).label if one["opinion"] or asked else "–"


class ReportShown:
    """The report of an audit as one viewer sees it."""

    def __init__(self, page: ReportPage, viewer: Actor) -> None:
        self.page, self.viewer = page, viewer
        self.audit, self.report, self.figures = page.audit, page.report, page.figures

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        audit = self.audit
        beside: dict[str, Any] = aside(self.report, viewer=self.viewer) if self.report else {}
        if beside.get("links") is not None:
            beside["links"] = [self.audit_link, *beside["links"]]
        return RecordPage(
            title=_("Báo cáo đánh giá nội bộ"),
            kicker=str(audit),
            crumbs=[crumb_to(self.viewer, "audits"), self.audit_link],
            state=StateBadge(label=audit.get_state_display(), tone=REPORT_TONES.get(State(audit.state), "quiet")),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            blocked=self.blocked,
            **beside,
        )

    @property
    def audit_link(self) -> Link:
        """The audit it reports on."""
        return Link(label=self.audit.code, url=address(self.viewer, "audit_detail", slug=self.audit.slug))

    def list_url(self, **query: str) -> str:
        """Return the address of the findings of this audit, narrowed."""
        return f"{address(self.viewer, 'finding_list')}?{urlencode({'audit': self.audit.slug} | query)}"

    @property
    def tiles(self) -> list[dict[str, Any]]:
        """The numbers the report states first, each with the findings it counts."""
        told = self.figures
        tiles = [
            {
                "value": told["nonconformities"],
                "label": _("điểm không phù hợp"),
                "url": self.list_url(grade="NONCONFORMITIES"),
            },
            {"value": told["notes"], "label": _("điểm lưu ý"), "url": self.list_url(grade="NOTE")},
            {"value": told["total"], "label": _("phát hiện"), "url": self.list_url()},
            {"value": len(told["units"]), "label": _("đơn vị được đánh giá"), "url": self.audit_link.url},
        ]
        if self.page.open_sheets:
            tiles.append(
                {"value": self.page.open_sheets, "label": _("phiếu chưa đóng"), "url": self.list_url(sheet="OPEN")}
            )
        return tiles

    @property
    def counted(self) -> str:
        """Of which day the figures are, and whether they are pinned."""
        day = ngay(self.page.counted_on)
        if self.page.is_pinned:
            return _("Số liệu chốt khi trình ngày %s.") % day
        if self.audit.state in Audit.IN_THE_ROOM:
            return _("Số liệu tạm tính ngày %s; chưa họp kết thúc.") % day
        return _("Số liệu tính từ các phát hiện, ngày %s; chốt khi trình.") % day

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """The grades of the scale, gravest first, with counts and shares."""
        return heads_of(self.figures["grades"])

    @property
    def charts(self) -> list[Chart]:
        """Findings by unit, by clause and by procedure, each by grade."""
        told = self.figures
        by_unit = [self.list_url(unit=row["slug"]) for row in told["units"]]
        by_clause = [self.list_url(clause=f"{ITSELF}{row['code']}") if row["code"] else "" for row in told["clauses"]]
        found = [
            chart(told["units"], self.heads, title=_("Theo đơn vị"), column=_("Đơn vị"), urls=by_unit),
            chart(told["clauses"], self.heads, title=_("Theo điều khoản"), column=_("Điều khoản"), urls=by_clause),
            chart(told["procedures"], self.heads, title=_("Theo quy trình, tài liệu"), column=_("Quy trình")),
        ]
        return [one for one in found if one.rows]

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings with their words, as they were counted."""
        return [
            one | {"url": address(self.viewer, "finding_detail", slug=one["slug"])}
            for one in told_findings(self.audit, self.figures)
        ]

    @property
    def former(self) -> list[dict[str, Any]]:
        """What became of the findings of the last audit."""
        return [
            one
            | {
                "grade_words": Grade(one["grade"]).label,
                "followed": ", ".join(f"{sheet['code']} ({sheet['state']})" for sheet in one["sheets"]),
                "url": address(self.viewer, "finding_detail", slug=one["slug"]),
            }
            for one in self.figures["former"].get("findings", ())
        ]

    @property
    def former_name(self) -> str:
        """Which audit was the last, and when its report was approved."""
        told = self.figures["former"]
        if not told:
            return ""
        return _("%(code)s, báo cáo ngày %(day)s") % {
            "code": told["code"],
            "day": ngay(parse_date(told["reported_date"])),
        }

    @property
    def texts(self) -> list[tuple[Any, str]]:
        """The texts, as far as they were written."""
        return [(WORDS[name], getattr(self.report, name)) for name in TEXTS] if self.report else []

    @property
    def flags(self) -> list[str]:
        """What came late, and what is still open; none of it holds the report back."""
        page, told = self.page, []
        planned = self.audit.planned_date
        if planned is not None and planned > page.first_day:
            said = {"day": ngay(planned), "first": ngay(page.first_day)}
            told.append(_("Kế hoạch được phê duyệt ngày %(day)s, sau lịch đầu tiên %(first)s.") % said)
        if self.audit.decision_id is None:
            told.append(_("Chưa ghi quyết định lập đoàn đánh giá."))
        if page.days_late:
            late = {"due": ngay(page.due), "days": page.days_late}
            told.append(
                _("Báo cáo được phê duyệt muộn %(days)s ngày so với hạn %(due)s.") % late
                if self.audit.reported_date
                else _("Báo cáo đã quá hạn %(due)s %(days)s ngày.") % late
            )
        told += [
            _("%(unit)s được đánh giá tháng %(month)s, muộn so với chương trình (tháng %(planned)s).")
            % {"unit": one.unit, "month": one.month, "planned": one.planned}
            for one in page.late_visits
        ]
        if page.open_sheets:
            count = page.open_sheets
            told.append(ngettext("Còn %d phiếu chưa đóng.", "Còn %d phiếu chưa đóng.", count) % count)
        return told

    @property
    def steps(self) -> list[Step]:
        """The way: the meeting, the texts, the round of approval."""
        audit = self.audit
        met = audit.state in Audit.AFTER_MEETING
        meeting = Step(label=_("Họp kết thúc"), state="done" if met else "now", note=ngay(audit.closed_meeting_date))
        if self.page.approval is not None and audit.state in {State.REPORTING, State.REPORTED}:
            return [meeting, *strip_of(self.page.approval, self.page.steps)]
        return [
            meeting,
            Step(label=_("Viết báo cáo"), state="now" if met else "todo", note=self.due_words),
            Step(label=_("Trình"), state="todo"),
            Step(label=_("Phê duyệt"), state="todo"),
        ]

    @property
    def due_words(self) -> str:
        """Until when it is to be approved."""
        return _("hạn phê duyệt %s") % ngay(self.page.due) if self.page.due else ""

    @property
    def writes(self) -> bool:
        """Whether the viewer may write its texts now."""
        return may(self.viewer, "evaluation.write_report", self.audit) and not list(guards.why_not_write(self.audit))

    @cached_property
    def why_not_submit(self) -> list[Any]:
        """Why the leader cannot submit it now."""
        if self.audit.state != State.MET or not may(self.viewer, "evaluation.submit_report", self.audit):
            return []
        return shown(guards.why_not_submit(self.audit, self.report), self.viewer)

    @property
    def blocked(self) -> list[Blocked]:
        """Why it cannot go on, and why it came back."""
        found = []
        if self.audit.state == State.MET and self.audit.returned_reason:
            why = parts.Reason(text=self.audit.returned_reason)
            found.append(Blocked(title=_("Báo cáo bị trả lại"), reasons=[why]))
        if self.why_not_submit:
            found.append(Blocked(title=_("Chưa trình được báo cáo"), reasons=self.why_not_submit))
        return found

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next, or who is awaited."""
        state = self.audit.state
        if state == State.REPORTING and self.page.approval is not None:
            return awaited(self.page.approval, self.page.steps, viewer=self.viewer)
        if state != State.MET:
            return None
        submits = may(self.viewer, "evaluation.submit_report", self.audit)
        if submits and not self.why_not_submit:
            action = Action(label=_("Trình báo cáo"), url=self.url("report_submit"), icon="send", primary=True)
            return NextAction(title=_("Trình báo cáo đánh giá"), note=self.due_words, action=action)
        write = Action(label=_("Viết báo cáo"), url=self.url("report_write"), icon="pencil", primary=True)
        if self.writes:
            return NextAction(title=_("Viết báo cáo đánh giá"), note=self.due_words, action=write)
        return NextAction(title=_("Chờ đoàn đánh giá viết và trình báo cáo"), note=self.due_words)

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found = [Action(label=_("Bản in"), url=self.url("report_print"), icon="printer")]
        if self.writes and not (self.next_action and self.next_action.action and self.why_not_submit):
            found.append(Action(label=_("Sửa nội dung"), url=self.url("report_write"), icon="pencil"))
        return found

    def url(self, name: str) -> str:
        """Return the address of a page of this report."""
        return address(self.viewer, name, slug=self.audit.slug)
