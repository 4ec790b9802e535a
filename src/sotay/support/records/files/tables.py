"""Files as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.support.records.models import RecordFile
from sotay.support.records.retention import kept_until
from sotay.support.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}


def _page(record: RecordFile, table: Any) -> str:
    return address(table.request.actor, "record_file_detail", slug=record.slug)


class Files(tables.Table):
    """Number and title, class with its retention, who keeps it, its days, where it stands."""

    number = tables.Column(verbose_name=_("Số hồ sơ"), attrs={"td": {"class": "code"}})
    title = tables.Column(verbose_name=_("Tiêu đề hồ sơ"), linkify=_page, attrs={"td": {"class": "lead"}})
    record_class = tables.Column(verbose_name=_("Loại hồ sơ"), order_by=("record_class__code",))
    unit = tables.Column(verbose_name=_("Đơn vị"), order_by=("unit__name_sort",))
    keeper = tables.Column(verbose_name=_("Người giữ"), order_by=("keeper__name_sort",))
    opened_date = tables.Column(verbose_name=_("Ngày mở"), attrs=DAY)
    closed_date = tables.Column(verbose_name=_("Kết thúc"), attrs=DAY)
    kept = tables.Column(verbose_name=_("Bảo quản đến"), empty_values=(), orderable=False, attrs=DAY)
    state = tables.Column(verbose_name=_("Tình trạng"))

    def render_record_class(self, record: RecordFile) -> str:
        """Name the class by its code, with how long it is kept."""
        return f"{record.record_class.code} · {record.record_class.retention}"

    def render_opened_date(self, value: Any) -> str:
        """Write the day."""
        return ngay(value)

    def value_opened_date(self, value: Any) -> Any:
        """Keep the day a day in a file."""
        return value

    def render_closed_date(self, value: Any) -> str:
        """Write the day."""
        return ngay(value)

    def value_closed_date(self, value: Any) -> Any:
        """Keep the day a day in a file."""
        return value

    def render_kept(self, record: RecordFile) -> str:
        """Tell the last day of keeping."""
        if record.closed_date is None:
            return "–"
        until = kept_until(record.record_class, record.closed_date)
        return ngay(until) if until else _now("vĩnh viễn")
