"""Runs as a table."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sotay.exchange.runs.models import Run
from sotay.ui.formats import luc

NUM = {"td": {"class": "num"}, "th": {"class": "num"}}


def _page(record: Run, table: Any) -> str:
    return reverse("exchange:run_detail", kwargs={"agency": table.request.agency.short_name, "uuid": record.uuid})


class Runs(tables.Table):
    """Runs, newest first."""

    file_name = tables.Column(verbose_name=_("Tệp"), linkify=_page)
    label = tables.Column(verbose_name=_("Loại"), orderable=False)
    state = tables.Column(verbose_name=_("Trạng thái"))
    total = tables.Column(verbose_name=_("Số dòng"), attrs=NUM)
    started_by = tables.Column(verbose_name=_("Người nhập"), orderable=False, empty_values=())
    created_at = tables.Column(verbose_name=_("Lúc"))

    def render_started_by(self, record: Run) -> str:
        """Name the person, or the command line."""
        return str(record.started_by or _("dòng lệnh"))

    def render_created_at(self, value: Any) -> str:
        """Write the moment as everywhere."""
        return luc(value)
