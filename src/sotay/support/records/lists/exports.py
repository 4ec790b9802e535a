"""A list of files as rows: the five columns of NĐ 30/2020, Phụ lục V, with the headings beside each line."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.exchange.columns import Column
from sotay.support.records.lists.queries import ListPage

columns = (
    Column("number", _("Số và ký hiệu hồ sơ")),
    Column("heading", _("Đề mục"), width=30),
    Column("title", _("Tiêu đề hồ sơ"), width=50),
    Column("retention", _("Thời hạn bảo quản")),
    Column("maker", _("Người lập hồ sơ"), width=30),
    Column("note", _("Ghi chú"), width=30),
    Column("files", _("Số hồ sơ đã mở")),
)


def records(page: ListPage) -> Iterator[dict[str, Any]]:
    """Yield the lines in the order of the paper."""
    for section in page.sections:
        for row in section.rows:
            yield {
                "number": row.line.number,
                "heading": row.line.heading,
                "title": row.line.title,
                "retention": row.line.retention,
                "maker": row.maker,
                "note": row.line.note,
                "files": len(row.files),
            }
