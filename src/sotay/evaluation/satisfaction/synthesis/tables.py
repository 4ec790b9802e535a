"""Syntheses as a table; numbers stand only where they were pinned."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import Synthesis
from sotay.evaluation.satisfaction.synthesis.naming import period_words
from sotay.evaluation.satisfaction.synthesis.rates import PLACES, Levels
from sotay.evaluation.tabs import CUSTOMERS
from sotay.ui.formats import ngay, so

State = Synthesis.State
DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
TONES = {State.DRAFT: "quiet", State.SUBMITTED: "now", State.ISSUED: "done"}


def page_of(record: Synthesis, table: Any) -> str:
    """Return the address of a row's page."""
    return CUSTOMERS.address(table.request.actor, "synthesis_detail", slug=record.slug)


class Syntheses(tables.Table):
    """Code, title with its period, answers and share of the satisfied as pinned, where it stands, when it was issued."""

    code = tables.Column(verbose_name=_("Mã"), linkify=page_of, attrs={"td": {"class": "code"}})
    title = tables.Column(verbose_name=_("Tên báo cáo, kỳ"), attrs={"td": {"class": "lead"}})
    answers = tables.Column(verbose_name=_("Số phiếu"), accessor="figures", orderable=False, attrs=NUM, empty_values=())
    share = tables.Column(
        verbose_name=_("Hài lòng (%)"), accessor="figures", orderable=False, attrs=NUM, empty_values=()
    )
    state = tables.Column(verbose_name=_("Tình trạng"))
    issued_date = tables.Column(verbose_name=_("Ngày ban hành"), attrs=DAY)

    def render_title(self, record: Synthesis) -> SafeString:
        """Write the title, below it the period and its days."""
        days = f"{ngay(record.from_date)} – {ngay(record.to_date)}"
        words = f"{period_words(record)} · {days}" if record.period_key else days
        return format_html('{}<span class="basis">{}</span>', record.title, words)

    def value_title(self, record: Synthesis) -> str:
        """Write the title with its days, for a file."""
        return f"{record.title} ({ngay(record.from_date)} – {ngay(record.to_date)})"

    def render_answers(self, record: Synthesis) -> str:
        """Write how many answers count; nothing before they are pinned."""
        return so(record.figures["answers"]) if record.figures else "–"

    def value_answers(self, record: Synthesis) -> int | None:
        """Give the number, for a file."""
        return record.figures.get("answers") if record.figures else None

    def render_share(self, record: Synthesis) -> str:
        """Write the share, that without flagged sheets below; nothing before it is pinned, or where nobody answered."""
        share = self.value_share(record)
        if share is None:
            return "–"
        if not record.figures["flagged"]:
            return so(share, PLACES)
        clean = Levels(record.figures["clean"]).share
        told = _("trừ phiếu cần xem lại: %(clean)s") % {"clean": "–" if clean is None else so(clean, PLACES)}
        return format_html('{}<span class="basis">{}</span>', so(share, PLACES), told)

    def value_share(self, record: Synthesis) -> Any:
        """Give the share, for a file."""
        return Levels(record.figures["levels"]).share if record.figures else None

    def render_state(self, record: Synthesis) -> SafeString:
        """Write where it stands, and that its results are public."""
        public = format_html('<span class="basis">{}</span>', _("đã công khai")) if record.published_date else ""
        return format_html(
            '<span class="state state-{}">{}</span>{}', TONES[State(record.state)], record.get_state_display(), public
        )

    def value_state(self, record: Synthesis) -> str:
        """Say where it stands, for a file."""
        return str(record.get_state_display())

    def render_issued_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_issued_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value
