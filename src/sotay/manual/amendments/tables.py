"""Amendments as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.manual.amendments.models import Amendment
from sotay.manual.tabs import address
from sotay.ui.formats import ngay

NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
DAY = {"td": {"class": "day"}, "th": {"class": "day"}}


def _page_of(record: Amendment, table: Any) -> str:
    return address(table.request.actor, "amendment_detail", slug=record.slug)


class Amendments(tables.Table):
    """Code, reason, how many texts, where it stands, and when it was issued."""

    code = tables.Column(verbose_name=_("Mã đợt"), linkify=_page_of, attrs={"td": {"class": "code"}})
    reason = tables.Column(verbose_name=_("Lý do sửa đổi"), orderable=False)
    draft_count = tables.Column(verbose_name=_("Số nội dung"), attrs=NUM)
    state = tables.Column(verbose_name=_("Tình trạng"))
    approved_date = tables.Column(verbose_name=_("Ngày phê duyệt"), attrs=DAY, default="–")
    issued_date = tables.Column(verbose_name=_("Ngày ban hành"), attrs=DAY, default="–")
    revision = tables.Column(verbose_name=_("Lần"), orderable=False, empty_values=())

    def render_approved_date(self, value: Any) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)

    def render_issued_date(self, value: Any) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)

    def render_revision(self, record: Amendment) -> str:
        """Write lần ban hành / lần sửa đổi."""
        return "–" if record.edition is None else f"{record.edition:02d}/{record.revision:02d}"
