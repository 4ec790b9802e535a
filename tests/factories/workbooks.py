"""Workbooks as agencies send them: real XLSX by openpyxl, XLS by hand, and XLSX whose sheet is given as raw XML."""

import struct
import zipfile
from io import BytesIO

from openpyxl import Workbook

from tests.factories.blobs import compound, xlsx

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(sheets, *, merged=(), hidden=(), hidden_rows=()):
    """Return an XLSX of `{sheet: rows}`; merged ranges and hidden rows are those of the first sheet."""
    workbook, stream = Workbook(), BytesIO()
    workbook.remove(workbook.active)
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
        if not number:
            for span in merged:
                sheet.merge_cells(span)
            for row in hidden_rows:
                sheet.row_dimensions[row].hidden = True
    workbook.save(stream)
    return stream.getvalue()


def with_sheet_xml(body, *, strings=None, replaced=None):
    """Return an XLSX whose first sheet has this XML between `<sheetData>` and its end."""
    raw = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{body}</sheetData></worksheet>'.encode()
    parts = {"xl/worksheets/sheet1.xml": raw} | (replaced or {})
    if strings is not None:
        items = "".join(f"<si><t>{text}</t></si>" for text in strings)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{NAMESPACE}">{items}</sst>'.encode()
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(xlsx())) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, None) or old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


def xls(rows, *, name="Sheet1", hidden=False, merged=(), split_strings=False, locked=False):
    """Return an XLS (BIFF8) of one sheet; values are None, text, numbers, or bytes for an error code.

    With split_strings the table of strings is broken over two records, in the middle of a string.
    """
    texts = list(dict.fromkeys(value for row in rows for value in row if isinstance(value, str)))
    table = struct.pack("<II", len(texts), len(texts))
    table += b"".join(struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in texts)
    if split_strings:
        cut = len(table) - 4
        strings = _record(0xFC, table[:cut]) + _record(0x3C, b"\1" + table[cut:])
    else:
        strings = _record(0xFC, table)
    start = _record(0x809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0)) + _record(0x42, b"\xb0\x04")
    start += _record(0x2F, b"\0" * 6) if locked else b""
    end = strings + _record(0x0A)

    def bound(at):
        raw = name.encode("utf-16-le")
        return _record(0x85, struct.pack("<IBBBB", at, int(hidden), 0, len(name), 1) + raw)

    at = len(start) + len(bound(0)) + len(end)
    sheet = _record(0x809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", number, column, 0)
            if isinstance(value, str):
                sheet += _record(0xFD, place + struct.pack("<I", texts.index(value)))
            elif isinstance(value, bytes):
                sheet += _record(0x205, place + value + b"\1")
            elif value is not None:
                sheet += _record(0x203, place + struct.pack("<d", value))
    if merged:
        sheet += _record(0xE5, struct.pack("<H", len(merged)) + b"".join(struct.pack("<4H", *one) for one in merged))
    sheet += _record(0x0A)
    stream = start + bound(at) + end + sheet
    return compound({"Workbook": stream.ljust(4096, b"\0")})


def far_xls(row, column):
    """Return an XLS with one cell at the origin and one far away."""
    content = bytearray(xls([[1.0, 2.0]]))
    at = content.rindex(struct.pack("<HHH", 0, 1, 0) + struct.pack("<d", 2.0))
    content[at : at + 4] = struct.pack("<HH", row, column)
    return bytes(content)


def _record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data
