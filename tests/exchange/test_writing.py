import csv
import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.db import models
from django.utils.translation import gettext_lazy as _
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from sotay.exchange.columns import (
    Column,
    choice,
    code,
    date_vi,
    decimal_vi,
    integer,
    parse_rows,
    text,
    words_of,
    yes_no,
)
from sotay.exchange.grids import clean
from sotay.exchange.reading import read
from sotay.exchange.texts import guarded, unguarded
from sotay.exchange.writing import csv_lines, sheet_name, template_xlsx, write_csv, write_xlsx


class Colour(models.TextChoices):
    RED = "RED", _("Đỏ")
    BLUE = "BLUE", _("Xanh")


COLUMNS = (
    Column("code", "Mã", parse=code, required=True),
    Column("name", "Tên", parse=text),
    Column("on", "Ngày", parse=date_vi),
    Column("count", "Số lượng", parse=integer),
    Column("rate", "Tỷ lệ", parse=decimal_vi),
    Column("small", "Cơ quan nhỏ", parse=yes_no),
)
DANGEROUS = [
    "=1+1",
    "+84 235",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("x")',
    "=cmd|' /C calc'!A0",
    "'=1",
    "＝1",
    "-",
]


def one_sheet(columns, rows, title="Danh sách"):
    with write_xlsx(columns, rows, title=title) as stream:
        return stream.read()


def cells(content):
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).worksheets[0]]


def test_a_workbook_has_a_bold_frozen_header_real_dates_and_real_numbers():
    row = {
        "code": "001", "name": "Phòng Một", "on": date(2026, 2, 5), "count": 12, "rate": Decimal("97.5"), "small": True,
    }  # fmt: skip
    content = one_sheet(COLUMNS, [row], title="Đơn vị: Sở [2026]")

    workbook = load_workbook(io.BytesIO(content))
    sheet = workbook.active
    assert sheet.title == "Đơn vị  Sở  2026"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:F2", "$1:$1")
    assert all(cell.font.bold for cell in sheet[1])
    assert [cell.value for cell in sheet[1]] == ["Mã", "Tên", "Ngày", "Số lượng", "Tỷ lệ", "Cơ quan nhỏ"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "d", "n", "n", "s"]
    assert (sheet["A2"].value, sheet["C2"].value, sheet["E2"].value) == ("001", datetime(2026, 2, 5), 97.5)  # noqa: DTZ001
    assert sheet["C2"].number_format == "dd/mm/yyyy"
    assert sheet["F2"].value == "Có"
    assert sheet.column_dimensions["B"].width > len("Phòng Một")


def test_moments_are_written_in_the_time_of_vietnam():
    content = one_sheet([Column("at", "Lúc")], [[datetime(2026, 2, 4, 17, 30, tzinfo=UTC)]])

    assert cells(content)[1] == [datetime(2026, 2, 5, 0, 30)]  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (12345678901234567, "12345678901234567"), (date(1890, 5, 19), "19/05/1890"), (float("nan"), None),
        (Decimal("0.12345678901234567"), "0,12345678901234567"), (None, None), ("", None), (["a", "b"], "a; b"),
        (_("Sổ tay"), "Sổ tay"), (Colour.RED, "RED"), ("a\x00b\x1b", "ab"), ("\ud800a", "a"), (time(7, 30), time(7, 30)),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)  # fmt: skip
def test_what_excel_cannot_hold_is_written_as_text(value, written):
    assert cells(one_sheet([Column("a", "A"), Column("b", "B")], [[value, 1]]))[1:] == [[written, 1]]


@pytest.mark.parametrize("value", DANGEROUS)
def test_a_text_is_never_a_formula(value):
    content = one_sheet([Column("a", value)], [[value], {"a": value}])

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    sheet = load_workbook(io.BytesIO(content)).active
    assert [cell.data_type for (cell,) in sheet] == ["s", "s", "s"]
    assert all(cell.quotePrefix for (cell,) in sheet)

    lines = write_csv([Column("a", value)], [[value]]).decode("utf-8-sig")
    assert all(field.startswith("'") for (field,) in csv.reader(io.StringIO(lines, newline=""), delimiter=";"))


TRICKY = st.text(alphabet="\"',;\t\n\r=+-@ a") | st.text(max_size=12)


@settings(deadline=None)
@given(st.lists(TRICKY, min_size=1, max_size=4))
def test_no_text_becomes_a_formula_in_csv_also_where_fields_are_parted_by_another_sign(values):
    raw = write_csv([Column(str(n), "A") for n in range(len(values))], [values]).decode("utf-8-sig")

    (_head, record) = csv.reader(io.StringIO(raw, newline=""), delimiter=";")
    assert len(record) == len(values)
    assert not any(field[:1] and field[0] in "=+-@\t\r\n" for field in record)
    for delimiter in ",\t":
        fields = [field for line in csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter) for field in line]
        assert not any(line[:1] and line[0] in "=+-@" for field in fields for line in field.split("\n"))


