"""What stands around an inspection on its page: where it stands, its way, the one next action; and one of its findings."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Decision
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.evaluation.inspections.contents import PARTS, named
from sotay.evaluation.inspections.models import Inspection, InspectionFinding, InspectionLine
from sotay.evaluation.inspections.queries import Found, InspectionPage
from sotay.evaluation.inspections.tables import TONES
from sotay.evaluation.inspections.terms import fixes_due
from sotay.evaluation.tabs import address, crumb_to
from sotay.pages import address_below, url_of
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Link, NextAction, RecordPage, StateBadge, Step

State, Verdict = Inspection.State, InspectionLine.Verdict
VERDICT_TONES = {Verdict.CONFORMS: "done", Verdict.NOTE: "warn", Verdict.NOT: "stop", Verdict.NOT_LOOKED: "quiet"}


class InspectionShown:
    """An inspection as one viewer sees it."""

    def __init__(self, page: InspectionPage, viewer: Actor, *, on: date) -> None:
        self.page, self.viewer, self.on = page, viewer, on
        self.one = page.inspection
        self.state = State(self.one.state)
        self.writes = may(viewer, "evaluation.write_inspections", self.one)
        self.agency = viewer.agency.short_name

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        one = self.one
        return RecordPage(
            title=one.body,
            kicker=one.code,
            crumbs=[crumb_to(self.viewer, "inspections")],
            state=StateBadge(label=one.get_state_display(), tone=TONES[self.state]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            **aside(one, viewer=self.viewer),
        )

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """Who, how, when, upon what; empty places left out."""
        one = self.one
        days = f"{ngay(one.from_date)} – {ngay(one.to_date)}" if one.to_date else ngay(one.from_date)
        rows: list[tuple[Any, Any]] = [
            (_("Hình thức"), one.get_manner_display()),
            (_("Thời gian"), days),
            (_("Theo kế hoạch, yêu cầu"), one.plan),
            (_("Thành phần đoàn"), one.team),
            (_("Hạn báo cáo khắc phục"), self.due_words),
            (_("Trả lời của cơ quan kiểm tra"), self.answer_words),
            (_("Ngày kết thúc"), ngay(one.closed_date) if one.closed_date else ""),
            (_("Lý do không tiến hành"), one.cancelled_reason),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def papers(self) -> list[dict[str, Any]]:
        """The signed papers: what each is, its number and day, where its copy is opened."""
        one = self.one
        known = (
            ("decision", _("Quyết định kiểm tra"), one.decision),
            ("minutes", _("Biên bản kiểm tra"), one.minutes),
            ("fixes", _("Báo cáo khắc phục"), one.fixes),
        )
        return [
            {"word": word, "paper": paper, "url": self._copy(which, paper)} for which, word, paper in known if paper
        ]

    def _copy(self, which: str, paper: Decision) -> str:
        if not paper.file_id:
            return ""
        return address(self.viewer, "inspection_paper", slug=self.one.slug, which=which)

    @property
    def answer_words(self) -> str:
        """What was answered, and when."""
        one = self.one
        return f"{ngay(one.answer_date)}: {one.answer}" if one.answer_date else ""

    @property
    def due_words(self) -> str:
        """By when fixes are reported, the raw day where it was rolled, and for how long it is over."""
        one = self.one
        if one.fixes_due_date is None or one.minutes_date is None or not self.page.findings:
            return ""
        raw = fixes_due(one.agency, signed=one.minutes_date)[1]
        said = ngay(one.fixes_due_date)
        if raw < one.fixes_due_date:
            said = _("%(day)s (ngày %(raw)s là ngày nghỉ; nên xong trước ngày đó)") % {"day": said, "raw": ngay(raw)}
        if self.state == State.MINUTES and self.on > one.fixes_due_date:
            said += " – " + _("quá hạn %s ngày") % (self.on - one.fixes_due_date).days
        return said

    @property
    def concluded(self) -> list[dict[str, Any]]:
        """The two contents with their lines, each with its badge; empty while the minutes said nothing of any."""
        if not any(row.said for row in self.page.lines):
            return []
        return [
            {
                "title": title,
                "rows": [
                    {
                        "name": named(row.line.key),
                        "badge": StateBadge(
                            label=row.said.get_verdict_display(), tone=VERDICT_TONES[Verdict(row.said.verdict)]
                        )
                        if row.said
                        else None,
                        "text": row.said.text if row.said else "",
                    }
                    for row in self.page.lines
                    if row.line.part == part
                ],
            }
            for part, title in PARTS.items()
        ]

    @property
    def findings(self) -> list["FindingRow"]:
        """The findings of the minutes, each with its sheets."""
        return [FindingRow(found, self.viewer, on=self.on) for found in self.page.findings]

    @property
    def steps(self) -> list[Step]:
        """The way: announced, held, minutes, fixes, closed."""
        one = self.one
        labels = [
            (_("Thông báo"), ngay(one.decision.date) if one.decision else ""),
            (_("Kiểm tra"), ngay(one.from_date if self.state == State.ANNOUNCED else one.to_date or one.from_date)),
            (_("Biên bản"), ngay(one.minutes_date) if one.minutes_date else ""),
            (_("Báo cáo khắc phục"), ngay(one.fixes_date) if one.fixes_date else ""),
            (_("Kết thúc"), ngay(one.closed_date) if one.closed_date else ""),
        ]
        at = {State.ANNOUNCED: 1, State.HELD: 2, State.MINUTES: 3, State.FIXED: 4, State.CLOSED: 5}.get(self.state, 0)
        if self.state == State.MINUTES and not self.page.findings:
            at = 4
        nothing_to_fix = at >= 4 and one.fixes_date is None  # noqa: PLR2004  the place of the fixes
        found = []
        for place, (label, note) in enumerate(labels):
            state = "done" if place < at else "now" if place == at else "todo"
            if self.state == State.CANCELLED and place:
                state = "skipped"
            if place == 3 and nothing_to_fix:  # noqa: PLR2004
                state = "skipped"
            found.append(Step(label=label, state=state, note=note))
        return found

    @property
    def next_action(self) -> NextAction | None:
        """What the state asks for; who may not write is told who is awaited."""
        one, findings = self.one, self.page.findings
        by_state = {
            State.ANNOUNCED: (_("Chuẩn bị kiểm tra"), "", "inspection_hold", _("Ghi đã kiểm tra")),
            State.HELD: (_("Nhập biên bản kiểm tra"), "", "inspection_minutes", _("Nhập biên bản")),
            State.FIXED: (_("Chờ trả lời, rồi kết thúc"), "", "inspection_close", _("Kết thúc")),
        }
        if self.state == State.MINUTES and findings:
            title, note = _("Khắc phục và báo cáo"), _("Hạn: %s.") % self.due_words
            wanted = (title, note, "inspection_fixes", _("Nhập báo cáo khắc phục"))
        elif self.state == State.MINUTES:
            note = _("Biên bản chưa có điểm nào được nhập; nếu có, nhập trước khi kết thúc.")
            wanted = (_("Kết thúc cuộc kiểm tra"), note, "inspection_close", _("Kết thúc"))
        elif self.state in by_state:
            wanted = by_state[self.state]
        else:
            return None
        title, note, name, word = wanted
        if self.state == State.ANNOUNCED:
            note = _("Ngày %s. Xem trang Ngày mai kiểm tra: còn thiếu gì, ai bổ sung được.") % ngay(one.from_date)
        if not self.writes:
            return NextAction(title=title, note=note)
        if self.state == State.ANNOUNCED and one.from_date > self.on:
            if not self.prepare_url:
                return NextAction(title=title, note=note)
            return NextAction(
                title=title,
                note=note,
                action=Action(label=_("Ngày mai kiểm tra"), url=self.prepare_url, icon="list-check", primary=True),
            )
        return NextAction(title=title, note=note, action=self._action(name, word, "check", primary=True))

    @property
    def prepare_url(self) -> str:
        """Where the file for the inspection is put together; the page stands on a floor above."""
        if not self.viewer.may_enter("manual"):
            return ""
        return address_below("manual:inspection_tomorrow", {}, agency=self.agency)

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found = []
        if self.page.findings:
            found.append(self._action("inspection_print", _("In bảng khắc phục"), "printer"))
        if not self.writes:
            return found
        over = self.state in {State.CLOSED, State.CANCELLED}
        if not over:
            found.append(self._action("inspection_change", _("Sửa"), "pencil"))
        if self.state in {State.ANNOUNCED, State.MINUTES}:
            word = _("Sửa biên bản") if self.state == State.MINUTES else _("Nhập biên bản")
            found.append(self._action("inspection_minutes", word, "file-check"))
        if self.state in {State.MINUTES, State.FIXED, State.CLOSED}:
            found.append(self._action("inspection_lines", _("Kết luận từng nội dung"), "list-check"))
        if self.state == State.FIXED:
            found.append(self._action("inspection_answer", _("Ghi trả lời"), "message"))
            found.append(self._action("inspection_fixes", _("Sửa báo cáo khắc phục"), "file-check"))
        if self.state == State.ANNOUNCED:
            found.append(self._action("inspection_cancel", _("Không tiến hành"), "ban"))
        return found

    @property
    def access(self) -> dict[str, Any]:
        """Who of the team reads, until when, and where that is given or taken back."""
        grant, manages = self.one.grant, may(self.viewer, "evaluation.let_inspectors_read", self.one)
        holds = grant is not None and grant.revoked_at is None and grant.to_date >= self.on
        said: dict[str, Any] = {"grant": grant, "holds": holds, "give_url": "", "revoke_url": ""}
        if manages and not holds and self.state not in {State.CLOSED, State.CANCELLED}:
            said["give_url"] = address(self.viewer, "inspection_let_read", slug=self.one.slug)
        if manages and holds and grant is not None:
            kwargs = {"agency": self.agency, "uuid": grant.uuid}
            said["revoke_url"] = reverse("organisation:grant_revoke", kwargs=kwargs)
        return said

    @property
    def new_finding_url(self) -> str:
        """Where a finding of the minutes is entered; empty where it cannot be."""
        if not self.writes or self.state not in {State.MINUTES, State.FIXED}:
            return ""
        return address(self.viewer, "inspection_finding_new", slug=self.one.slug)

    def _action(self, name: str, word: str, icon: str, *, primary: bool = False) -> Action:
        return Action(label=word, url=address(self.viewer, name, slug=self.one.slug), icon=icon, primary=primary)


class FindingRow:
    """A finding as the page of its inspection shows it."""

    def __init__(self, found: Found, viewer: Actor, *, on: date) -> None:
        self.finding, self.sheets, self.on = found.finding, found.sheets, on
        self._viewer, self._agency = viewer, viewer.agency.short_name
        self.url = url_of(found.finding)

    @property
    def line(self) -> str:
        """The line of the contents it belongs to."""
        return named(self.finding.line) if self.finding.line else ""

    @property
    def links(self) -> list[Link]:
        """The sheets that put it right, each with where it stands."""
        return [
            Link(
                label=sheet.code,
                url=address_below(sheet.link, sheet.link_kwargs, agency=self._agency)
                if sheet.opens_to(self._viewer)
                else "",
                note=sheet.state,
            )
            for sheet in self.sheets
        ]

    @property
    def log_url(self) -> str:
        """Where a sheet is opened from it, while none was and the viewer is of the agency."""
        if self.sheets or not self._viewer.is_member:
            return ""
        return log_url(self.finding, agency=self._agency)

    @property
    def checked(self) -> str:
        """What was seen when it was checked again."""
        one = self.finding
        return f"{ngay(one.checked_again_date)}: {one.checked_again_text}" if one.checked_again_date else ""


def log_url(finding: InspectionFinding, *, agency: str) -> str:
    """Return where a nonconformity is logged from a finding, with one click and the finding's own words."""
    ref = subjects.ref_of(finding)
    return address_below("improvement:nonconformity_new", {"?": {"origin": f"{ref.type}:{ref.uuid}"}}, agency=agency)
