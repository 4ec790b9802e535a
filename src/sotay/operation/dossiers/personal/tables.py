"""Lists of dossiers to be made anonymous as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.operation.dossiers.models import AnonymisingList
from sotay.operation.tabs import address
from sotay.ui.formats import ngay

NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
DAY = {"td": {"class": "day"}, "th": {"class": "day"}}


def _page(record: AnonymisingList, table: Any) -> str:
    return address(table.request.actor, "anonymising_detail", slug=record.slug)


class Lists(tables.Table):
    """Number, up to which day, dossiers, where it stands, when it was approved and done."""

    code = tables.Column(
        verbose_name=_("Danh sách"), linkify=_page, attrs={"td": {"class": "lead"}}, order_by=("code",)
    )
    closed_before_date = tables.Column(verbose_name=_("Hồ sơ kết thúc trước ngày"), attrs=DAY)
    count = tables.Column(verbose_name=_("Số hồ sơ"), attrs=NUM)
    state = tables.Column(verbose_name=_("Tình trạng"))
    approved_date = tables.Column(verbose_name=_("Ngày phê duyệt"), attrs=DAY)
    done_date = tables.Column(verbose_name=_("Ngày ẩn danh"), attrs=DAY)

    def render_closed_before_date(self, value: Any) -> str:
        """Write the day."""
        return ngay(value)

    def value_closed_before_date(self, value: Any) -> Any:
        """Keep the day a day in a file."""
        return value

    render_approved_date = render_done_date = render_closed_before_date
    value_approved_date = value_done_date = value_closed_before_date
