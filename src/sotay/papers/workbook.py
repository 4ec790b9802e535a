"""The records behind the numbers of a paper as XLSX: one sheet for each question, texts never taken for formulas."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from sotay.exchange.columns import Column
from sotay.exchange.writing import write_sheets
from sotay.papers.model import Sheet

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return sheets as one XLSX, in their order; sheets of one title are told apart by a number."""
    told = (
        (one.title, [Column(str(place), head) for place, head in enumerate(one.columns)], one.rows) for one in sheets
    )
    with write_sheets(told) as stream:
        return BytesIO(stream.read()).getvalue()
