"""What stands on the page of a visit: its head, what comes next, and each line with what was noted against it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside, file_line
from sotay.commands import may
from sotay.evaluation.audits.checklists import commands, guards, queries
from sotay.evaluation.audits.checklists.forms import results_of
from sotay.evaluation.audits.checklists.samples import shown_samples
from sotay.evaluation.audits.models import Audit, ChecklistLine, DeviceSaving, Visit, finding_grades
from sotay.evaluation.tabs import address, crumb_to
from sotay.pages import shown, url_of_known
from sotay.standard.catalogue.clauses import clauses
from sotay.ui.formats import luc, ngay
from sotay.ui.parts import Action, Blocked, FileLine, Link, NextAction, RecordPage, StateBadge


@dataclass(frozen=True, slots=True)
class LineShown:
    """A question as the page shows it."""

    place: int
    line: ChecklistLine
    files: list[FileLine]
    samples: list[Link]
    findings: list[Link]
    last: queries.LastTime | None
    aside: list["AsideShown"]
    urls: dict[str, str]
    makes_finding: bool = False

    @property
    def clause_title(self) -> str:
        """The clause with its title."""
        return str(clauses()[self.line.clause]) if self.line.clause else ""

    @property
    def is_noted(self) -> bool:
        """Whether anything was noted against it."""
        return bool(guards.is_noted(self.line) or self.files)


@dataclass(frozen=True, slots=True)
class AsideShown:
    """What lies aside of a line: whose it is, what was typed, and where it is decided upon."""

    saving: DeviceSaving
    result: str
    url: str


class VisitShown:
    """A visit with its checklist as one viewer sees it; a constant number of queries for any number of lines."""

    def __init__(self, visit: Visit, viewer: Actor) -> None:
        self.visit, self.viewer = visit, viewer
        self.audit = visit.audit
        self.prepares = may(viewer, "evaluation.prepare_checklist", visit) and not list(guards.why_not_prepare(visit))
        self.is_auditor = may(viewer, "evaluation.answer_checklist", visit)
        self.closed = list(guards.why_not_answer(visit))
        self.answers = self.is_auditor and not self.closed

    @cached_property
    def lines(self) -> list[ChecklistLine]:
        """The questions in order."""
        return queries.lines_of(self.visit)

    @cached_property
    def files(self) -> dict[Any, Any]:
        """The files on each line."""
        return queries.files_of_lines(self.lines)

    @cached_property
    def aside(self) -> list[DeviceSaving]:
        """What lies aside undecided."""
        return queries.aside_of(self.visit)

    @cached_property
    def rows(self) -> list[LineShown]:
        """The questions with all that stands on them."""
        samples = shown_samples(self.lines, viewer=self.viewer)
        last = queries.last_times(self.lines, self.visit, viewer=self.viewer)
        agency = self.viewer.agency.short_name
        return [
            LineShown(
                place=number,
                line=one,
                files=[file_line(file, viewer=self.viewer) for file in self.files.get(one.uuid, ())],
                samples=[
                    Link(label=title, url=url_of_known(known, agency=agency) if known else "")
                    for title, known in samples.get(one.pk, ())
                ],
                findings=[
                    Link(label=found.code, url=self._url("finding_detail", slug=found.slug))
                    for found in one.findings.all()
                    if not found.is_dropped
                ],
                last=last.get(one.source_code) if one.source_code else None,
                aside=[self.shown_aside(saving) for saving in self.aside if saving.line_id == one.pk],
                urls={
                    "save": self.url("line_save", uuid=one.uuid),
                    "file": self.url("line_file", uuid=one.uuid),
                    "change": self.url("line_change", uuid=one.uuid),
                    "finding": self._url("finding_from_line", uuid=one.uuid),
                },
                makes_finding=self._makes_finding(one),
            )
            for number, one in enumerate(self.lines, start=1)
        ]

    def _makes_finding(self, line: ChecklistLine) -> bool:
        """Return whether the viewer can make a finding of a line: it was judged as one, and none was made of it."""
        judged = line.result in finding_grades(self.audit.scale) and not line.findings.all()
        return (
            judged
            and self.audit.state in Audit.IN_THE_ROOM
            and may(self.viewer, "evaluation.write_findings", self.audit)
        )

    def shown_aside(self, saving: DeviceSaving) -> AsideShown:
        """Return what lies aside as the page shows it."""
        words = dict(results_of(self.audit.scale))
        said = str(words.get(saving.content.get("result", ""), ""))
        return AsideShown(saving, said, self.url("aside_settle", uuid=saving.number))

    def url(self, name: str, **kwargs: object) -> str:
        """Return an address of this visit's own."""
        return self._url(name, slug=self.visit.slug, **kwargs)

    @property
    def results(self) -> list[tuple[str, Any]]:
        """The scale of the audit."""
        return results_of(self.audit.scale)

    @property
    def with_result(self) -> int:
        """How many questions have their result."""
        return sum(bool(one.result) for one in self.lines)

    @property
    def unproved(self) -> int:
        """How many questions were found conforming without any evidence, sample or file."""
        return sum(
            one.result == "CONFORMS" and not (one.evidence or one.samples or self.files.get(one.uuid))
            for one in self.lines
        )

    @property
    def seal_holds(self) -> bool | None:
        """Whether a finished checklist is still what was sealed; None while it is open."""
        return commands.seal_of(self.lines) == self.visit.sealed_hash if self.visit.sealed_hash else None

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """When, where, what and by whom."""
        visit = self.visit
        rows: list[tuple[Any, Any]] = [
            (_("Thời gian"), self.time),
            (_("Địa điểm"), visit.place),
            (_("Đánh giá viên"), ", ".join(str(one.user) for one in visit.auditors.all())),
            (_("Đại diện đơn vị"), str(visit.representative or "")),
            (_("Nội dung"), visit.content),
            (_("Điều khoản"), ", ".join(visit.clauses)),
            (_("Quy trình, tài liệu"), "; ".join(str(one) for one in visit.documents.order_by("code_sort", "pk"))),
        ]
        if visit.finished_date:
            rows.append((_("Hoàn thành phiếu"), f"{ngay(visit.finished_date)}, {visit.finished_by}"))
        return [(word, value) for word, value in rows if value]

    @property
    def time(self) -> str:
        """From when until when."""
        return f"{luc(self.visit.starts_at)} – {timezone.localtime(self.visit.ends_at):%H:%M}"

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        return RecordPage(
            title=_("Phiếu ghi chép: %s") % self.visit.unit,
            kicker=str(self.audit),
            crumbs=[crumb_to(self.viewer, "audits"), self.crumb_of_audit],
            state=self.state,
            actions=self.actions,
            next_action=self.next_action,
            blocked=self.blocked,
            **aside(self.visit, viewer=self.viewer),
        )

    @property
    def crumb_of_audit(self) -> Link:
        """The way back to the audit."""
        return Link(label=self.audit.code, url=self._url("audit_detail", slug=self.audit.slug))

    @property
    def state(self) -> StateBadge:
        """Where the checklist stands."""
        if self.visit.set_aside_reason:
            return StateBadge(label=_("Không thực hiện"), tone="quiet")
        if self.visit.finished_date:
            return StateBadge(label=_("Đã hoàn thành phiếu"), tone="done")
        if self.audit.state in Audit.IN_THE_ROOM:
            return StateBadge(label=_("Đang ghi chép"), tone="now")
        if self.audit.state in Audit.BEFORE:
            return StateBadge(label=_("Đang soạn câu hỏi"), tone="now")
        return StateBadge(label=self.audit.get_state_display(), tone="quiet")

    @property
    def actions(self) -> list[Action]:
        """What may be done."""
        found = []
        if self.prepares:
            found.append(Action(label=_("Thêm câu hỏi"), url=self.url("visit_add"), icon="plus"))
            if self.lines:
                found.append(
                    Action(label=_("Xếp thứ tự, bỏ câu hỏi"), url=self.url("visit_prepare"), icon="arrows-sort")
                )
        if self.lines:
            found.append(Action(label=_("In phiếu"), url=self.url("visit_print"), icon="printer"))
        finished = self.visit.finished_date and self.audit.state in Audit.IN_THE_ROOM
        if finished and may(self.viewer, "evaluation.reopen_visit", self.visit):
            found.append(Action(label=_("Mở lại phiếu"), url=self.url("visit_reopen"), icon="lock-open"))
        return found

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        if self.prepares and not self.lines:
            add = Action(label=_("Chọn câu hỏi"), url=self.url("visit_add"), icon="plus", primary=True)
            note = _("Từ thư viện theo điều khoản, từ bước của quy trình, từ cuộc trước hoặc tự soạn.")
            return NextAction(title=_("Soạn phiếu hỏi"), note=note, action=add)
        if self.answers and self.lines:
            left = len(self.lines) - self.with_result
            finish = Action(label=_("Hoàn thành phiếu"), url=self.url("visit_finish"), icon="check", primary=not left)
            title = _("Hoàn thành phiếu ghi chép") if not left else _("Ghi nhận và kết luận từng câu hỏi")
            return NextAction(title=title, action=finish)
        return None

    @property
    def blocked(self) -> list[Blocked]:
        """Why nothing can be noted, told to those who would."""
        if not self.is_auditor or not self.closed or self.audit.state in Audit.AFTER_MEETING:
            return []
        if self.visit.finished_date and self.audit.state in Audit.IN_THE_ROOM:
            return []
        return [Blocked(title=_("Chưa ghi chép được"), reasons=shown(self.closed, self.viewer))]

    def _url(self, name: str, **kwargs: object) -> str:
        return address(self.viewer, name, **kwargs)