@settings(deadline=None)
@given(TRICKY)
def test_what_guards_a_text_is_taken_off_again(value):
    assert unguarded(guarded(value)) == value


def test_csv_opens_in_excel_with_vietnamese_text_numbers_and_dates():
    row = ("P1", 'Phòng "Một"; hai', date(2026, 2, 5), -12, Decimal("1234.5"), False)

    lines = list(csv_lines(COLUMNS, [row]))

    assert lines[0] == b"\xef\xbb\xbf"
    assert lines[2].decode() == '"P1";"Phòng ""Một""; hai";"05/02/2026";"-12";"1234,5";"Không"\r\n'


def test_a_row_of_the_wrong_length_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="2 values for 6 columns"):
        one_sheet(COLUMNS, [("a", "b")])


WORDS = st.text(max_size=40).map(clean)
ROWS = st.lists(
    st.tuples(
        st.text(min_size=1, max_size=20).map(clean).map(lambda word: f"M{' '.join(word.split())}"),
        WORDS,
        st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31)),
        st.none() | st.integers(-(10**15) + 1, 10**15 - 1),
        st.none() | st.decimals(-(10**9), 10**9, places=4),
        st.none() | st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None)
@given(ROWS, st.booleans())
def test_what_is_written_is_read_again(rows, as_csv):
    content = write_csv(COLUMNS, rows) if as_csv else one_sheet(COLUMNS, rows)

    result = parse_rows(read(content, name="a.csv" if as_csv else "a.xlsx", words=words_of(COLUMNS)), COLUMNS)

    assert not result.problems
    assert [tuple(row.values.values()) for row in result.rows] == [
        tuple(None if value == "" else value for value in row) for row in rows
    ]


@pytest.mark.parametrize(
    "value", ["_x0041_", "a_x000D_b", "_x005F_", "&amp;", "<b>", "]]>", "#N/A", "1/2", "TRUE", "001"]
)
def test_texts_that_look_like_something_else_come_back_as_they_were(value):
    (row,) = read(one_sheet([Column("a", "Nội dung")], [[value]]), name="a.xlsx").rows

    assert row.cells["Nội dung"].raw == value


def test_many_rows_are_written_one_by_one():
    columns = [Column("a", "A"), Column("b", "B")]
    list(csv_lines(columns, [("x", 1)]))

    tracemalloc.start()
    size = sum(map(len, csv_lines(columns, ((f"hàng {n}", n) for n in range(20_000)))))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert size > 400_000
    assert most < 200_000
    with write_xlsx(columns, ((f"hàng {n}", n) for n in range(3_000)), title="A") as stream:
        assert len(list(read(stream, name="a.xlsx").rows)) == 3_000


def test_a_template_is_filled_in_and_read_back():
    columns = (*COLUMNS, Column("colour", ("Màu", "Sắc"), parse=choice(Colour)))
    example = ("P1", "Phòng Một", date(2026, 2, 5), 3, Decimal("1.5"), True, "Đỏ")
    with template_xlsx(columns, [example], title="Đơn vị") as stream:
        workbook = load_workbook(stream)

    assert workbook.sheetnames == ["Đơn vị", "Hướng dẫn"]
    sheet, guide = workbook.worksheets
    assert [cell.value for cell in sheet[1]] == ["Mã *", *(column.title for column in columns[1:])]
    assert sheet.max_row == 1
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.column_dimensions["C"].number_format == "dd/mm/yyyy"
    assert {one.formula1 for one in sheet.data_validations.dataValidation} == {'"Có,Không"', '"Đỏ,Xanh"'}
    told = {row[0]: row[1:] for row in guide.iter_rows(min_row=2, values_only=True)}
    assert told["Mã"] == ("Có", "Mã, đúng như trong văn bản.", "P1")
    assert told["Màu"] == ("Không", "Chọn một giá trị trong danh sách. Đỏ; Xanh", "Đỏ")

    sheet.append(example)
    filled = io.BytesIO()
    workbook.save(filled)
    result = parse_rows(read(filled.getvalue(), name="a.xlsx", words=words_of(columns)), columns)
    assert [tuple(row.values.values()) for row in result.rows] == [(*example[:-1], "RED")]


def test_an_empty_template_or_export_is_a_sound_workbook():
    with template_xlsx(COLUMNS) as stream:
        assert len(load_workbook(stream).worksheets) == 2
    assert cells(one_sheet(COLUMNS, [])) == [[column.title for column in COLUMNS]]


@pytest.mark.parametrize(
    ("title", "name"),
    [("a/b\\c?*[d]:", "a b c   d"), ("x" * 40, "x" * 31), ("'tên'", "tên"), ("", "Sheet1"), ("\x00", "Sheet1")],
)
def test_a_title_is_made_a_name_excel_allows(title, name):
    assert sheet_name(title) == name
    one_sheet(COLUMNS, [], title=title)
