"""The records behind the numbers of a paper as XLSX: one sheet for each question, texts never taken for formulas."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Final

from sotay.exchange.columns import Column
from sotay.exchange.writing import write_sheets
from sotay.papers.model import Sheet

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(sheets: Sequence[Sheet], *, on: date | None = None) -> bytes:
    """Return sheets as one XLSX, in their order; sheets of one title are told apart by a number.

    `on` is the day it bears in place of the moment it is made: the same sheets of a day are the same bytes.
    """
    told = (
        (one.title, [Column(str(place), head) for place, head in enumerate(one.columns)], one.rows) for one in sheets
    )
    with write_sheets(told, day=on) as stream:
        return BytesIO(stream.read()).getvalue()
