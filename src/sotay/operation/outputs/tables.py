"""Nonconforming outputs as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sotay.operation.outputs.models import NonconformingOutput
from sotay.operation.tabs import address
from sotay.ui.formats import ngay

State = NonconformingOutput.State
DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
TONES = {State.OPEN: "warn", State.DECIDED: "now", State.DONE: "now", State.CLOSED: "done", State.CANCELLED: "quiet"}


def page_of(record: NonconformingOutput, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "output_detail", slug=record.slug)


class Outputs(tables.Table):
    """Code, day found, what is wrong, in which unit and with which service, where it stands."""

    code = tables.Column(verbose_name=_("Số"), linkify=page_of, attrs={"td": {"class": "code"}})
    found_date = tables.Column(verbose_name=_("Ngày phát hiện"), attrs=DAY)
    kind = tables.Column(verbose_name=_("Loại, nội dung"), attrs={"td": {"class": "lead"}})
    unit = tables.Column(
        verbose_name=_("Đơn vị"),
        accessor="pk",
        order_by=("unit__order", "unit__code", "service__code"),
        attrs={"td": {"class": "code"}},
    )
    state = tables.Column(verbose_name=_("Trạng thái"))

    def render_found_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_found_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_kind(self, record: NonconformingOutput) -> SafeString:
        """Tell what is wrong, and what happened."""
        return format_html('{}<span class="basis">{}</span>', record.get_kind_display(), record.what)

    def value_kind(self, record: NonconformingOutput) -> str:
        """Tell what is wrong and what happened in one line, for a file."""
        return f"{record.get_kind_display()}: {record.what}"

    def render_unit(self, record: NonconformingOutput) -> SafeString:
        """Write the codes of the unit and of the service below it."""
        unit = record.unit.code if record.unit else "–"
        service = format_html('<span class="basis">{}</span>', record.service.code) if record.service else ""
        return format_html("{}{}", unit, service)

    def value_unit(self, record: NonconformingOutput) -> str:
        """Write both codes in one line, for a file."""
        return " · ".join(one.code for one in (record.unit, record.service) if one)

    def render_state(self, record: NonconformingOutput) -> SafeString:
        """Write where it stands."""
        return format_html(
            '<span class="state state-{}">{}</span>', TONES[State(record.state)], record.get_state_display()
        )

    def value_state(self, record: NonconformingOutput) -> str:
        """Say where it stands, for a file."""
        return str(record.get_state_display())
