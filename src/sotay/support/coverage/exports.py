"""The places of documented information as rows of a file."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.exchange.columns import Column
from sotay.support.coverage.queries import Row

columns = (
    Column("place", _("Điều khoản")),
    Column("subject", _("Thông tin dạng văn bản"), width=50),
    Column("keep", _("Yêu cầu"), width=30),
    Column("standing", _("Tình trạng")),
    Column("ways", _("Tài liệu, hồ sơ"), width=60),
    Column("lacks", _("Còn thiếu"), width=40),
)


def records(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Yield the places as they are shown."""
    for row in rows:
        yield {
            "place": row.place.documented.place,
            "subject": row.place.documented.subject,
            "keep": row.place.documented.keep_name,
            "standing": row.word,
            "ways": "; ".join(str(one.label) for one in row.ways),
            "lacks": row.lacks,
        }
