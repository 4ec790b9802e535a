"""The register as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sotay.commands import may
from sotay.operation.dossiers import masking, words
from sotay.operation.dossiers.models import Dossier
from sotay.operation.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
State = Dossier.State
BELOW = ("person", "timing", "holder")
"""What stands below other things on a page."""


def page_of(record: Dossier, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "dossier_detail", slug=record.slug)


class Dossiers(tables.Table):
    """Code, service, received, due, state, timing, unit, holder; who handed it in, masked, for those who may see it."""

    code = tables.Column(verbose_name=_("Mã hồ sơ"), attrs={"td": {"class": "code"}})
    service = tables.Column(
        verbose_name=_("Thủ tục"), order_by=("service__code", "pk"), attrs={"td": {"class": "lead"}}
    )
    person = tables.Column(verbose_name=_("Người nộp"), accessor="pk", orderable=False)
    received_date = tables.Column(verbose_name=_("Tiếp nhận"), order_by=("received_date", "pk"), attrs=DAY)
    due_date = tables.Column(verbose_name=_("Hẹn trả"), order_by=("due_date", "pk"), empty_values=(), attrs=DAY)
    state = tables.Column(verbose_name=_("Trạng thái"))
    timing = tables.Column(verbose_name=_("Thời hạn"), empty_values=(), order_by=("timing", "due_date", "pk"))
    unit = tables.Column(
        verbose_name=_("Đơn vị"), accessor="unit__code", empty_values=(), order_by=("unit__order", "unit__code", "pk"),
        attrs={"td": {"class": "told"}},
    )  # fmt: skip
    holder = tables.Column(verbose_name=_("Đang giữ"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, on: date, names_people: bool, in_file: bool, **kwargs: Any) -> None:
        """Keep who handed it in, the timing and the holder in columns of their own in a file; a page puts them below others."""
        left_out = () if in_file else BELOW
        super().__init__(*args, exclude=left_out if names_people else ("person", *left_out), **kwargs)
        self.on, self.names_people = on, names_people

    def render_code(self, record: Any) -> SafeString:
        """Lead to the page of the dossier; who handed it in stands below, masked, for those who may know."""
        link = format_html('<a href="{}">{}</a>', page_of(record, self), record.code)
        person = self.value_person(record) if self.names_people else ""
        return format_html('{}<span class="basis">{}</span>', link, person) if person else link

    def value_code(self, record: Dossier) -> str:
        """Give the code, for a file."""
        return record.code

    def render_service(self, record: Dossier) -> SafeString:
        """Tell the service by its name and code."""
        return format_html('{}<span class="basis">{}</span>', record.service.name, record.service.code)

    def value_service(self, record: Dossier) -> str:
        """Tell the service on one line, for a file."""
        return str(record.service)

    def value_person(self, record: Any) -> str:
        """Tell who handed it in, masked, where the viewer may know."""
        if not record.person_name or not may(self.request.actor, "operation.see_person", record):
            return ""
        return masking.applicant(record.person_name, record.person_kind)

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
        if new := words.new_day(record):
            return format_html('{}<span class="basis">{}</span>', ngay(record.due_date), _("hẹn lại %s") % ngay(new))
        return ngay(record.due_date)

    def value_due_date(self, record: Dossier) -> date | None:
        """Give the day, for a file."""
        return record.due_date

    def render_state(self, record: Dossier) -> SafeString:
        """Show the state, how it stands against its day, and for how long a result waits."""
        badges = [words.state_badge(record), words.timing_badge(record, self.on)]
        shown = format_html_join(
            " ", '<span class="state state-{}">{}</span>', ((one.tone, one.label) for one in badges if one)
        )
        waits = words.days_waiting(record, self.on) if record.state == State.READY else ""
        return format_html('{}<span class="basis">{}</span>', shown, waits) if waits else shown

    def value_state(self, record: Dossier) -> str:
        """Write the state, for a file."""
        return str(record.get_state_display())

    def value_timing(self, record: Dossier) -> str:
        """Write how it stands against its day, for a file."""
        badge = words.timing_badge(record, self.on)
        return str(badge.label) if badge else ""

    def render_unit(self, record: Dossier) -> SafeString | str:
        """Tell which unit settles it, and who has it."""
        unit = record.unit.code if record.unit else "–"
        holder = record.holder or (record.holder_unit.code if record.holder_unit else "")
        return format_html('{}<span class="basis">{}</span>', unit, holder) if holder else unit

    def value_unit(self, record: Dossier) -> str:
        """Give the unit, for a file."""
        return record.unit.code if record.unit else ""

    def value_holder(self, record: Dossier) -> str:
        """Write who has it, for a file."""
        return words.holder_words(record)
