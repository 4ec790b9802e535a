"""Cells Excel shows as a percentage."""

import io

import pytest
from openpyxl import Workbook

from sotay.exchange.columns import decimal_vi
from sotay.exchange.reading import Cell, read


def cells_of(values):
    """Return the cells of one column of a workbook; each value with its number format."""
    workbook = Workbook()
    workbook.active.append(("Mã", "Chỉ tiêu"))
    for number, (value, shown) in enumerate(values, start=2):
        workbook.active.cell(number, 1, f"A{number}")
        workbook.active.cell(number, 2, value).number_format = shown
    stream = io.BytesIO()
    workbook.save(stream)
    return [row.cells["Chỉ tiêu"] for row in read(stream.getvalue(), name="a.xlsx").rows]


@pytest.mark.parametrize(
    ("value", "shown", "raw"),
    [
        (0.98, "0%", "98%"),
        (0.985, "0.00%", "98,5%"),
        (1, "0%", "100%"),
        (0, "0%", "0%"),
        (0.07, '0.0" phần"%', "7%"),
        (0.98, "General", "0.98"),
        (0.98, '0.00" %"', "0.98"),
        (98, "0", "98"),
    ],
)
def test_a_cell_is_read_as_it_is_seen(value, shown, raw):
    (cell,) = cells_of([(value, shown)])

    assert cell.raw == raw


def test_a_column_of_numbers_keeps_the_number_of_the_file():
    (cell,) = cells_of([(0.985, "0.0%")])

    assert str(decimal_vi(cell)) == "0.985"
    assert isinstance(cell, Cell)
