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
    """Code, day found, what is wrong, with which service and unit, where it stands."""

    code = tables.Column(verbose_name=_("Số"), linkify=page_of, attrs={"td": {"class": "code"}})
    found_date = tables.Column(verbose_name=_("Ngày phát hiện"), attrs=DAY)
    kind = tables.Column(verbose_name=_("Loại"), attrs={"td": {"class": "lead"}})
    what = tables.Column(verbose_name=_("Nội dung"), orderable=False, attrs={"td": {"class": "lead"}})
    service = tables.Column(
        verbose_name=_("Thủ tục"), accessor="service__code", empty_values=(), attrs={"td": {"class": "code"}}
    )
    unit = tables.Column(
        verbose_name=_("Đơn vị"),
        accessor="unit__code",
        order_by=("unit__order", "unit__code"),
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
        """Tell what is wrong, and when it was found."""
        shown = format_html('{}<span class="basis">{}</span>', record.get_kind_display(), record.get_stage_display())
        return SafeString(shown)

    def value_kind(self, record: NonconformingOutput) -> str:
        """Tell what is wrong alone, for a file."""
        return str(record.get_kind_display())

    def render_service(self, record: NonconformingOutput) -> str:
        """Write the code of the service."""
        return record.service.code if record.service else "–"

    def value_service(self, record: NonconformingOutput) -> str:
        """Name the service, for a file."""
        return str(record.service) if record.service else ""

    def render_state(self, record: NonconformingOutput) -> SafeString:
        """Write where it stands."""
        return format_html(
            '<span class="state state-{}">{}</span>', TONES[State(record.state)], record.get_state_display()
        )

    def value_state(self, record: NonconformingOutput) -> str:
        """Say where it stands, for a file."""
        return str(record.get_state_display())
