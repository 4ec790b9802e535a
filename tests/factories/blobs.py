"""Tiny real files of every kind, made on the spot, and the containers they come in."""

import struct
import zipfile
import zlib
from io import BytesIO

from sotay.blobs.storage import store

SECTOR = 512
END, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
BOF = struct.pack("<HH16x", 0x0809, 16)
MACRO_SHEET = struct.pack("<HHIBB2x", 0x0085, 8, 0, 0, 1)
TYPES = "application/vnd.openxmlformats-officedocument."


def stored(content=b"T\xe1\xbb\x87p th\xe1\xbb\xad nghi\xe1\xbb\x87m", *, name="tep.txt"):
    """Return the blob of these bytes, stored for real."""
    return store(content, name=name)


def zipped(parts, *, method=zipfile.ZIP_DEFLATED):
    """Return a zip of `{name: bytes}`, the names in the order given."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def office(main, *, part="word/document.xml", extra_types=(), extra_parts=None):
    """Return an Office file whose main part has this content type."""
    types = [main, *extra_types]
    overrides = "".join(f'<Override PartName="/{part}{n or ""}" ContentType="{one}"/>' for n, one in enumerate(types))
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><Types '
        f'xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{overrides}</Types>'
    )
    return zipped({"[Content_Types].xml": content.encode(), part: b"<x/>"} | (extra_parts or {}))


def docx():
    """Return what Word saves."""
    from docx import Document

    document, stream = Document(), BytesIO()
    document.add_paragraph("Quy trình")
    document.save(stream)
    return stream.getvalue()


def docx_with(kind, target, *, at="word/_rels/settings.xml.rels", doctype=""):
    """Return a Word file with a relation of this kind to something outside it."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        f'<?xml version="1.0"?>{doctype}<Relationships '
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r>1" Type="{kinds}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return office(f"{TYPES}wordprocessingml.document.main+xml", extra_parts={at: relations.encode()})


def xlsx(rows=(("Mã", "Tên"), ("P1", "Phòng Một"))):
    """Return what Excel saves."""
    from openpyxl import Workbook

    workbook, stream = Workbook(), BytesIO()
    for row in rows:
        workbook.active.append(row)
    workbook.save(stream)
    return stream.getvalue()


def pptx(**more):
    """Return the bones of a presentation."""
    return office(f"{TYPES}presentationml.presentation.main+xml", part="ppt/presentation.xml", **more)


def open_document(kind="text", *, extra_parts=None, manifest=b"<manifest/>"):
    """Return the bones of an ODT or ODS."""
    media_type = f"application/vnd.oasis.opendocument.{kind}".encode()
    parts = {"mimetype": media_type, "content.xml": b"<x/>", "META-INF/manifest.xml": manifest}
    return zipped(parts | (extra_parts or {}))


def pdf(body=b""):
    """Return a PDF of one empty page."""
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def pdf_saying(text):
    """Return a PDF of one page that says this, in letters of ASCII."""
    drawn = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    content, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj" % number + one + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, count = len(content), len(objects) + 1
    return content + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        count, table, count, start,
    )  # fmt: skip


def object_stream(objects, *, fold="FlateDecode"):
    """Return an object of a PDF that holds other objects, folded."""
    folded = zlib.compress(objects)
    return (
        f"9 0 obj<</Type/ObjStm/N 1/First 0/Filter/{fold}/Length {len(folded)}>>\nstream\n".encode()
        + folded
        + b"\nendstream endobj\n"
    )


