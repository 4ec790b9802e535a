"""Lists of files as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.support.records.models import RecordList
from sotay.support.tabs import address
from sotay.ui.formats import ngay

NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
DAY = {"td": {"class": "day"}, "th": {"class": "day"}}


def _page(record: RecordList, table: Any) -> str:
    return address(table.request.actor, "record_list_detail", slug=record.slug)


class Lists(tables.Table):
    """Year, lines, where it stands, since when."""

    year = tables.Column(
        verbose_name=_("Danh mục hồ sơ"), linkify=_page, attrs={"td": {"class": "lead"}}, order_by=("year",)
    )
    count = tables.Column(verbose_name=_("Số hồ sơ trong danh mục"), attrs=NUM)
    state = tables.Column(verbose_name=_("Tình trạng"))
    issued_date = tables.Column(verbose_name=_("Ngày ban hành"), attrs=DAY)

    def render_year(self, record: RecordList) -> str:
        """Name the list."""
        return str(record)

    def value_year(self, record: RecordList) -> int:
        """Write the year into a file."""
        return record.year

    def render_issued_date(self, value: Any) -> str:
        """Write the day."""
        return ngay(value)

    def value_issued_date(self, value: Any) -> Any:
        """Keep the day a day in a file."""
        return value
