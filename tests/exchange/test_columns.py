from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from django.db import models
from django.utils.translation import gettext_lazy as _
from hypothesis import given, settings
from hypothesis import strategies as st

from sotay.exchange.columns import (
    Column,
    Doubtful,
    Unreadable,
    choice,
    code,
    date_vi,
    decimal_vi,
    email,
    integer,
    parse_rows,
    text,
    text_up_to,
    words_of,
    yes_no,
)
from sotay.exchange.grids import raw_of
from sotay.exchange.reading import Cell, Reading, Row, Sheet, read
from tests.factories.workbooks import book, with_sheet_xml, xls


class Role(models.TextChoices):
    HEAD = "HEAD", _("Giám đốc")
    CLERK = "CLERK", _("Văn thư")


COLUMNS = (
    Column("code", ("Mã", "Mã đơn vị"), parse=code, required=True, unique=True),
    Column("name", ("Tên đơn vị", "Tên phòng"), parse=text_up_to(20), required=True),
    Column("founded_date", "Ngày thành lập", parse=date_vi),
    Column("role", "Vai trò", parse=choice(Role), default=Role.CLERK),
)


def cell(value):
    return Cell(raw_of(value), value, "A1")


def parsed(rows, *, columns=COLUMNS, name="a.xlsx", **more):
    content = book({"Đơn vị": rows}, **more) if name == "a.xlsx" else rows
    return parse_rows(read(content, name=name, words=words_of(columns)), columns)


def test_rows_become_values_by_key():
    result = parsed(
        [("STT", "ten phong", "MÃ", "Vai trò", "Ngày thành lập"), (1, "Phòng Một", 7, "giam doc", "5/2/2026")]
    )

    (row,) = result.rows
    assert dict(row.values) == {
        "code": "7", "name": "Phòng Một", "founded_date": date(2026, 2, 5), "role": "HEAD",
    }  # fmt: skip
    assert (row.sheet, row.number, row["name"]) == ("Đơn vị", 2, "Phòng Một")
    assert result.ok


def test_each_bad_cell_is_named_with_what_and_how_to_mend():
    result = parsed(
        [
            ("Mã", "Tên đơn vị", "Ngày thành lập", "Vai trò"),
            ("P1", "Một", "31/02/2026", "Vua"),
            ("P2", "", "", ""),
            ("P1", "Tên dài hơn hai mươi ký tự", "", ""),
            ("P4", "Bốn", "", ""),
        ]
    )

    assert [(problem.address, problem.raw) for problem in result.problems] == [
        ("C2", "31/02/2026"), ("D2", "Vua"), ("B3", ""), ("A4", "P1"), ("B4", "Tên dài hơn hai mươi ký tự"),
    ]  # fmt: skip
    assert [row.number for row in result.rows] == [5]
    first = result.problems[0]
    assert first.where == "Trang “Đơn vị”, dòng 2, cột “Ngày thành lập” (C2)"
    assert first.as_dict() == {
        "where": first.where,
        "what": "Không đọc được ngày “31/02/2026”.",
        "mend": "Viết ngày/tháng/năm đủ 4 chữ số năm, ví dụ 05/02/2026.",
    }
    assert "Giám đốc; Văn thư" in str(result.problems[1].mend)
    assert "dòng 2" in str(result.problems[3].what)
    assert not result.ok


def test_a_missing_heading_is_named_with_all_words_it_may_have():
    result = parsed([("Tên đơn vị", "Ngày thành lập"), ("Một", "5/2/2026")])

    (problem,) = result.problems
    assert (problem.row, problem.where) == (None, "Trang “Đơn vị”, cột “Mã”")
    assert "“Mã”, “Mã đơn vị”" in str(problem.mend)


def test_unknown_headings_are_reported_and_ignored():
    result = parsed([("Mã", "Tên đơn vị", "Màu sắc", None), ("P1", "Một", "xanh", "lạc")])

    assert result.ok
    assert result.ignored == ("Màu sắc", "(D)")


