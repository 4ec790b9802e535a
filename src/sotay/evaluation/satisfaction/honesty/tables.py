"""Groups of answers to be looked at again, as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import Suspicion
from sotay.evaluation.tabs import CUSTOMERS
from sotay.ui.formats import ngay

State = Suspicion.State
DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
TONES = {State.WAITING: "warn", State.CLEARED: "done", State.UPHELD: "quiet"}


def page_of(record: Suspicion, table: Any) -> str:
    """Return the address of a row's page."""
    return CUSTOMERS.address(table.request.actor, "suspicion_detail", slug=record.slug)


class Suspicions(tables.Table):
    """Code, why, survey, day, unit, who entered them, how many, where it stands and why."""

    slug = tables.Column(verbose_name=_("Mã"), linkify=page_of, attrs={"td": {"class": "code"}})
    kind = tables.Column(verbose_name=_("Vì sao cần xem lại"), attrs={"td": {"class": "lead"}})
    day = tables.Column(verbose_name=_("Ngày của phiếu"), attrs=DAY)
    unit = tables.Column(
        verbose_name=_("Đơn vị, người nhập"),
        accessor="pk",
        order_by=("unit__order", "unit__name_sort", "of_user__name_sort", "pk"),
    )
    size = tables.Column(verbose_name=_("Số lượng phiếu"), attrs=NUM)
    state = tables.Column(verbose_name=_("Trạng thái"))

    def render_slug(self, value: str) -> str:
        """Write the code."""
        return value.upper()

    def render_kind(self, record: Suspicion) -> SafeString:
        """Tell why, and of which survey."""
        return format_html('{}<span class="basis">{}</span>', record.get_kind_display(), record.survey)

    def value_kind(self, record: Suspicion) -> str:
        """Tell why and of which survey in one line, for a file."""
        return f"{record.get_kind_display()}; {record.survey}"

    def render_day(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_day(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_unit(self, record: Suspicion) -> SafeString:
        """Write the unit, and who entered the sheets below it."""
        return format_html('{}<span class="basis">{}</span>', record.unit or "–", record.of_user or "")

    def value_unit(self, record: Suspicion) -> str:
        """Write both on one line, for a file."""
        return "; ".join(str(one) for one in (record.unit, record.of_user) if one)

    def render_state(self, record: Suspicion) -> SafeString:
        """Write where it stands, and why so."""
        state = format_html(
            '<span class="state state-{}">{}</span>', TONES[State(record.state)], record.get_state_display()
        )
        if not record.reason:
            return state
        return format_html('{}<span class="basis">{}: {}</span>', state, record.decided_by, record.reason)

    def value_state(self, record: Suspicion) -> str:
        """Say where it stands, by whom and why, for a file."""
        if not record.reason:
            return str(record.get_state_display())
        return f"{record.get_state_display()}; {record.decided_by}, {ngay(record.decided_date)}: {record.reason}"
