"""What stands around a report on its page: its days, its paper, the one next action, its tables as the paper has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.manual.reports import guards
from sotay.manual.reports.dates import PlanDate, read_plain
from sotay.manual.reports.models import Report
from sotay.manual.reports.queries import ReportPage
from sotay.manual.tabs import address, crumb_to
from sotay.papers import forms as paper_forms
from sotay.papers.making import made
from sotay.papers.model import Heading, Paper, Paragraph, Run, Table, Text, words
from sotay.standard.catalogue.obligations import obligation_of
from sotay.standard.standings.links import url_of_obligation
from sotay.support.models import OutgoingPaper
from sotay.support.outgoing.paper_page import TONES
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Link, NextAction, RecordPage, StateBadge

State = OutgoingPaper.State


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table of the paper as the page shows it: its heading, its columns, rows of cells made of runs."""

    title: str
    columns: tuple[Any, ...]
    rows: tuple[tuple[tuple[Any, tuple[Run, ...]], ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShownDate:
    """A day of a plan as the page shows it, with the duties it is the last day of."""

    one: PlanDate
    duties: tuple[Link, ...]


class ReportShown:
    """A report as one viewer sees it."""

    def __init__(self, page: ReportPage) -> None:
        self.page, self.report, self.viewer = page, page.report, page.viewer
        self.paper_row = page.report.paper
        self.writes = may(self.viewer, "manual.write_report", self.report)

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        beside = aside(self.report, viewer=self.viewer)
        return RecordPage(
            title=str(self.report),
            kicker=_("Kế hoạch, báo cáo"),
            crumbs=[crumb_to(self.viewer, "reports")],
            state=self._state(),
            actions=list(self._actions()),
            next_action=self._next(),
            **beside,
        )

    @cached_property
    def paper(self) -> Paper:
        """The paper as its form proposes it, from what was pinned or counts now."""
        form = paper_forms.find(guards.FORMS[Report.Kind(self.report.kind)])
        assert form is not None  # registered with the area  # noqa: S101
        report = self.report
        on = report.figures_date or self.page.on
        return made(form, report, viewer=self.viewer, on=on, year=report.year, half=report.half)

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """Its days, its paper, who is late."""
        report, told = self.report, self.page.told
        issued = self.paper_row.issued_date if self.paper_row else None
        pinned = _("chốt khi trình ngày %s") if report.is_pinned else _("tính đến hôm nay, %s; chốt khi trình")
        rows: list[tuple[Any, Any]] = [
            (_("Hạn gửi"), ngay(self.page.due) or _("khi được yêu cầu")),
            (_("Số liệu"), _days(told) if "from" in told else ""),
            (_("Tính số liệu"), pinned % ngay(report.figures_date or self.page.on)),
            (_("Ngày phát hành"), ngay(issued) + (f" ({_('muộn')})" if report.is_late else "") if issued else ""),
            (_("Cuộc kiểm tra"), str(report.inspection) if report.inspection else ""),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def dates(self) -> list[ShownDate]:
        """The days a plan sets, each with the duties it is the last day of."""
        if self.report.kind != Report.Kind.PLAN:
            return []
        agency = self.viewer.agency.short_name
        return [
            ShownDate(
                one,
                tuple(
                    Link(label=obligation_of(code).title, url=url_of_obligation(code, agency=agency))
                    for code in one.obligations
                ),
            )
            for one in map(read_plain, self.page.told["dates"])
        ]

    @property
    def new_dates(self) -> int:
        """How many days the plan changes."""
        return sum(shown.one.is_new for shown in self.dates)

    @property
    def tables(self) -> list[ShownTable]:
        """The tables of the paper's body under their headings; a plan's days are told apart."""
        return list(_tables(self.paper))

    @property
    def behind(self) -> int:
        """How many records stand in the annex of the numbers."""
        return sum(len(sheet.rows) for sheet in self.paper.behind)

    def _state(self) -> StateBadge | None:
        one = self.paper_row
        return StateBadge(label=one.get_state_display(), tone=TONES[State(one.state)]) if one else None

    def _actions(self) -> Iterator[Action]:
        report = self.report
        if report.kind in Report.WITH_NUMBERS:
            yield Action(label=_("Sao chép đoạn văn"), url=self.address("report_extract"), icon="copy")
        if self.writes and not any(guards.why_not_set_dates(report)):
            yield Action(label=_("Đặt mốc thời gian"), url=self.address("report_dates"), icon="calendar")
        if self.writes and not any(guards.why_not_draft_again(report)):
            yield Action(label=_("Soạn lại văn bản"), url=self.address("report_again"), icon="refresh", post=True)
        if self.writes and not any(guards.why_not_drop(report)):
            yield Action(label=_("Bỏ"), url=self.address("report_drop"), icon="trash", danger=True)

    def _next(self) -> NextAction | None:
        one = self.paper_row
        if one is None or not self.viewer.is_member:
            return None
        url = paper_url(one, self.viewer)
        if not url:
            return None
        if one.state == State.DRAFT and self.writes:
            note = _("Nội dung soạn sẵn từ số liệu; sửa lời văn rồi trình ký. Số liệu chốt khi trình.")
            return NextAction(
                title=_("Xem, sửa lời văn rồi trình ký"),
                note=note,
                action=Action(label=_("Mở văn bản"), url=url, icon="file-text", primary=True),
            )
        action = Action(label=_("Mở văn bản"), url=url, icon="file-text")
        return NextAction(title=str(one.get_state_display()), note=str(one), action=action)

    def address(self, name: str) -> str:
        """Return the address of a page of this report."""
        return address(self.viewer, name, slug=self.report.slug)


def paper_url(one: OutgoingPaper, viewer: Actor) -> str:
    """Return the page of an outgoing paper; nothing where that page is not installed."""
    try:
        return reverse("support:paper_detail", kwargs={"agency": viewer.agency.short_name, "slug": one.slug})
    except NoReverseMatch:
        return ""


def _days(told: dict[str, Any]) -> str:
    first, last = (ngay_of(told[name]) for name in ("from", "to"))
    return _("từ %(first)s đến %(last)s") % {"first": first, "last": last}


def ngay_of(kept: str) -> str:
    """Return a day kept as text as dd/mm/yyyy."""
    year, month, day = kept.split("-")
    return f"{day}/{month}/{year}"


def _tables(paper: Paper) -> Iterator[ShownTable]:
    """Yield the tables of the body with the heading above each; a paragraph above one is its note."""
    heading, note = "", ""
    for block in paper.blocks:
        if isinstance(block, Heading):
            heading, note = _said(block), ""
        elif isinstance(block, Paragraph):
            note = words(block.text)
        elif isinstance(block, Table):
            rows = tuple(
                tuple((column, _runs(cell)) for column, cell in zip(block.columns, row, strict=True))
                for row in block.rows
            )
            yield ShownTable(heading, block.columns, rows, note)
            note = ""


def _said(block: Heading) -> str:
    told = words(block.text)
    return told[:1] + told[1:].lower() if told.isupper() else told


def _runs(cell: Text) -> tuple[Run, ...]:
    return (Run(cell),) if isinstance(cell, str) else cell
