"""Inspections as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.inspections.models import Inspection
from sotay.evaluation.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
State = Inspection.State
TONES = {
    State.ANNOUNCED: "now",
    State.HELD: "now",
    State.MINUTES: "warn",
    State.FIXED: "done",
    State.CLOSED: "done",
    State.CANCELLED: "quiet",
}


def page_of(record: Inspection, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "inspection_detail", slug=record.slug)


class Inspections(tables.Table):
    """Code, who inspected and how, where it stands, when, the minutes, what they found, by when and when fixes were reported."""

    code = tables.Column(verbose_name=_("Mã"), linkify=page_of, attrs={"td": {"class": "code"}})
    body = tables.Column(verbose_name=_("Cơ quan, đoàn kiểm tra"), attrs={"td": {"class": "lead"}})
    state = tables.Column(verbose_name=_("Tình trạng"))
    from_date = tables.Column(verbose_name=_("Từ ngày"), attrs=DAY)
    minutes_date = tables.Column(verbose_name=_("Biên bản"), attrs=DAY)
    found = tables.Column(verbose_name=_("Số điểm"), attrs={"td": {"class": "number"}, "th": {"class": "number"}})
    fixes_due_date = tables.Column(verbose_name=_("Hạn khắc phục"), attrs=DAY)
    fixes_date = tables.Column(verbose_name=_("Ngày báo cáo"), attrs=DAY)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_body(self, record: Inspection) -> SafeString:
        """Name the body, and how it inspects."""
        return format_html('{}<span class="basis">{}</span>', record.body, record.get_manner_display())

    def value_body(self, record: Inspection) -> str:
        """Name both, for a file."""
        return f"{record.body} ({record.get_manner_display()})"

    def render_from_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_from_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_minutes_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_minutes_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_fixes_due_date(self, record: Inspection, value: date) -> SafeString | str:
        """Write the day, with how long it is overdue; nothing where nothing was found."""
        if not record.found:  # type: ignore[attr-defined]  # annotated
            return "–"
        if record.state == State.MINUTES and value < self.on:
            late = gettext("quá hạn %s ngày") % (self.on - value).days
            return format_html('{} <span class="basis">{}</span>', ngay(value), late)
        return ngay(value)

    def value_fixes_due_date(self, record: Inspection, value: date) -> date | None:
        """Give the day, for a file."""
        return value if record.found else None  # type: ignore[attr-defined]  # annotated

    def render_fixes_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_fixes_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value
