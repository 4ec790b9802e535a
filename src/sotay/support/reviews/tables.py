"""Documents to be looked at, as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.pages import url_of
from sotay.support.documents.models import Document
from sotay.support.reviews.filters import SHOWN, WORDS
from sotay.support.reviews.models import DocumentReview
from sotay.support.reviews.queries import word_of
from sotay.support.tabs import address
from sotay.ui.formats import ngay
from sotay.ui.standing import standing_badge

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
LEAD = {"td": {"class": "lead"}, "th": {"class": "lead"}}


class ToLookAt(tables.Table):
    """Code, title, unit, the last look and what was found, the next, and where to answer."""

    code = tables.Column(verbose_name=_("Mã tài liệu"), order_by=("code_sort",))
    title = tables.Column(verbose_name=_("Tên tài liệu"), attrs=LEAD)
    unit = tables.Column(verbose_name=_("Đơn vị"), order_by=("unit__order", "unit__name_sort"))
    looked_date = tables.Column(verbose_name=_("Lần gần nhất"))
    next_review_date = tables.Column(verbose_name=_("Kế tiếp"), attrs=DAY)
    state = tables.Column(verbose_name=_("Tình trạng"), empty_values=(), orderable=False)
    do = tables.Column(
        verbose_name="", empty_values=(), orderable=False, attrs={"td": {"class": "do"}}, exclude_from_export=True
    )

    def __init__(self, *args: Any, viewer: Actor, on: date, soon: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.on, self.soon = viewer, on, soon

    def render_code(self, value: str, record: Document) -> str:
        """Lead to the document."""
        return format_html('<a class="code" href="{}">{}</a>', url_of(record), value)

    def value_code(self, value: str) -> str:
        """Write the code alone."""
        return value

    def render_looked_date(self, value: Any, record: Document) -> str:
        """Say when it was looked at last and what was found."""
        return f"{ngay(value)}: {DocumentReview.Answer(record.found).label}"  # type: ignore[attr-defined]  # annotated

    def render_next_review_date(self, value: Any) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)

    def render_state(self, record: Document) -> str:
        """Tell by icon, word and colour whether it is due."""
        word = word_of(record, on=self.on, soon=self.soon)
        return standing_badge(SHOWN[word], text=str(WORDS[word]))

    def value_state(self, record: Document) -> str:
        """Write the word alone."""
        return str(WORDS[word_of(record, on=self.on, soon=self.soon)])

    def render_do(self, record: Document) -> str:
        """Lead to the one question."""
        if not may(self.viewer, "support.look_at_document", record):
            return ""
        return format_html(
            '<a class="btn btn-sm" href="{}">{}</a>',
            address(self.viewer, "document_look", slug=record.slug),
            _now("Rà soát"),
        )
