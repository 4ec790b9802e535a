"""Rows of counts as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sotay.operation.statistics.checks import mismatches
from sotay.operation.statistics.counts import Counts
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import written
from sotay.operation.statistics.words import scope_words
from sotay.operation.tabs import address
from sotay.ui.formats import so

NUM = {"td": {"class": "num"}, "th": {"class": "num"}}


def _page_of(record: MonthlyCount, table: Any) -> str:
    return address(table.request.actor, "count_detail", uuid=record.uuid)


class MonthlyCounts(tables.Table):
    """Month, whose counts, the chief figures, what does not match, where they come from."""

    month = tables.Column(verbose_name=_("Tháng"), linkify=_page_of, attrs={"td": {"class": "code"}})
    scope = tables.Column(
        verbose_name=_("Số liệu của"), accessor="pk", empty_values=(), attrs={"td": {"class": "lead"}},
        order_by=("unit__order", "unit__name_sort", "field", "service__code"),
    )  # fmt: skip
    received = tables.Column(verbose_name=_("Tiếp nhận"), attrs=NUM)
    settled = tables.Column(verbose_name=_("Đã giải quyết"), accessor="pk", empty_values=(), attrs=NUM, orderable=False)
    in_time = tables.Column(
        verbose_name=_("Trước và đúng hạn"), accessor="pk", empty_values=(), attrs=NUM, orderable=False
    )
    settled_late = tables.Column(verbose_name=_("Quá hạn"), attrs=NUM)
    origin = tables.Column(verbose_name=_("Nguồn"), order_by=("origin", "source"), attrs={"td": {"class": "lead"}})

    def render_month(self, value: date) -> str:
        """Write the month."""
        return written(value)

    def render_scope(self, record: MonthlyCount) -> SafeString | str:
        """Name whose counts these are, with the sums that do not match below."""
        wrong = mismatches(Counts.of(record))
        if not wrong:
            return scope_words(record)
        lines = format_html_join("", '<span class="basis">{}</span>', ((one.said,) for one in wrong))
        return format_html("{}{}", scope_words(record), lines)

    def value_scope(self, record: MonthlyCount) -> str:
        """Name whose counts these are, for a file."""
        return scope_words(record)

    def render_received(self, value: int) -> str:
        """Write the number."""
        return so(value)

    def value_received(self, value: int) -> int:
        """Give the number, for a file."""
        return value

    def render_settled(self, record: MonthlyCount) -> str:
        """Write what was settled in all."""
        return so(Counts.of(record).settled_in_all) or "–"

    def value_settled(self, record: MonthlyCount) -> int | None:
        """Give what was settled in all, for a file."""
        return Counts.of(record).settled_in_all

    def render_in_time(self, record: MonthlyCount) -> str:
        """Write what was settled early or on time."""
        return so(Counts.of(record).in_time) or "–"

    def value_in_time(self, record: MonthlyCount) -> int | None:
        """Give what was settled early or on time, for a file."""
        return Counts.of(record).in_time

    def render_settled_late(self, value: int) -> str:
        """Write the number."""
        return so(value)

    def value_settled_late(self, value: int) -> int:
        """Give the number, for a file."""
        return value

    def render_origin(self, record: MonthlyCount) -> SafeString:
        """Tell how the figures came here and from which report."""
        by = record.entered_by or _("dòng lệnh")
        return format_html(
            '{}<span class="basis">{}</span>',
            record.source or _("chưa ghi nguồn"),
            f"{record.get_origin_display()}, {by}",
        )

    def value_origin(self, record: MonthlyCount) -> str:
        """Name the source, for a file."""
        return "; ".join(filter(None, [record.source, str(record.get_origin_display())]))
