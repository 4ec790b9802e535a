"""The register of documents (form A1) as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from sotay.support.documents.models import Document, Level
from sotay.support.documents.words import ROMAN, number_words, state_words
from sotay.support.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
NUM = {"td": {"class": "num"}, "th": {"class": "num"}}


class Documents(tables.Table):
    """Documents by their codes, with the revision in force."""

    code = tables.Column(
        verbose_name=_("Mã"),
        order_by=("code_sort", "pk"),
        attrs={"td": {"class": "code"}},
        linkify=lambda record, table: address(table.request.actor, "document_detail", slug=record.slug),
    )
    title = tables.Column(verbose_name=_("Tên tài liệu"), attrs={"td": {"class": "lead"}})
    kind = tables.Column(verbose_name=_("Loại, cấp"), order_by=("level", "kind"))
    number = tables.Column(
        verbose_name=_("Lần BH/SĐ"),
        accessor="now_edition",
        order_by=("now_edition", "now_amendment"),
        attrs=NUM,
    )
    now_in_force_date = tables.Column(verbose_name=_("Hiệu lực từ"), attrs=DAY)
    unit = tables.Column(verbose_name=_("Đơn vị"), accessor="unit__code", order_by=("unit__order", "unit__name_sort"))
    state = tables.Column(verbose_name=_("Tình trạng"))

    def render_title(self, record: Document) -> str:
        """Tell the field of work below the title: codes are used again in other fields."""
        return (
            format_html('{}<span class="basis">{}</span>', record.title, record.field) if record.field else record.title
        )

    def render_kind(self, record: Document) -> str:
        """Tell the kind, and below it the level as the pyramid of documents counts it."""
        level = _("cấp %s") % ROMAN[Level(record.level)]
        return format_html('{}<span class="basis">{}</span>', record.get_kind_display(), level)

    def render_number(self, record: Document) -> str:
        """Tell edition and amendment of the revision in force."""
        return number_words(record)

    def render_now_in_force_date(self, value: Any) -> str:
        """Tell the day the Vietnamese way."""
        return ngay(value)

    def render_state(self, record: Document) -> str:
        """Tell where it stands, and what is coming."""
        state, coming = state_words(record)
        return format_html('{}<span class="basis">{}</span>', state, coming) if coming else state
