"""The register of a year as rows: the columns of Mẫu 07, names masked."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.exchange.columns import Column
from sotay.operation.dossiers.book.queries import rows_of
from sotay.operation.dossiers.models import Dossier

columns = (
    Column("number", _("TT")),
    Column("code", _("Mã hồ sơ"), width=28),
    Column("service", _("Tên thủ tục hành chính"), width=50),
    Column("sets", _("Số lượng hồ sơ (bộ)")),
    Column("name", _("Tên cá nhân, tổ chức"), width=24),
    Column("contact", _("Địa chỉ, số điện thoại")),
    Column("unit", _("Cơ quan, đơn vị chủ trì giải quyết"), width=30),
    Column("received", _("Nhận hồ sơ")),
    Column("due", _("Hẹn trả kết quả")),
    Column("result", _("Chuyển kết quả đến bộ phận một cửa")),
    Column("returned", _("Trả kết quả")),
    Column("how", _("Phương thức nhận kết quả")),
    Column("note", _("Ghi chú")),
)


def records(dossiers: list[Dossier], *, viewer: Actor) -> Iterator[dict[str, Any]]:
    """Yield the lines of the register in its order."""
    for row in rows_of(dossiers, viewer=viewer, first=1, masked=True):
        one = row.dossier
        yield {
            "number": row.number,
            "code": one.code,
            "service": one.service.name,
            "sets": one.sets,
            "name": row.name,
            "contact": row.contact,
            "unit": str(one.unit or ""),
            "received": one.received_date,
            "due": one.receipt_due_date or one.due_date,
            "result": one.result_date,
            "returned": one.returned_date,
            "how": one.get_returned_how_display(),
            "note": row.note,
        }
