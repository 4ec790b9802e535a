"""Outgoing papers, series and the register as tables."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sotay.agency.document_types import DOCUMENT_TYPES
from sotay.support.outgoing.models import NumberSeries, OutgoingPaper
from sotay.support.outgoing.signing.words import word_in_list
from sotay.support.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
NUM = {"td": {"class": "num"}, "th": {"class": "num"}}


TOLD_BELOW = ("dated", "unit", "verdict")
"""Columns of the file that stand below others on the page: eight beside each other run out of it."""


class Papers(tables.Table):
    """Papers, newest first, with number, signer and where each stands."""

    number = tables.Column(
        verbose_name=_("Số, ký hiệu"), order_by=("number_year", "number", "number_suffix", "pk"),
        attrs={"td": {"class": "code"}}, empty_values=(),
    )  # fmt: skip
    dated = tables.Column(verbose_name=_("Ngày văn bản"), attrs=DAY)
    subject = tables.Column(
        verbose_name=_("Trích yếu"),
        attrs={"td": {"class": "lead"}},
        linkify=lambda record, table: address(table.request.actor, "paper_detail", slug=record.slug),
    )
    signer = tables.Column(verbose_name=_("Người ký"), accessor="signer__user__full_name")
    unit = tables.Column(verbose_name=_("Đơn vị"), accessor="unit__code", order_by=("unit__order", "unit__name_sort"))
    issued_date = tables.Column(verbose_name=_("Phát hành"), attrs=DAY)
    state = tables.Column(verbose_name=_("Tình trạng"))
    verdict = tables.Column(verbose_name=_("Chữ ký số"))

    def render_number(self, record: OutgoingPaper) -> str:
        """Tell number and symbol with the day below, or that there is no number yet."""
        if record.number is None:
            return format_html('<span class="basis">{}</span>', _("chưa cấp số"))
        return format_html('{}<span class="basis">{}</span>', record.full_number, ngay(record.dated))

    def value_number(self, record: OutgoingPaper) -> str:
        """Give number and symbol, for a file."""
        return record.full_number if record.number is not None else ""

    def render_dated(self, value: Any) -> str:
        """Tell the day the Vietnamese way."""
        return ngay(value)

    def render_issued_date(self, value: Any) -> str:
        """Tell the day the Vietnamese way."""
        return ngay(value)

    def render_subject(self, record: OutgoingPaper) -> str:
        """Tell the kind of the paper and who drafts it below its extract."""
        kind = DOCUMENT_TYPES.get(record.abbreviation, record.abbreviation)
        told = f"{kind} · {record.unit}" if record.unit else kind
        return format_html('{}<span class="basis">{}</span>', capfirst(record.subject), told)

    def value_subject(self, record: OutgoingPaper) -> str:
        """Leave the kind out of a file."""
        return record.subject

    def render_state(self, record: Any) -> str:
        """Tell where it stands, and the verdict upon its newest signed copy."""
        state = record.get_state_display()
        verdict = getattr(record, "verdict", None)
        if not verdict:
            return str(state)
        said = _("chữ ký số: %s") % word_in_list(verdict, record.why)
        return format_html('{}<span class="basis">{}</span>', state, said)

    def value_state(self, record: OutgoingPaper) -> str:
        """Give where it stands, for a file."""
        return str(record.get_state_display())

    def render_verdict(self, value: str, record: Any) -> str:
        """Tell the verdict upon the newest signed copy."""
        return word_in_list(value, record.why)


class Series(tables.Table):
    """Series of numbers, with the kinds each covers and where it lives."""

    name = tables.Column(
        verbose_name=_("Sổ"), attrs={"td": {"class": "lead"}},
        linkify=lambda record, table: address(table.request.actor, "series_change", slug=record.slug),
    )  # fmt: skip
    abbreviations = tables.Column(verbose_name=_("Loại văn bản"), orderable=False)
    organ = tables.Column(verbose_name=_("Ký hiệu nơi ban hành"))
    is_kept_here = tables.Column(verbose_name=_("Nơi cấp số"))
    last = tables.Column(verbose_name=_("Số gần nhất trong năm"), attrs=NUM)
    ended_date = tables.Column(verbose_name=_("Thôi dùng"), attrs=DAY)

    def render_abbreviations(self, record: NumberSeries) -> str:
        """Name the kinds."""
        return ", ".join(DOCUMENT_TYPES.get(one, one) for one in record.abbreviations)

    def render_is_kept_here(self, record: NumberSeries) -> str:
        """Tell where numbers come from."""
        return str(_("Hệ thống này")) if record.is_kept_here else str(_("Hệ thống quản lý văn bản"))

    def render_last(self, value: int) -> str:
        """Write a number as it stands on papers."""
        return f"{value:02}"

    def render_ended_date(self, value: Any) -> str:
        """Tell the day the Vietnamese way."""
        return ngay(value)
