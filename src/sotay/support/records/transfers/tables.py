"""Lists of hand-over and disposal as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.support.records.models import Transfer
from sotay.support.tabs import address
from sotay.ui.formats import ngay

NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
DAY = {"td": {"class": "day"}, "th": {"class": "day"}}


def _page(record: Transfer, table: Any) -> str:
    return address(table.request.actor, "transfer_detail", slug=record.slug)


class Transfers(tables.Table):
    """Number, what is done, how many files, where it stands, by which minutes."""

    code = tables.Column(verbose_name=_("Số"), linkify=_page, attrs={"td": {"class": "code lead"}})
    manner = tables.Column(verbose_name=_("Việc"))
    count = tables.Column(verbose_name=_("Số hồ sơ"), attrs=NUM)
    state = tables.Column(verbose_name=_("Tình trạng"))
    approved_date = tables.Column(verbose_name=_("Ngày phê duyệt"), attrs=DAY)
    done_date = tables.Column(verbose_name=_("Ngày thực hiện"), attrs=DAY)
    minutes = tables.Column(verbose_name=_("Biên bản"), orderable=False)

    def render_approved_date(self, value: Any) -> str:
        """Write the day."""
        return ngay(value)

    def value_approved_date(self, value: Any) -> Any:
        """Keep the day a day in a file."""
        return value

    def render_done_date(self, value: Any) -> str:
        """Write the day."""
        return ngay(value)

    def value_done_date(self, value: Any) -> Any:
        """Keep the day a day in a file."""
        return value
