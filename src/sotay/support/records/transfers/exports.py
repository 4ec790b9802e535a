"""A list of hand-over or disposal as rows: the columns of its paper."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.exchange.columns import Column
from sotay.support.records.transfers.queries import TransferPage

columns = (
    Column("place", _("TT"), width=6),
    Column("number", _("Số, ký hiệu hồ sơ")),
    Column("title", _("Tiêu đề hồ sơ"), width=60),
    Column("opened_date", _("Ngày mở")),
    Column("closed_date", _("Kết thúc")),
    Column("retention", _("Thời hạn bảo quản")),
    Column("kept_until", _("Bảo quản đến")),
    Column("sheets", _("Số tờ")),
    Column("where", _("Nơi để"), width=30),
)


def records(page: TransferPage) -> Iterator[dict[str, Any]]:
    """Yield the files that stand in the list, in the order of the paper."""
    for place, row in enumerate(page.rows, start=1):
        file = row.item.file
        yield {
            "place": place,
            "number": file.number,
            "title": file.title,
            "opened_date": file.opened_date,
            "closed_date": file.closed_date,
            "retention": file.record_class.retention,
            "kept_until": row.kept_until or _now("vĩnh viễn"),
            "sheets": file.sheets,
            "where": file.place,
        }
