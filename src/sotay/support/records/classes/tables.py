"""Classes of records as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.support.records.classes.proposals import is_proposed
from sotay.support.records.models import RecordClass
from sotay.support.tabs import address

NUM = {"td": {"class": "num"}, "th": {"class": "num"}}


def _page(record: RecordClass, table: Any) -> str:
    return address(table.request.actor, "record_class_detail", slug=record.slug)


class Classes(tables.Table):
    """Code, title, how long it is kept, what then, by which rule, how many files."""

    code = tables.Column(verbose_name=_("Mã"), attrs={"td": {"class": "code"}})
    title = tables.Column(verbose_name=_("Loại hồ sơ"), linkify=_page, attrs={"td": {"class": "lead"}})
    heading = tables.Column(verbose_name=_("Đề mục"))
    retention = tables.Column(verbose_name=_("Thời hạn bảo quản"), order_by=("-is_permanent", "years"))
    disposal = tables.Column(verbose_name=_("Khi hết hạn"))
    basis = tables.Column(verbose_name=_("Căn cứ"), orderable=False)
    clauses = tables.Column(verbose_name=_("Điều khoản ISO"), orderable=False)
    kept = tables.Column(verbose_name=_("Số hồ sơ"), attrs=NUM)

    def render_retention(self, record: RecordClass, value: str) -> SafeString | str:
        """Tell below from when it is counted, where it is not the usual."""
        if record.years is None or record.start == RecordClass.Start.WORK_ENDED:
            return value
        return format_html('{} <small class="basis under">{}</small>', value, record.get_start_display())

    def render_basis(self, record: RecordClass) -> SafeString | str:
        """Mark a retention that is still a proposal."""
        if is_proposed(record):
            return format_html('<span class="state state-warn">{}</span>', _now("đề xuất"))
        return record.basis

    def value_basis(self, record: RecordClass) -> str:
        """Write the basis as it is kept into a file."""
        return record.basis
