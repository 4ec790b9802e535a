"""What stands around a finding on its page: where it stands, its way, the one next action."""

from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.evaluation.audits.findings import guards
from sotay.evaluation.audits.findings.queries import ASKED_OF_UNIT, sheets_by_finding
from sotay.evaluation.audits.findings.tables import TONES, opinion_words
from sotay.evaluation.audits.models import Audit, Finding, Grade
from sotay.evaluation.sheets import Sheet
from sotay.evaluation.tabs import address, crumb_to
from sotay.pages import address_below, url_of
from sotay.standard.catalogue.clauses import clauses
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Link, NextAction, RecordPage, StateBadge, Step

State = Audit.State


class FindingShown:
    """A finding as one viewer sees it."""

    def __init__(self, finding: Finding, viewer: Actor, *, on: date) -> None:
        self.finding, self.viewer, self.on = finding, viewer, on
        self.audit = finding.audit

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        one = self.finding
        beside = aside(one, viewer=self.viewer)
        label = _("Đã bỏ") if one.is_dropped else one.get_grade_display()
        return RecordPage(
            title=one.what if len(one.what) <= 160 else f"{one.what[:160]}…",  # noqa: PLR2004  letters of a heading
            kicker=one.code,
            crumbs=[
                crumb_to(self.viewer, "findings"),
                Link(label=self.audit.code, url=address(self.viewer, "audit_detail", slug=self.audit.slug)),
            ],
            state=StateBadge(label=label, tone="quiet" if one.is_dropped else TONES[Grade(one.grade)]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            **beside | {"links": [*self.links, *beside["links"]] if beside["links"] is not None else None},
        )

    @property
    def links(self) -> list[Link]:
        """The audit, the visit with its checklist, the procedure."""
        one, found = self.finding, []
        found.append(Link(label=self.audit.code, url=address(self.viewer, "audit_detail", slug=self.audit.slug)))
        if one.visit is not None:
            url = address(self.viewer, "visit_detail", slug=one.visit.slug)
            found.append(Link(label=_("Phiếu ghi chép"), url=url, note=str(one.unit)))
        if one.document is not None:
            found.append(Link(label=one.document.code, url=url_of(one.document), note=_("Quy trình, tài liệu")))
        return found

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The sheets born from it."""
        return sheets_by_finding([self.finding])[self.finding.uuid]

    @property
    def sheet_links(self) -> list[Link]:
        """The sheets as links, each with where it stands."""
        agency = self.viewer.agency.short_name
        return [
            Link(
                label=one.code,
                url=address_below(one.link, one.link_kwargs, agency=agency) if one.opens_to(self.viewer) else "",
                note=" · ".join(filter(None, [str(one.state), _("quá hạn") if one.is_late(self.on) else ""])),
            )
            for one in self.sheets
        ]

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What was found, where, against what, by whom."""
        one = self.finding
        clause = clauses().get(one.clause)
        rows: list[tuple[Any, Any]] = [
            (_("Mức độ"), one.get_grade_display()),
            (_("Nội dung"), one.what),
            (_("Bằng chứng khách quan"), one.evidence),
            (_("Đơn vị"), str(one.unit)),
            (_("Điều khoản"), str(clause or "")),
            (_("Quy trình, tài liệu"), str(one.document or "")),
            (_("Câu hỏi của phiếu ghi chép"), one.line.question if one.line else ""),
            (_("Người phát hiện"), f"{one.found_by}, {ngay(one.found_date)}"),
            (_("Lý do bỏ"), one.dropped_reason),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def opinion(self) -> list[tuple[Any, Any]]:
        """What the unit says of it, by whom and when."""
        one = self.finding
        if not opinion_words(one):
            return []
        rows: list[tuple[Any, Any]] = [
            (_("Ý kiến"), opinion_words(one)),
            (_("Nêu ý kiến"), one.opinion_text),
            (_("Người cho ý kiến"), f"{one.opinion_by}, {ngay(one.opinion_date)}" if one.opinion_by else ""),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def steps(self) -> list[Step]:
        """The way: found, presented at the closing meeting, the unit's opinion, in the approved report."""
        one, audit = self.finding, self.audit
        if one.is_dropped:
            return [
                Step(label=_("Phát hiện"), state="done", note=ngay(one.found_date)),
                Step(label=_("Đã bỏ"), state="done"),
            ]
        met, reported = audit.state in Audit.AFTER_MEETING, audit.state == State.REPORTED
        given = bool(one.opinion) or one.grade not in ASKED_OF_UNIT
        way = [
            (_("Phát hiện"), ngay(one.found_date), True),
            (_("Họp kết thúc"), ngay(audit.closed_meeting_date), met),
            (_("Ý kiến của đơn vị"), ngay(one.opinion_date) or (opinion_words(one) if met else ""), met and given),
            (_("Báo cáo phê duyệt"), ngay(audit.reported_date), reported),
        ]
        found, now = [], True
        for label, note, done in way:
            state = "done" if done else "now" if now else "todo"
            now = now and done
            found.append(Step(label=label, state=state, note=note))
        return found

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next, or who is awaited."""
        one, audit = self.finding, self.audit
        if one.is_dropped or audit.state not in Audit.AFTER_MEETING:
            return None
        if not one.opinion and one.grade in ASKED_OF_UNIT:
            give = Action(label=_("Cho ý kiến"), url=self.url("finding_opinion"), icon="message", primary=True)
            note = _("Do lãnh đạo hoặc đại diện của đơn vị được đánh giá cho ý kiến.")
            mine = self.may("give_opinion")
            title = _("Cho ý kiến của đơn vị") if mine else _("Đơn vị chưa có ý kiến")
            return NextAction(title=title, note=note, action=give if mine else None)
        followed = any(sheet.is_open or sheet.closed_date for sheet in self.sheets)  # not accepted: neither
        if one.is_nonconformity and not followed:
            log = Action(label=_("Lập phiếu"), url=self.new_sheet_url, icon="plus", primary=True)
            return NextAction(
                title=_("Chưa có phiếu xử lý sự không phù hợp"),
                note=_("Điểm không phù hợp phải được khắc phục và có hành động khắc phục theo phiếu (10.2)."),
                action=log if self.viewer.is_member else None,
            )
        return None

    @property
    def new_sheet_url(self) -> str:
        """Where a sheet is born from it; the page stands on a floor above."""
        ref = subjects.ref_of(self.finding)
        page = reverse("improvement:nonconformity_new", kwargs={"agency": self.viewer.agency.short_name})
        return f"{page}?{urlencode({'origin': f'{ref.type}:{ref.uuid}'})}"

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head: to change or drop it before the closing meeting, to correct its grade after it."""
        one, found = self.finding, []
        dependent = list(guards.why_own_unit(self.audit, one.unit_id, actor=self.viewer))
        writes = self.may("write_findings") and not dependent
        if writes and not one.is_dropped and not list(guards.why_not_write(self.audit)):
            found.append(Action(label=_("Sửa"), url=self.url("finding_change"), icon="pencil"))
            found.append(Action(label=_("Bỏ phát hiện"), url=self.url("finding_drop"), icon="ban"))
        if self.may("correct_finding") and not dependent and not list(guards.why_not_correctable(one)):
            found.append(Action(label=_("Sửa mức độ"), url=self.url("finding_correct"), icon="pencil"))
        if one.opinion and self.may("give_opinion") and not list(guards.why_no_opinion(one)):
            found.append(Action(label=_("Sửa ý kiến của đơn vị"), url=self.url("finding_opinion"), icon="message"))
        return found

    def may(self, name: str) -> bool:
        """Return whether the viewer may do this to it."""
        return may(self.viewer, f"evaluation.{name}", self.finding)

    def url(self, name: str) -> str:
        """Return the address of a page of this finding."""
        return address(self.viewer, name, slug=self.finding.slug)
