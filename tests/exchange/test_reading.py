import io
from datetime import date, datetime
from decimal import Decimal

import pytest

from sotay.exchange.grids import clean, letters, raw_of
from sotay.exchange.reading import Wrong, read
from tests.exchange.tables import HEAD, WORDS, refused, table
from tests.factories.workbooks import book, with_sheet_xml, xls


def test_a_row_knows_its_sheet_its_number_and_the_address_of_each_cell():
    reading = read(book({"Đơn vị": [HEAD, ("P1", "Phòng Một", date(2026, 2, 5))]}), name="a.xlsx", words=WORDS)

    (row,) = reading.rows
    assert (row.sheet, row.number) == ("Đơn vị", 2)
    cell = row.cells["Ngày thành lập"]
    assert (cell.raw, cell.value, cell.address) == ("05/02/2026", date(2026, 2, 5), "C2")
    assert [heading.letters for heading in reading.sheets[0].headings] == ["A", "B", "C"]


@pytest.mark.parametrize("above", range(8))
def test_the_header_is_found_below_titles(above):
    titles = [
        ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",),
        ("DANH SÁCH ĐƠN VỊ",),
        (),
        ("(Kèm theo Quyết định)", "", "x", "y"),
    ]
    rows = [*(titles * 2)[:above], HEAD, ("P1", "Phòng Một", "")]

    assert table(book({"S": rows})) == [{"Mã": "P1", "Tên đơn vị": "Phòng Một", "Ngày thành lập": ""}]


def test_without_words_the_fullest_row_of_words_is_the_header():
    rows = [("DANH SÁCH",), HEAD, ("P1", "Phòng Một", 5), ("P2", "Phòng Hai", 6)]

    reading = read(book({"S": rows}), name="a.xlsx")

    assert reading.sheets[0].header_row == 2
    assert [row.cells["Mã"].raw for row in reading.rows] == ["P1", "P2"]


def test_headings_are_known_without_marks_stars_and_brackets():
    rows = [("STT", "MA (*)", "ten  don vi:", "Ngày\nthành lập"), (1, "P1", "Phòng Một", "x")]

    assert table(book({"S": rows})) == [{"MA (*)": "P1", "ten don vi:": "Phòng Một", "Ngày thành lập": "x"}]


def test_a_merged_title_over_everything_is_no_header():
    rows = [("DANH SÁCH ĐƠN VỊ Mã", "", ""), HEAD, ("P1", "Phòng Một", "")]

    reading = read(book({"S": rows}, merged=["A1:C1"]), name="a.xlsx", words=WORDS)

    assert reading.sheets[0].header_row == 2


def test_a_header_of_two_rows_is_read_as_one():
    rows = [
        ("STT", "Mã", "Thời hạn", ""),
        ("", "", "Theo quy định", "Tại cơ quan"),
        (1, "1.001", 30, 25),
    ]
    content = book({"S": rows}, merged=["A1:A2", "B1:B2", "C1:D1"])

    for words in (("Mã", "Theo quy định"), ("Mã", "Thời hạn tại cơ quan"), ()):
        (row,) = table(content, words=words)
        assert row == {"Mã": "1.001", "Thời hạn Theo quy định": "30", "Thời hạn Tại cơ quan": "25"}


def test_cells_merged_downwards_hold_for_every_row_they_cover():
    rows = [HEAD, ("A", "Một", ""), ("", "Hai", ""), ("", "", ""), ("B", "Ba", "")]

    found = table(book({"S": rows}, merged=["A2:A4"]))

    assert [(row["Mã"], row["Tên đơn vị"]) for row in found] == [("A", "Một"), ("A", "Hai"), ("B", "Ba")]


