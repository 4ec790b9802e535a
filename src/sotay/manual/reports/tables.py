"""The reports of a year and the letters of bodies above as tables."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sotay.manual.reports.models import Directive
from sotay.manual.reports.queries import Place
from sotay.manual.tabs import address
from sotay.pages import url_of
from sotay.standard.standings.models import Word
from sotay.ui.formats import ngay
from sotay.ui.templatetags.ui import standing

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}


def place_url(record: Place) -> str | None:
    """Return the page of a report; None for one that is not begun."""
    return url_of(record.report) if record.report else None


class Places(tables.Table):
    """What is owed and written in a year: report, last day, where it stands, its paper, the day it went out."""

    name = tables.Column(verbose_name=_("Báo cáo"), linkify=place_url, attrs={"td": {"class": "lead"}})
    due = tables.Column(verbose_name=_("Hạn"), attrs=DAY, default="–")
    word = tables.Column(verbose_name=_("Tình trạng"))
    state = tables.Column(verbose_name=_("Văn bản"), default="–", orderable=False)
    issued = tables.Column(verbose_name=_("Ngày phát hành"), attrs=DAY, default="–")
    begin = tables.Column(
        verbose_name=_("Thao tác"), accessor="kind", orderable=False, exclude_from_export=True,
        attrs={"td": {"class": "do"}, "th": {"class": "do"}},
    )  # fmt: skip

    def __init__(self, *args: Any, writes: bool, **kwargs: Any) -> None:
        super().__init__(*args, exclude=() if writes else ("begin",), **kwargs)

    def render_due(self, value: date) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)

    def render_issued(self, value: date) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)

    def render_word(self, record: Place) -> Any:
        """Write the word of standing, that it was late."""
        return standing(kind=record.word, late=record.late)

    def value_word(self, record: Place) -> str:
        """Give the word, for a file."""
        return f"{Word(record.word).label}{_(' (muộn)') if record.late else ''}"

    def render_state(self, record: Place) -> SafeString | str:
        """Write where the paper stands, its number below."""
        paper = record.report.paper if record.report else None
        if paper is None or paper.number is None:
            return record.state
        return format_html('{}<span class="basis text-nowrap">{}</span>', record.state, paper.full_number)

    def value_state(self, record: Place) -> str:
        """Give where the paper stands with its number, for a file."""
        paper = record.report.paper if record.report else None
        number = f" {paper.full_number}" if paper is not None and paper.number is not None else ""
        return f"{record.state}{number}"

    def render_begin(self, record: Place) -> SafeString | str:
        """Write the button that begins it."""
        if record.report is not None:
            return ""
        query = urlencode({"kind": record.kind, "year": record.year, "half": record.half})
        url = f"{address(self.request.actor, 'report_new')}?{query}"  # type: ignore[attr-defined]
        return format_html(
            '<a class="btn btn-sm" href="{}">{}<span class="visually-hidden"> {}</span></a>', url, _("Lập"), record.name
        )


def directive_url(record: Directive, table: Any) -> str:
    """Return the page of a letter."""
    return address(table.request.actor, "directive_detail", slug=record.slug)


class Directives(tables.Table):
    """Number, day, who, what about, until when it is cited."""

    number = tables.Column(verbose_name=_("Số, ký hiệu"), linkify=directive_url, attrs={"td": {"class": "code"}})
    dated = tables.Column(verbose_name=_("Ngày văn bản"), attrs=DAY)
    issuer = tables.Column(verbose_name=_("Cơ quan ban hành"))
    summary = tables.Column(verbose_name=_("Trích yếu"), orderable=False, attrs={"td": {"class": "lead"}})
    ended_date = tables.Column(verbose_name=_("Thôi viện dẫn từ"), attrs=DAY, default="–")

    def render_dated(self, value: date) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)

    def render_ended_date(self, value: date) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)
