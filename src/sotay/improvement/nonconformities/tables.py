"""The log of nonconformities (form D8) as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.improvement.nonconformities.models import Nonconformity
from sotay.improvement.tabs import address
from sotay.ui.formats import ngay

State = Nonconformity.State
IN_FILE = ("source", "owner", "grade", "closed_date", "round", "overdue")
"""What stands below other things on a page and in columns of its own in a file (form D8)."""
DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
TONES = {
    State.REPORTED: "warn",
    State.REJECTED: "quiet",
    State.ACCEPTED: "now",
    State.ANALYSING: "now",
    State.SUBMITTED: "now",
    State.ACTING: "now",
    State.VERIFYING: "warn",
    State.CLOSED: "done",
}


def page_of(record: Nonconformity, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "nonconformity_detail", slug=record.slug)


class Nonconformities(tables.Table):
    """Code, what and from where, unit and who answers, clause and grade, the days, where it stands.

    A file has the columns of form D8 each apart: source, unit, clause, grade, days, state, by how many days it is late.
    """

    code = tables.Column(verbose_name=_("Số phiếu"), linkify=page_of, attrs={"td": {"class": "code"}})
    what = tables.Column(verbose_name=_("Nội dung, nguồn"), attrs={"td": {"class": "lead"}})
    source = tables.Column(verbose_name=_("Nguồn"))
    unit = tables.Column(
        verbose_name=_("Đơn vị"), accessor="pk", order_by=("unit__order", "unit__code", "owner_user__name_sort")
    )
    owner = tables.Column(verbose_name=_("Người chịu trách nhiệm"), accessor="owner_words", orderable=False)
    clause = tables.Column(
        verbose_name=_("Điều khoản"), empty_values=(), order_by=("clause", "grade"), attrs={"td": {"class": "code"}}
    )
    grade = tables.Column(verbose_name=_("Mức độ"))
    found_date = tables.Column(verbose_name=_("Phát hiện"), attrs=DAY)
    due_date = tables.Column(verbose_name=_("Hạn"), attrs=DAY)
    closed_date = tables.Column(verbose_name=_("Ngày đóng"), attrs=DAY)
    state = tables.Column(
        verbose_name=_("Trạng thái"), order_by=("state", "closed_date"), attrs={"td": {"class": "state-cell"}}
    )
    round = tables.Column(verbose_name=_("Vòng"))
    overdue = tables.Column(verbose_name=_("Quá hạn (ngày)"), accessor="pk", orderable=False)

    def __init__(self, *args: Any, on: date, in_file: bool, **kwargs: Any) -> None:
        super().__init__(*args, exclude=() if in_file else IN_FILE, **kwargs)
        if in_file:
            self.columns["what"].column.verbose_name = _("Nội dung không phù hợp")
        self.on = on

    def render_what(self, record: Nonconformity) -> SafeString:
        """Tell what was wrong, and where it comes from below it."""
        return format_html('{}<span class="basis">{}</span>', short(record.what), record.get_source_display())

    def value_what(self, record: Nonconformity) -> str:
        """Tell what was wrong, for a file."""
        return record.what

    def value_source(self, record: Nonconformity) -> str:
        """Tell where it comes from, for a file."""
        return str(record.get_source_display())

    def render_unit(self, record: Nonconformity) -> SafeString:
        """Name the unit, or the place, and who answers below it."""
        where = record.unit.name if record.unit else record.place
        owner = format_html('<span class="basis">{}</span>', record.owner_words) if record.has_owner else ""
        return format_html("{}{}", where, owner)

    def value_unit(self, record: Nonconformity) -> str:
        """Name the unit, or the place, for a file."""
        return record.unit.name if record.unit else record.place

    def value_owner(self, record: Nonconformity) -> str:
        """Name who answers, for a file."""
        return record.owner_words if record.has_owner else ""

    def render_clause(self, record: Nonconformity) -> SafeString | str:
        """Write the clause, and the grade below it."""
        grade = format_html('<span class="basis">{}</span>', record.get_grade_display()) if record.grade else ""
        return format_html("{}{}", record.clause or "–", grade)

    def value_clause(self, record: Nonconformity) -> str:
        """Give the clause, for a file."""
        return record.clause

    def value_grade(self, record: Nonconformity) -> str:
        """Tell the grade, for a file."""
        return str(record.get_grade_display()) if record.grade else ""

    def render_found_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_found_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_due_date(self, record: Nonconformity, value: date) -> SafeString | str:
        """Write the day, and below it by how many days it is late or how many are left."""
        late = (self.on - value).days
        if not record.is_open or late <= -SOON:
            return ngay(value)
        said = gettext("quá hạn %s ngày") % late if late > 0 else gettext("còn %s ngày") % -late
        tone = "stop" if late > 0 else "warn"
        return format_html('{}<br><span class="state state-{}">{}</span>', ngay(value), tone, said)

    def value_due_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_state(self, record: Nonconformity) -> SafeString:
        """Write where it stands, below it the day it was closed, or the round where it is not the first."""
        again = gettext("vòng %s") % record.round if record.round > 1 else ""
        below = " · ".join(filter(None, [ngay(record.closed_date), again]))
        return format_html(
            '<span class="state state-{}">{}</span>{}',
            TONES[State(record.state)],
            record.get_state_display(),
            format_html('<span class="basis">{}</span>', below) if below else "",
        )

    def value_state(self, record: Nonconformity) -> str:
        """Say where it stands, for a file."""
        return str(record.get_state_display())

    def value_closed_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def value_overdue(self, record: Nonconformity) -> int | str:
        """Count the days by which it is late, or by which it was closed late, for a file; empty where it is not."""
        last = record.closed_date or (self.on if record.is_open else None)
        late = (last - record.due_date).days if last and record.due_date else 0
        return late if late > 0 else ""


SOON = 7
SHORT = 140


def short(text: str) -> str:
    """Return the beginning of a long text, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]}…"