def test_a_heading_serves_one_column_and_the_first_word_wins():
    columns = (Column("a", ("Tên", "Tên gọi")), Column("b", ("Tên gọi", "Tên")))

    (row,) = parsed([("Tên gọi", "Tên"), ("b", "a")], columns=columns).rows
    assert dict(row.values) == {"a": "a", "b": "b"}
    (row,) = parsed([("Tên", "Khác"), ("a", "x")], columns=columns).rows
    assert dict(row.values) == {"a": "a", "b": None}


def test_unique_holds_over_all_sheets():
    head = ("Mã", "Tên đơn vị")
    content = book({"A": [head, ("P1", "Một")], "B": [head, ("P1", "Hai")]})

    result = parse_rows(read(content, name="a.xlsx", words=words_of(COLUMNS)), COLUMNS)

    assert [problem.sheet for problem in result.problems] == ["B"]


def test_cells_with_an_error_of_excel_are_named_also_where_nothing_is_required():
    result = parsed(xls([["Mã", "Tên đơn vị", "Ngày thành lập"], ["P1", "Một", b"\x2a"]]), name="a.xls")

    (problem,) = result.problems
    assert "#N/A" in str(problem.what)
    body = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Mã</t></is></c><c r="B1" t="inlineStr"><is><t>Tên đơn vị</t></is></c>'
        '</row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2</f></c></row>'
    )
    (problem,) = parsed(with_sheet_xml(body), name="b.xlsx").problems
    assert problem.address == "B2"


def test_a_file_without_rows_is_a_problem():
    (problem,) = parsed([("Mã", "Tên đơn vị")]).problems

    assert str(problem.what) == "Tệp không có dòng dữ liệu nào."


def test_a_problem_found_later_is_placed_at_its_cell():
    (row,) = parsed([("Mã", "Tên đơn vị"), ("P1", "Một")]).rows

    assert row.problem("name", "Đơn vị này đã kết thúc.").where == "Trang “Đơn vị”, dòng 2, cột “Tên đơn vị” (B2)"
    assert row.problem("role", "Thiếu vai trò.").where == "Trang “Đơn vị”, dòng 2, cột “Vai trò”"


def test_places_in_csv_name_no_sheet():
    result = parsed("Mã;Tên đơn vị\nP1;\n".encode(), name="a.csv")

    assert result.problems[0].where == "Dòng 2, cột “Tên đơn vị” (B2)"


def test_a_doubtful_value_is_kept_and_flagged():
    result = parsed([("Mã", "Tên đơn vị"), (1.01312, "Một"), (12345678901234567, "Hai"), ("1.013120", "Ba")])

    assert [row["code"] for row in result.rows] == ["1.01312", "12345678901234570", "1.013120"]
    assert [flag.address for flag in result.flags] == ["A2", "A3"]
    assert result.ok


READ = [
    (text, " a  b\u00a0", "a b"), (text, 1.0, "1"), (text, "dòng 1\ndòng 2", "dòng 1\ndòng 2"),
    (code, 1.0, "1"), (code, "QT\n01", "QT 01"), (code, Decimal("1.010"), "1.010"), (code, "001", "001"),
    (date_vi, date(2026, 2, 5), date(2026, 2, 5)), (date_vi, "05/02/2026", date(2026, 2, 5)),
    (date_vi, "5-2-2026", date(2026, 2, 5)), (date_vi, "5.2.2026", date(2026, 2, 5)),
    (date_vi, "2026-02-05", date(2026, 2, 5)), (date_vi, "ngày 05 tháng 02 năm 2026", date(2026, 2, 5)),
    (integer, 12.0, 12), (integer, "12", 12), (integer, "-1.234", -1234), (integer, "1 234", 1234), (integer, 7, 7),
    (decimal_vi, 0.1, Decimal("0.1")), (decimal_vi, "1.234,5", Decimal("1234.5")), (decimal_vi, "2.5", Decimal("2.5")),
    (decimal_vi, "1,5", Decimal("1.5")), (decimal_vi, "1.234", Decimal(1234)), (decimal_vi, 1.234, Decimal("1.234")),
    (decimal_vi, "½", Decimal("0.5")), (decimal_vi, Decimal("1.50"), Decimal("1.50")),
    (email, "Nva@QuangNam.gov.vn", "Nva@quangnam.gov.vn"), (email, "mailto:a@b.vn", "a@b.vn"),
    (yes_no, "Có", True), (yes_no, "x", True), (yes_no, True, True), (yes_no, 1.0, True), (yes_no, "✓", True),
    (yes_no, "KHÔNG", False), (yes_no, 0.0, False), (yes_no, "-", False), (yes_no, False, False),
    (choice(Role), "VĂN THƯ", "CLERK"), (choice(Role), "head", "HEAD"),
    (choice({1: ("Nhẹ", "KPH nhẹ"), 2: "Nặng"}), "kph nhe", 1), (choice({1: "Nhẹ", 2: "Nặng"}), 2.0, 2),
]  # fmt: skip
UNREAD = [
    (date_vi, "5/2/26"), (date_vi, "30/02/2026"), (date_vi, 46000.0), (date_vi, "02/13/2026"), (date_vi, "hôm qua"),
    (date_vi, "05/02/1026"), (date_vi, True),
    (integer, 1.5), (integer, "1,5"), (integer, "1.23"), (integer, "mười"), (integer, "12 người"), (integer, True),
    (integer, "1" * 5000),
    (decimal_vi, "95%"), (decimal_vi, "1,2,3"), (decimal_vi, float("inf")), (decimal_vi, "NaN"), (decimal_vi, "1/0"),
    (email, "nva"), (email, "a@b.vn; c@d.vn"), (email, "Nguyễn <a@b.vn>"),
    (yes_no, "có thể"), (yes_no, 2.0), (choice(Role), "Vua"), (text_up_to(3), "dài hơn"),
]  # fmt: skip


