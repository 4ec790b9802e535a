"""Sources of lists as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.operation.dossiers.models import DossierSource
from sotay.operation.tabs import address

NUM = {"td": {"class": "num"}, "th": {"class": "num"}}


def page_of(record: DossierSource, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "dossier_source_detail", slug=record.slug)


class Sources(tables.Table):
    """Name, order of dates, how many columns are read, how many dossiers came, whether it is used."""

    name = tables.Column(verbose_name=_("Tên nguồn"), linkify=page_of, attrs={"td": {"class": "lead"}})
    date_order = tables.Column(verbose_name=_("Thứ tự ngày tháng"))
    columns_read = tables.Column(verbose_name=_("Số cột được đọc"), accessor="columns", orderable=False, attrs=NUM)
    dossier_count = tables.Column(verbose_name=_("Số hồ sơ"), attrs=NUM)
    state = tables.Column(verbose_name=_("Trạng thái"), empty_values=(), accessor="ended_date")

    def render_columns_read(self, value: Any) -> int:
        """Count the columns."""
        return len(value)

    def render_state(self, record: DossierSource) -> str:
        """Say whether it is used."""
        return gettext("Thôi dùng") if record.ended_date else gettext("Đang dùng")
