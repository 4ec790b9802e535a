"""Requests as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.support.requests.models import ChangeRequest
from sotay.support.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}


def _page_of(record: ChangeRequest, table: Any) -> str:
    return address(table.request.actor, "request_detail", slug=record.slug)


class Requests(tables.Table):
    """Code, what is asked about which document, who asks, by when, where it stands."""

    code = tables.Column(verbose_name=_("Số phiếu"), linkify=_page_of, attrs={"td": {"class": "code"}})
    subject = tables.Column(
        verbose_name=_("Tài liệu"), accessor="pk", order_by=("document__code_sort",), attrs={"td": {"class": "lead"}}
    )
    manner = tables.Column(verbose_name=_("Loại yêu cầu"))
    cause = tables.Column(verbose_name=_("Xuất phát từ"))
    asked_by = tables.Column(verbose_name=_("Người đề nghị"), order_by=("asked_by__name_sort",))
    unit = tables.Column(verbose_name=_("Đơn vị"), order_by=("unit__name_sort",))
    asked_date = tables.Column(verbose_name=_("Ngày đề nghị"), attrs=DAY)
    due_date = tables.Column(verbose_name=_("Hạn hoàn thành"), attrs=DAY)
    done_date = tables.Column(verbose_name=_("Ngày thực hiện"), attrs=DAY)
    state = tables.Column(verbose_name=_("Tình trạng"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_subject(self, record: ChangeRequest) -> str:
        """Name the document, or the one to be written."""
        return str(record.document or record.title)

    def render_asked_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_asked_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_due_date(self, record: ChangeRequest, value: date) -> SafeString | str:
        """Write the day, with how long it is overdue."""
        if record.state in ChangeRequest.OPEN and value < self.on:
            late = gettext("quá hạn %s ngày") % (self.on - value).days
            return format_html('{} <span class="basis">{}</span>', ngay(value), late)
        return ngay(value)

    def value_due_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_done_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_done_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value
