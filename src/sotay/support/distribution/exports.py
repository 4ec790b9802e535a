"""The register of distribution as a file (form A5)."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.exchange.columns import Column
from sotay.support.distribution.filters import WHERE
from sotay.support.distribution.models import PaperCopy
from sotay.support.distribution.tables import holder_of, place_of

COLUMNS = (
    Column("code", _("Mã tài liệu"), width=16),
    Column("title", _("Tên tài liệu"), width=50),
    Column("number", _("Bản số"), width=10),
    Column("edition", _("Lần ban hành"), width=12),
    Column("amendment", _("Lần sửa đổi"), width=12),
    Column("holder", _("Nơi giữ"), width=36),
    Column("given_date", _("Ngày cấp"), width=14),
    Column("where", _("Tình trạng"), width=18),
    Column("returned_date", _("Ngày thu hồi"), width=14),
    Column("fate", _("Xử lý bản cũ"), width=28),
    Column("note", _("Ghi chú"), width=30),
)


def records(copies: Iterable[PaperCopy]) -> Iterator[dict[str, Any]]:
    """Yield the copies as they are listed."""
    for one in copies:
        yield {
            "code": one.document.code,
            "title": one.document.title,
            "number": one.number,
            "edition": one.revision.edition,
            "amendment": one.revision.amendment,
            "holder": holder_of(one),
            "given_date": one.given_date,
            "where": str(WHERE[place_of(one)]),
            "returned_date": one.returned_date,
            "fate": one.get_fate_display(),
            "note": one.note,
        }
