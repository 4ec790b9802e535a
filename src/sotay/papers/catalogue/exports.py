"""The list of forms as a file."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.exchange.columns import Column
from sotay.papers.catalogue.queries import FormRow

COLUMNS = (
    Column("number", _("Mã"), width=12),
    Column("group", _("Nhóm"), width=36),
    Column("title", _("Tên biểu mẫu"), width=60),
    Column("clause", _("Điều khoản"), width=14),
    Column("own_code", _("Mã của cơ quan"), width=18),
    Column("edition", _("Lần ban hành"), width=12),
    Column("issued_date", _("Ngày ban hành"), width=14),
    Column("has_template", _("Mẫu riêng"), width=10),
)


def records(rows: Iterable[FormRow]) -> Iterator[dict[str, Any]]:
    """Yield forms by these columns."""
    for one in rows:
        told = {column.key: getattr(one, column.key) for column in COLUMNS}
        yield told | {"has_template": _now("có") if one.has_template else ""}