def word97(*pieces, flags=0):
    """Return a Word 97 file of these pieces: text as UTF-16, bytes as one byte a letter."""
    main, places, spots = bytearray(1024), [0], []
    for piece in pieces:
        wide = isinstance(piece, str)
        spots.append(len(main) if wide else len(main) * 2 | 0x40000000)
        places.append(places[-1] + len(piece))
        main += piece.encode("utf-16-le") if wide else piece
    main += b"\0" * (5000 - len(main) % 5000)
    table = struct.pack(f"<{len(places)}I", *places) + b"".join(struct.pack("<2xI2x", spot) for spot in spots)
    clx = b"\1\x04\0abcd\2" + struct.pack("<I", len(table)) + table
    struct.pack_into("<H", main, 0, 0xA5EC)
    struct.pack_into("<H", main, 0x0A, flags | 0x0200)
    struct.pack_into("<II", main, 0x01A2, 7, len(clx))
    return compound({"WordDocument": bytes(main), "1Table": b"\0" * 7 + clx})


def png():
    """Return a picture of one pixel."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


def jpeg():
    """Return the bones of a photograph."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\0\0\x01\0\x01\0\0\xff\xd9"


def webp():
    """Return the bones of a WebP picture."""
    return b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0"


def compound(streams, *, embedded=()):
    """Return a compound file of `{name: bytes}`; `embedded` names stand one floor deeper, without content.

    Streams below 4,096 bytes go to the mini stream, as the format wants it.
    """
    sectors, fat = [], []

    def put(data):
        if not data:
            return END
        start, pieces = len(sectors), [data[at : at + SECTOR] for at in range(0, len(data), SECTOR)]
        sectors.extend(piece.ljust(SECTOR, b"\0") for piece in pieces)
        fat.extend([*range(start + 1, start + len(pieces)), END])
        return start

    mini, mini_fat, lines = b"", [], []
    for name, content in streams.items():
        if len(content) >= 4096:
            lines.append((name, put(content), len(content)))
            continue
        start, count = len(mini_fat), -(-len(content) // 64)
        mini_fat += [*range(start + 1, start + count), END][:count] if count else []
        mini += content.ljust(count * 64, b"\0")
        lines.append((name, start if count else END, len(content)))

    count = len(lines)
    directory = [_line("Root Entry", 5, child=1 if count else FREE, start=put(mini), size=len(mini))]
    for number, (name, start, size) in enumerate(lines, start=1):
        directory.append(
            _line(name, 2, right=number + 1 if number < count or embedded else FREE, start=start, size=size)
        )
    if embedded:
        below = count + 2
        directory.append(_line("ObjectPool", 1, child=below, start=0, size=0))
        for number, name in enumerate(embedded, start=below):
            last = number == below + len(embedded) - 1
            directory.append(_line(name, 2, right=FREE if last else number + 1, start=END, size=0))
    directory_at = put(b"".join(directory))
    mini_fat_at = put(struct.pack(f"<{len(mini_fat)}I", *mini_fat))
    holders = 1
    while (len(sectors) + holders) * 4 > holders * SECTOR:
        holders += 1
    assert holders <= 109
    fat_at = len(sectors)
    table = fat + [FAT_SECTOR] * holders
    table += [FREE] * (holders * SECTOR // 4 - len(table))
    sectors += [struct.pack("<128I", *table[at : at + 128]) for at in range(0, len(table), 128)]
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, holders, directory_at, 0, 4096, mini_fat_at, 1, END, 0,
    )  # fmt: skip
    where = [*range(fat_at, fat_at + holders)] + [FREE] * (109 - holders)
    return header + struct.pack("<109I", *where) + b"".join(sectors)


def _line(name, kind, *, right=FREE, child=FREE, start, size):
    raw = name.encode("utf-16-le")
    return struct.pack("<64sHBxIII36xIQ", raw, len(raw) + 2, kind, FREE, right, child, start, size)


def doc(**more):
    """Return the bones of a Word 97 file."""
    return compound({"WordDocument": b"\xec\xa5" + b"\0" * 5000, "1Table": b"\1" * 100}, **more)


def xls(**more):
    """Return the bones of an Excel 97 file."""
    return compound({"Workbook": b"\x09\x08\x10\0" + b"\0" * 5000}, **more)
