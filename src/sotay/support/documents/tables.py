"""The register of documents (form A1) as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from sotay.support.documents.models import Document, Level, Revision
from sotay.support.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
ROMAN = {Level.ONE: "I", Level.TWO: "II", Level.THREE: "III", Level.FOUR: "IV"}
COMING = {
    Revision.State.DRAFT: _("có bản đang soạn"),
    Revision.State.SUBMITTED: _("có bản đang trình"),
    Revision.State.APPROVED: _("có bản đã phê duyệt"),
}


def state_words(document: Any) -> tuple[str, str]:
    """Return where a document of the register stands, and what is being prepared beside it."""
    if document.state == Document.State.DRAFT and document.coming:
        return str(Revision.State(document.coming).label), ""
    return str(document.get_state_display()), str(COMING.get(document.coming, ""))


def number_words(document: Any) -> str:
    """Return the number of the revision in force, `01/02`: edition and amendment."""
    if document.now_edition is None:
        return ""
    return f"{document.now_edition:02d}/{document.now_amendment:02d}"


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
