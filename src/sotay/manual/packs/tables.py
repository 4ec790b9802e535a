"""Packs as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.manual.packs.models import Pack
from sotay.manual.tabs import address
from sotay.ui.formats import co, luc


def _page_of(record: Pack, table: Any) -> str:
    return address(table.request.actor, "pack_detail", uuid=record.uuid)


class Packs(tables.Table):
    """What it is about, its days, who asked when, where it stands, the beginning of its hash."""

    title = tables.Column(verbose_name=_("Gói"), linkify=_page_of, orderable=False)
    days = tables.Column(verbose_name=_("Thời gian"), orderable=False)
    asked_by = tables.Column(verbose_name=_("Người lập"), orderable=False)
    created_at = tables.Column(verbose_name=_("Lúc"))
    state = tables.Column(verbose_name=_("Trạng thái"))
    file = tables.Column(verbose_name=_("Dung lượng"), orderable=False, attrs={"td": {"class": "num"}})
    manifest_hash = tables.Column(verbose_name=_("Mã băm danh mục"), orderable=False, attrs={"td": {"class": "code"}})

    def render_created_at(self, value: Any) -> str:
        """Write the moment as everywhere."""
        return luc(value)

    def render_file(self, value: Any) -> str:
        """Write the size."""
        return co(value.size)

    def render_manifest_hash(self, record: Pack) -> str:
        """Write the beginning, in groups."""
        return f"{' '.join(record.hash_groups[:4])} …"
