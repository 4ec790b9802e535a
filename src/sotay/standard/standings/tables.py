"""Lines of standing as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from sotay.standard.standings.lines import NOT_CHECKED
from sotay.standard.standings.links import url_of_line, url_of_obligation
from sotay.standard.standings.queries import LineRow
from sotay.ui.formats import ngay
from sotay.ui.standing import standing_badge

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}


class LinesOfOne(tables.Table):
    """Where one obligation stands, by period and unit."""

    period = tables.Column(verbose_name=_("Kỳ"), empty_values=(), orderable=False)
    unit = tables.Column(verbose_name=_("Đơn vị"), empty_values=(), orderable=False)
    due = tables.Column(verbose_name=_("Hạn"), empty_values=(), attrs=DAY)
    standing = tables.Column(verbose_name=_("Tình trạng"), accessor="line", orderable=False)

    def __init__(self, *args: Any, agency: str, mending: bool = True, **kwargs: Any) -> None:
        self.agency, self.mending = agency, mending
        super().__init__(*args, **kwargs)

    def render_period(self, record: LineRow) -> str:
        """Name the period."""
        return record.line.when.name or "–"

    def render_unit(self, record: LineRow) -> str:
        """Name the unit that owes it."""
        return record.unit.name if record.unit else "–"

    def render_due(self, record: LineRow) -> str:
        """Write the due date as dd/mm/yyyy."""
        return ngay(record.due) or "–"

    def render_standing(self, record: LineRow) -> str:
        """Show the standing with its reason, and where what is missing can be put right."""
        line = record.line
        badge = standing_badge(line.standing, late=line.late)
        if line.reason == NOT_CHECKED:  # the word says it already
            return badge
        if line.link and self.mending:
            url = url_of_line(line, agency=self.agency)
            return format_html('{}<span class="basis"><a href="{}">{}</a></span>', badge, url, line.why)
        return format_html('{}<span class="basis">{}</span>', badge, line.why)


class Lines(LinesOfOne):
    """What is owed, by whom and when, and where it stands; the most urgent first."""

    title = tables.Column(
        verbose_name=_("Việc phải làm"), accessor="obligation", order_by=("order",), attrs={"td": {"class": "lead"}}
    )
    who = tables.Column(verbose_name=_("Trách nhiệm"), accessor="obligation", orderable=False)
    period = tables.Column(verbose_name=_("Kỳ, đơn vị"), empty_values=(), orderable=False)
    unit = None

    class Meta:
        sequence = ("title", "who", "period", "due", "standing")

    def render_title(self, record: LineRow) -> str:
        """Name the obligation with clause and basis below it."""
        return format_html(
            '<a href="{}">{}</a><span class="basis">{} · <span lang="vi">{}</span></span>',
            url_of_obligation(record.obligation.code, agency=self.agency),
            f"{record.number}. {record.obligation.title}" if record.number else record.obligation.title,
            record.obligation.clause,
            record.obligation.basis,
        )

    def render_who(self, record: LineRow) -> str:
        """Name who sees to it."""
        return ", ".join(record.obligation.who_names)

    def render_period(self, record: LineRow) -> str:
        """Name the period, and below it the unit that owes it."""
        period, unit = record.line.when.name, record.unit.name if record.unit else ""
        if period and unit:
            return format_html('{}<span class="basis">{}</span>', period, unit)
        return period or unit or "–"
