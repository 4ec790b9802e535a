import io
import json
import struct
import zipfile
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sotay.exchange.grids import clean
from sotay.exchange.reading import FileProblem, read
from tests.exchange.tables import HEAD, WORDS, refused, table
from tests.factories import blobs as files
from tests.factories.workbooks import book, far_xls, with_sheet_xml, xls


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", files.pdf(), "ending"),
        ("a.pdf", files.pdf(), "kind"),
        ("a.ods", files.open_document("spreadsheet"), "kind"),
        ("a.docx", files.docx(), "kind"),
        ("a.xls", b"<html><table>", "markup"),
        ("a.xlsx", files.compound({"EncryptedPackage": b"x" * 5000}), "encrypted"),
        ("a.xls", xls([["a"]], locked=True), "encrypted"),
        ("a.xls", files.xls(), "empty"),
        ("a.xlsx", with_sheet_xml('<row r="1"><c r="A1"></row>'), "damaged"),
        ("a.xlsx", with_sheet_xml('<row r="1"><c r="1A"><v>1</v></c></row>'), "damaged"),
        ("a.xlsx", with_sheet_xml('<row r="1"><c r="A1" t="s"><v>9</v></c></row>', strings=["a"]), "damaged"),
        ("a.xlsx", with_sheet_xml("", replaced={"xl/_rels/workbook.xml.rels": b"<Relationships/>"}), "damaged"),
        ("a.xlsx", book({"S": []}), "empty"),
        ("a.csv", b"\n\n", "empty"),
        ("a.csv", b";;\n", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(name, content, code):
    assert refused(content, name=name) == code


def test_a_sheet_with_a_document_type_is_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet/>'

    assert refused(with_sheet_xml("", replaced={"xl/worksheets/sheet1.xml": bomb})) == "damaged"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.xlsx",
            with_sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="90000"><c r="XFD90000"><v>1</v></c></row>'),
        ),
        ("a.xls", far_xls(65_535, 255)),
    ],
)
def test_a_cell_far_away_is_refused_before_the_reader_asks_for_the_memory(name, content):
    assert refused(content, name=name) == "too_many_cells"


def test_a_far_cell_in_a_part_no_name_leads_to_is_refused_too():
    far = with_sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="ZZZ9"><v>1</v></c></row>')
    with zipfile.ZipFile(io.BytesIO(far)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")

    assert refused(with_sheet_xml("", replaced={"xl/other.xml": sheet}), cells=10_000) == "too_many_cells"


def test_formatted_but_empty_cells_far_away_do_no_harm():
    head = '<c r="A1" t="inlineStr"><is><t>Mã</t></is></c>'
    body = f'<row r="1">{head}</row><row r="2"><c r="A2"><v>7</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'

    assert table(with_sheet_xml(body)) == [{"Mã": "7"}]


def test_one_long_text_shared_by_many_cells_counts_each_time():
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 101))
    rows = [["x" * 1000]] * 100

    assert refused(with_sheet_xml(cells, strings=["x" * 1000]), characters=50_000) == "too_much_text"
    assert refused(xls(rows), name="a.xls", characters=50_000) == "too_much_text"


def test_limits_refuse_and_never_cut():
    rows = [HEAD, *[(f"P{n}", "Một", "") for n in range(10)]]
    text = "\n".join("a;b" for _ in range(11)).encode()
    objects = json.dumps([{"a": 1}] * 11).encode()

    assert refused(book({"S": rows}), rows=10) == "too_many_rows"
    assert refused(text, name="a.csv", rows=10) == "too_many_rows"
    assert refused(objects, name="a.json", rows=10) == "too_many_rows"
    assert refused(book({"S": rows}), cells=20) == "too_many_cells"
    assert refused(text, name="a.csv", cells=20) == "too_many_cells"
    assert refused(objects, name="a.json", cells=10) == "too_many_cells"
    assert refused(book({f"S{n}": rows for n in range(3)}), sheets=2) == "too_many_sheets"
    assert refused(book({"S": rows}), size=1000) == "too_large"
    assert len(table(book({"S": rows}), rows=11, cells=33)) == 10


def test_merged_cells_that_cover_more_than_there_is_are_damage():
    spans = '<mergeCells count="3">' + '<mergeCell ref="A1:A90"/>' * 3 + "</mergeCells>"
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 91))
    raw = f'<worksheet xmlns="{"http://schemas.openxmlformats.org/spreadsheetml/2006/main"}"><sheetData>{cells}</sheetData>{spans}</worksheet>'

    assert refused(with_sheet_xml("", replaced={"xl/worksheets/sheet1.xml": raw.encode()}), cells=200) == "damaged"


VALUES = st.none() | st.text(max_size=20) | st.floats() | st.integers() | st.booleans() | st.datetimes(
    min_value=datetime(1900, 3, 1), max_value=datetime(9999, 1, 1)  # noqa: DTZ001  Excel knows no zones
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.lists(VALUES, max_size=6), max_size=12), st.booleans())
def test_sheets_of_anything_are_read_or_refused(rows, with_words):
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    def storable(value):
        if isinstance(value, str):
            return ILLEGAL_CHARACTERS_RE.sub("", value).replace("\ufffe", "").replace("\uffff", "")
        return None if isinstance(value, float) and value - value != 0 else value

    content = book({"S": [[storable(value) for value in row] for row in rows]})
    try:
        reading = read(content, name="a.xlsx", words=WORDS if with_words else ())
    except FileProblem as problem:
        assert problem.code == "empty"  # noqa: PT017
        return
    for row in reading.rows:
        assert any(cell.raw for cell in row.cells.values())
        assert all(cell.raw == clean(cell.raw) for cell in row.cells.values())


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.json", "a.txt"]))
def test_any_bytes_are_read_or_refused(content, name):
    try:
        read(content, name=name, words=WORDS)
    except FileProblem as problem:
        assert str(problem.what)  # noqa: PT017


SOUND = (
    book({"S": [HEAD, ("P1", "Một", 5)]}, merged=["A2:A3"]),
    xls([list(HEAD), ["P1", "Một", 5.0]], merged=[(1, 2, 0, 0)]),
)


@settings(deadline=None)
@given(st.sampled_from((0, 1)), st.lists(st.tuples(st.integers(0), st.integers(0, 255)), max_size=12))
def test_broken_workbooks_are_read_or_refused(which, changes):
    broken = bytearray(SOUND[which])
    for at, byte in changes:
        broken[at % len(broken)] = byte
    try:
        list(read(bytes(broken), name="a.xls" if which else "a.xlsx", words=WORDS).rows)
    except FileProblem as problem:
        assert str(problem.what)  # noqa: PT017


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0), st.binary(min_size=1, max_size=6)), max_size=8))
def test_broken_sheets_inside_a_sound_container_are_read_or_refused(changes):
    with zipfile.ZipFile(io.BytesIO(SOUND[0])) as archive:
        raw = bytearray(archive.read("xl/worksheets/sheet1.xml"))
    for at, piece in changes:
        start = at % len(raw)
        raw[start : start + len(piece)] = piece
    try:
        list(read(with_sheet_xml("", replaced={"xl/worksheets/sheet1.xml": bytes(raw)}), name="a.xlsx").rows)
    except FileProblem as problem:
        assert str(problem.what)  # noqa: PT017


def test_a_number_too_long_for_a_cell_of_xls_is_damage():
    content = bytearray(xls([["a", 1.0]]))
    at = content.index(struct.pack("<HH", 0x203, 14))
    content[at + 2 : at + 4] = struct.pack("<H", 3)

    assert refused(bytes(content), name="a.xls") == "damaged"
