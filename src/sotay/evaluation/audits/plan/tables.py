"""Audits as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.audits.models import Audit, AuditMember
from sotay.evaluation.tabs import address
from sotay.ui.formats import ngay

State = Audit.State
DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
TONES = {
    State.PLANNING: "quiet",
    State.SUBMITTED: "now",
    State.PLANNED: "now",
    State.UNDERWAY: "now",
    State.MET: "now",
    State.REPORTING: "now",
    State.REPORTED: "done",
    State.CANCELLED: "stop",
}


def page_of(record: Audit, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "audit_detail", slug=record.slug)


class Audits(tables.Table):
    """Code, title with the leader, days, visits done, findings, when the report was approved, where it stands."""

    code = tables.Column(verbose_name=_("Mã"), linkify=page_of, attrs={"td": {"class": "code"}})
    title = tables.Column(verbose_name=_("Cuộc đánh giá"), attrs={"td": {"class": "lead"}})
    from_date = tables.Column(verbose_name=_("Thời gian"), attrs=DAY)
    visit_count = tables.Column(verbose_name=_("Lịch xong"), attrs=NUM)
    nonconformity_count = tables.Column(verbose_name=_("Không phù hợp"), attrs=NUM)
    other_count = tables.Column(verbose_name=_("Khác"), attrs=NUM)
    reported_date = tables.Column(verbose_name=_("Duyệt báo cáo"), attrs=DAY)
    state = tables.Column(verbose_name=_("Trạng thái"))

    def render_title(self, record: Audit) -> SafeString:
        """Name the audit, below it who leads."""
        lead = _lead(record)
        return (
            format_html('{}<span class="basis">{}</span>', record.title, lead)
            if lead
            else format_html("{}", record.title)
        )

    def value_title(self, record: Audit) -> str:
        """Name the audit and who leads in one line, for a file."""
        return " – ".join(filter(None, (record.title, _lead(record))))

    def render_from_date(self, record: Audit) -> SafeString:
        """Write the first day, below it the last."""
        return format_html(
            '{}<span class="basis">{}</span>', ngay(record.from_date), gettext("đến %s") % ngay(record.to_date)
        )

    def value_from_date(self, record: Audit) -> str:
        """Write both days in one line, for a file."""
        return f"{ngay(record.from_date)} – {ngay(record.to_date)}"

    def render_reported_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_reported_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_visit_count(self, record: Any) -> str:
        """Write how many visits are done or set aside, of how many."""
        return f"{record.over_count}/{record.visit_count}"

    def render_state(self, record: Audit) -> SafeString:
        """Write where it stands."""
        tone, label = TONES[State(record.state)], record.get_state_display()
        return format_html('<span class="state state-{}">{}</span>', tone, label)

    def value_state(self, record: Audit) -> str:
        """Say where it stands, for a file."""
        return str(record.get_state_display())


def _lead(record: Audit) -> str:
    return next((str(one.user) for one in record.members.all() if one.part == AuditMember.Part.LEAD), "")
