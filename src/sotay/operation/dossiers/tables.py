"""The register as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sotay.commands import may
from sotay.operation.dossiers import masking, words
from sotay.operation.dossiers.models import Dossier
from sotay.operation.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
State = Dossier.State


def page_of(record: Dossier, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "dossier_detail", slug=record.slug)


class Dossiers(tables.Table):
    """Code, service, received, due, state, timing, unit, holder; who handed it in, masked, for those who may see it."""

    code = tables.Column(verbose_name=_("Mã hồ sơ"), linkify=page_of, attrs={"td": {"class": "code"}})
    service = tables.Column(
        verbose_name=_("Thủ tục"), order_by=("service__code", "pk"), attrs={"td": {"class": "lead"}}
    )
    person = tables.Column(verbose_name=_("Người nộp"), accessor="pk", orderable=False)
    received_date = tables.Column(verbose_name=_("Tiếp nhận"), order_by=("received_date", "pk"), attrs=DAY)
    due_date = tables.Column(verbose_name=_("Hẹn trả"), order_by=("due_date", "pk"), empty_values=(), attrs=DAY)
    state = tables.Column(verbose_name=_("Trạng thái"))
    timing = tables.Column(verbose_name=_("Thời hạn"), empty_values=(), order_by=("timing", "due_date", "pk"))
    unit = tables.Column(
        verbose_name=_("Đơn vị"), accessor="unit__code", order_by=("unit__order", "unit__code", "pk"),
        attrs={"td": {"class": "code"}},
    )  # fmt: skip
    holder = tables.Column(verbose_name=_("Đang giữ"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_service(self, record: Dossier) -> SafeString:
        """Tell the service by its name and code."""
        return format_html('{}<span class="basis">{}</span>', record.service.name, record.service.code)

    def value_service(self, record: Dossier) -> str:
        """Tell the service on one line, for a file."""
        return str(record.service)

    def render_person(self, record: Any) -> str:
        """Tell who handed it in, masked, where the viewer may know."""
        return self.value_person(record) or "–"

    def value_person(self, record: Any) -> str:
        """The same, for a file."""
        if not record.person_name or not may(self.request.actor, "operation.see_person", record):
            return ""
        return masking.name(record.person_name)

    def render_received_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_received_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_due_date(self, record: Dossier) -> SafeString | str:
        """Write the day promised, the new one below it; or that no term runs."""
        if record.due_date is None:
            return "–"
        if record.new_due_date:
            return format_html('{}<span class="basis">{}</span>', ngay(record.due_date), words.due_words(record))
        return ngay(record.due_date)

    def value_due_date(self, record: Dossier) -> date | None:
        """Give the day, for a file."""
        return record.due_date

    def render_state(self, record: Dossier) -> SafeString:
        """Show the state, and for how long a result waits."""
        badge = words.state_badge(record)
        waits = words.days_waiting(record, self.on) if record.state == State.READY else ""
        more = format_html('<span class="basis">{}</span>', waits) if waits else ""
        return format_html('<span class="state state-{}">{}</span>{}', badge.tone, badge.label, more)

    def value_state(self, record: Dossier) -> str:
        """Write the state, for a file."""
        return str(record.get_state_display())

    def render_timing(self, record: Dossier) -> SafeString | str:
        """Show how it stands against its day."""
        badge = words.timing_badge(record, self.on)
        return format_html('<span class="state state-{}">{}</span>', badge.tone, badge.label) if badge else "–"

    def value_timing(self, record: Dossier) -> str:
        """Write how it stands against its day, for a file."""
        badge = words.timing_badge(record, self.on)
        return str(badge.label) if badge else ""

    def render_holder(self, record: Dossier) -> SafeString | str:
        """Tell who has it."""
        if record.holder is None:
            return record.holder_unit.code if record.holder_unit else "–"
        return format_html(
            '{}<span class="basis">{}</span>', record.holder, record.holder_unit.code if record.holder_unit else ""
        )

    def value_holder(self, record: Dossier) -> str:
        """Write who has it, for a file."""
        return words.holder_words(record)