def test_titles_of_groups_numbering_and_repeated_headers_are_no_data_and_said():
    rows = [
        HEAD, ("(1)", "(2)", "(3)"), ("I. KHỐI VĂN PHÒNG",), ("P1", "Phòng Một", ""), HEAD, ("P2", "Phòng Hai", ""),
    ]  # fmt: skip

    reading = read(book({"S": rows}, merged=["A3:C3"]), name="a.xlsx", words=WORDS)

    assert [row.number for row in reading.rows] == [4, 6]
    assert ["dòng 2" in str(note.where) or "dòng 3" in str(note.where) for note in reading.notes] == [True, True]
    assert "KHỐI VĂN PHÒNG" in str(reading.notes[1].what)


def test_blank_rows_and_rows_with_only_a_counter_are_passed_over():
    rows = [("TT", *HEAD), (1, "P1", "Một", ""), (2,), (), (3, " \u00a0", "\u200b", ""), (4, "P2", "Hai", "")]

    assert [row["Mã"] for row in table(book({"S": rows}))] == ["P1", "P2"]


def test_all_visible_sheets_with_known_headings_are_read_and_the_others_said():
    content = book(
        {
            "Sở": [HEAD, ("P1", "Một", "")],
            "Ẩn": [HEAD, ("P9", "Chín", "")],
            "Ghi nhớ": [("Việc", "Ai"), ("gọi", "An")],
            "Trống": [],
            "Xã": [("tên đơn vị", "mã"), ("Hai", "P2")],
            "Hướng dẫn": [HEAD, ("P8", "Tám", "")],
        },
        hidden=["Ẩn"],
    )

    reading = read(content, name="a.xlsx", words=WORDS)

    assert [(row.sheet, row.number) for row in reading.rows] == [("Sở", 2), ("Xã", 2)]
    assert [str(note.where) for note in reading.notes] == ["Trang “Ẩn”", "Trang “Trống”", "Trang “Ghi nhớ”"]


def test_hidden_rows_are_read_and_said():
    reading = read(book({"S": [HEAD, ("P1", "Một", "")]}, hidden_rows=[2]), name="a.xlsx", words=WORDS)

    assert len(list(reading.rows)) == 1
    assert "1 dòng ẩn" in str(reading.notes[0].what)


def test_text_is_one_form_without_unseen_signs():
    nfd = "Pho\u0300ng Mo\u0323\u0302t"
    rows = [HEAD, ("\u00a0P1\u200b ", f"  {nfd}  \r\n  tầng\t2 ", "")]

    (row,) = table(book({"S": rows}))

    assert (row["Mã"], row["Tên đơn vị"]) == ("P1", "Phòng Một\ntầng 2")


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        (1.0, "1"), (1013124.0, "1013124"), (0.5, "0.5"), (1e-7, "0.0000001"), (12345678901234567000.0, "12345678901234567000"),
        (True, "TRUE"), (datetime(2026, 2, 5), "05/02/2026"), (datetime(2026, 2, 5, 7, 30), "05/02/2026 07:30"),  # noqa: DTZ001  Excel knows no zones
        (Decimal("1.010"), "1.010"), (None, ""), (["a", "ă"], '["a", "ă"]'),
    ],
)  # fmt: skip
def test_raw_text_is_what_a_person_sees(value, raw):
    assert raw_of(value) == raw


def test_what_excel_last_calculated_is_read_and_what_it_never_did_is_not_blank():
    head = "".join(f'<c r="{c}1" t="inlineStr"><is><t>{t}</t></is></c>' for c, t in zip("ABC", HEAD, strict=True))
    body = (
        f'<row r="1">{head}</row><row r="2"><c r="A2" t="str"><f>"P"&amp;1</f><v>P1</v></c>'
        '<c r="B2"><f>X1+1</f></c><c r="C2" t="e"><f>NA()</f><v>#N/A</v></c></row>'
    )

    (row,) = read(with_sheet_xml(body), name="a.xlsx", words=WORDS).rows

    assert [cell.value for cell in row.cells.values()] == ["P1", Wrong(), Wrong("#N/A")]


