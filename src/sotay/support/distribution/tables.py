"""Readers, paper copies and openings as tables."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.support.distribution.filters import BACK, OLD, OUT, SHOWN, STATES, WHERE
from sotay.support.distribution.models import PaperCopy
from sotay.support.documents.models import Revision
from sotay.support.tabs import address
from sotay.ui.formats import luc, ngay
from sotay.ui.standing import standing_badge

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
LEAD = {"td": {"class": "lead"}, "th": {"class": "lead"}}


class Readers(tables.Table):
    """Name, unit, confirmation and its day, or the day by which it is awaited."""

    name = tables.Column(verbose_name=_("Họ và tên"), order_by=("name_sort",))
    units = tables.Column(verbose_name=_("Đơn vị"), empty_values=())
    state = tables.Column(verbose_name=_("Xác nhận"))
    read_date = tables.Column(verbose_name=_("Ngày đọc"), attrs=DAY, default="–", orderable=False)
    due_date = tables.Column(verbose_name=_("Hạn xác nhận"), attrs=DAY)

    def render_units(self, value: str) -> str:
        """Leave somebody outside the units without one."""
        return value or "–"

    def render_state(self, value: str) -> str:
        """Tell by icon, word and colour whether the person has confirmed."""
        return standing_badge(SHOWN[value], text=str(STATES[value]))

    def value_state(self, value: str) -> str:
        """Write the word alone."""
        return str(STATES[value])

    def render_read_date(self, value: Any) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)

    def render_due_date(self, value: Any) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)


class UnitReadings(Readers):
    """The same for all documents the people of a unit must know."""

    code = tables.Column(verbose_name=_("Mã tài liệu"), order_by=("code_sort",))
    title = tables.Column(verbose_name=_("Tên tài liệu"), attrs=LEAD)

    class Meta:
        sequence = ("code", "title", "name", "state", "read_date", "due_date")
        exclude = ("units",)


class Copies(tables.Table):
    """The register of distribution (form A5); what leaves as a file has more columns."""

    document = tables.Column(verbose_name=_("Tài liệu"), order_by=("document__code_sort",), attrs=LEAD)
    number = tables.Column(verbose_name=_("Bản số"), attrs=NUM)
    edition = tables.Column(verbose_name=_("Lần"), accessor="revision", orderable=False)
    holder = tables.Column(verbose_name=_("Nơi giữ"), empty_values=(), orderable=False)
    given_date = tables.Column(verbose_name=_("Ngày cấp"), attrs=DAY)
    where = tables.Column(verbose_name=_("Tình trạng"), empty_values=(), orderable=False, accessor="returned_date")

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def render_document(self, value: Any) -> str:
        """Lead to the copies of the document."""
        url = address(self.viewer, "document_copies", slug=value.slug)
        return format_html('<a class="code" href="{}">{}</a> {}', url, value.code, value.title)

    def render_number(self, value: int) -> str:
        """Write 03."""
        return f"{value:02d}"

    def render_edition(self, value: Revision) -> str:
        """Write 02/01."""
        return f"{value.edition:02d}/{value.amendment:02d}"

    def render_holder(self, record: PaperCopy) -> str:
        """Name the place and the unit."""
        return holder_of(record)

    def render_given_date(self, value: Any) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)

    def render_where(self, record: PaperCopy) -> str:
        """Tell whether it is out, out though it holds no more, or taken back, when and what became of it."""
        word = place_of(record)
        badge = standing_badge({OUT: "open", OLD: "overdue", BACK: "met"}[word], text=str(WHERE[word]))
        if word != BACK:
            return badge
        return format_html(
            '{} <span class="basis">{}, {}</span>', badge, ngay(record.returned_date), record.get_fate_display()
        )


class CopiesOfDocument(Copies):
    """The copies of one document, each with its sheet to print."""

    do = tables.Column(
        verbose_name="", empty_values=(), orderable=False, attrs={"td": {"class": "do"}}, exclude_from_export=True
    )

    class Meta:
        exclude = ("document",)

    def render_do(self, record: PaperCopy) -> str:
        """Offer the pages of a copy that is out, with its number on them."""
        if record.returned_date is not None or record.revision.state != Revision.State.IN_FORCE:
            return ""
        url = address(self.viewer, "controlled_copy", slug=record.revision.slug)
        return format_html(
            '<a class="btn btn-sm" href="{}?as=print&amp;copy={}">{}</a>', url, record.number, _now("In")
        )


class Openings(tables.Table):
    """Who opened which edition how and when."""

    at = tables.Column(verbose_name=_("Lúc"), attrs=DAY)
    user = tables.Column(verbose_name=_("Ai"), order_by=("user__name_sort",))
    manner = tables.Column(verbose_name=_("Cách mở"))
    revision = tables.Column(verbose_name=_("Lần ban hành / sửa đổi"), order_by=("revision__order",))

    def render_at(self, value: Any) -> str:
        """Write the moment."""
        return luc(value)

    def render_revision(self, value: Revision) -> str:
        """Write 02/01."""
        return f"{value.edition:02d}/{value.amendment:02d}"


def holder_of(copy: PaperCopy) -> str:
    """Return who holds a paper copy: the place, and the unit."""
    return ", ".join(filter(None, [copy.holder, copy.unit.name if copy.unit else ""]))


def place_of(copy: PaperCopy) -> str:
    """Return where a paper copy is: taken back, out, or out though superseded."""
    if copy.returned_date is not None:
        return BACK
    return OLD if copy.revision.state in Revision.ENDED else OUT