@pytest.mark.parametrize(("parser", "value", "expected"), READ)
def test_values_are_read_as_officials_write_them(parser, value, expected):
    assert parser(cell(value)) == expected
    assert type(parser(cell(value))) is type(expected)


@pytest.mark.parametrize(("parser", "value"), UNREAD)
def test_what_cannot_be_read_says_what_and_how_to_mend(parser, value):
    with pytest.raises(Unreadable) as problem:
        parser(cell(value))

    assert str(problem.value.what)
    assert str(problem.value.mend)
    assert len(str(problem.value.what)) < 160


ANYTHING = (
    st.none() | st.text() | st.floats() | st.integers() | st.booleans() | st.dates() | st.datetimes() | st.times()
    | st.timedeltas() | st.decimals() | st.lists(st.integers(), max_size=2)
)  # fmt: skip
PARSERS = (text, code, date_vi, integer, decimal_vi, email, yes_no, choice(Role), text_up_to(5))


@settings(deadline=None)
@given(st.lists(st.lists(ANYTHING, min_size=len(PARSERS), max_size=len(PARSERS)), max_size=5))
def test_nothing_a_cell_can_hold_makes_parsing_raise(rows):
    columns = [Column(f"c{n}", f"Cột {n}", parse=parser) for n, parser in enumerate(PARSERS)]
    read_rows = tuple(
        Row(
            "S",
            number,
            MappingProxyType({column.title: cell(value) for column, value in zip(columns, row, strict=True)}),
        )
        for number, row in enumerate(rows, start=2)
    )
    headings = read(book({"S": [[column.title for column in columns]]}), name="a.xlsx").sheets[0].headings

    result = parse_rows(Reading((Sheet("S", 1, headings, read_rows),), ()), columns)

    assert {row.number for row in result.rows} & {problem.row for problem in result.problems} == set()
    filled = {row.number for row in read_rows if any(one.raw for one in row.cells.values())}
    assert {row.number for row in result.rows} | {problem.row for problem in result.problems} - {None} == filled


def test_a_parser_of_a_feature_is_any_function_of_a_cell():
    def even(one):
        if int(one.raw) % 2:
            raise Unreadable("Số lẻ.", "Viết số chẵn.")
        if one.raw == "0":
            raise Doubtful(0, "Số không.")
        return int(one.raw)

    result = parsed([("Số",), (2,), (3,), (0,)], columns=(Column("n", "Số", parse=even),))

    assert [row["n"] for row in result.rows] == [2, 0]
    assert [problem.what for problem in result.problems] == ["Số lẻ."]
    assert [flag.what for flag in result.flags] == ["Số không."]