@pytest.mark.parametrize("split_strings", [False, True])
def test_old_workbooks_are_read_too(split_strings):
    rows = [["DANH SÁCH", None, None], list(HEAD), ["P1", "Phòng Một", b"\x07"], [2.0, None, None]]

    reading = read(xls(rows, merged=[(2, 3, 1, 1)], split_strings=split_strings), name="a.xls", words=WORDS)

    first, second = reading.rows
    assert [cell.value for cell in first.cells.values()] == ["P1", "Phòng Một", Wrong("#DIV/0!")]
    assert (second.cells["Mã"].raw, second.cells["Tên đơn vị"].raw) == ("2", "Phòng Một")
    assert refused(xls(rows, hidden=True), name="a.xls") == "empty"


CSV = 'Mã{0}Tên đơn vị{0}Ngày thành lập\r\nP1{0}"Phòng {0} Một\n(tầng 2)"{0}05/02/2026\r\n\r\nP2{0}Hai{0}\r\n'


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_of_every_encoding_and_delimiter(delimiter, encoding):
    content = CSV.format(delimiter).encode(encoding)

    rows = list(read(content, name="a.csv", words=WORDS).rows)

    assert [row.number for row in rows] == [2, 4]
    assert rows[0].cells["Tên đơn vị"].raw == clean(f"Phòng {delimiter} Một\n(tầng 2)")
    assert rows[0].cells["Ngày thành lập"].address == "C2"
    assert rows[1].cells["Mã"].raw == "P2"


def test_csv_in_windows_1258_is_put_into_one_form():
    content = b"M\xe3;T\xean \xf0\xf5n v\xf2i\r\nP1;Pho\xccng Mo\xf2t\r\n"

    (row,) = table(content, name="a.csv", words=())

    assert list(row.values()) == ["P1", "Phòng Mọt"]


def test_csv_that_names_its_delimiter_is_believed():
    content = "sep=|\r\nMã|Tên đơn vị\r\nP1|Một; hai, ba\r\n".encode()

    reading = read(content, name="a.csv", words=WORDS)

    (row,) = reading.rows
    assert (row.number, row.cells["Tên đơn vị"].raw) == (3, "Một; hai, ba")


def test_csv_of_one_column_is_a_table():
    assert table("Mã\nP1\nP2\n".encode(), name="a.csv") == [{"Mã": "P1"}, {"Mã": "P2"}]


def test_json_keeps_numbers_as_they_are_written():
    content = '[{"Mã": 1.010, "Tên đơn vị": "Một", "Bước": [{"ten": "a"}]}, {"Mã": "x", "Ngày thành lập": null}]'

    first, second = read(content.encode(), name="a.json", words=WORDS).rows

    assert (first.cells["Mã"].raw, first.cells["Bước"].value) == ("1.010", [{"ten": "a"}])
    assert (second.number, second.cells["Ngày thành lập"].value) == (3, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "json"), ('{"a": 1}', "json_shape"), ("[1]", "json_shape"), ('[{"a": 1, "a": 2}]', "json_shape"),
        ('[{"a": NaN}]', "json_shape"), ("[" * 200_000, "json_shape"), ('[{"a": ' + "1" * 5000 + "}]", "json_shape"),
        ("[]", "empty"),
    ],
)  # fmt: skip
def test_json_of_another_shape_is_refused(text, code):
    assert refused(text.encode(), name="a.json") == code


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_are_named_as_excel_does(column, name):
    assert letters(column) == name


def test_dates_of_both_calendars_of_excel():
    """A book that counts days from 1904 shows the same days."""
    from openpyxl import Workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    workbook, stream = Workbook(), io.BytesIO()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.active.append(HEAD)
    workbook.active.append(("P1", "Một", date(2026, 2, 5)))
    workbook.save(stream)

    assert table(stream.getvalue())[0]["Ngày thành lập"] == "05/02/2026"
