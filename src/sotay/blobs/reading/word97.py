"""The text of Word 97–2003 files (MS-DOC): found by the table of pieces, without any program of an office."""

import re
import struct
from collections.abc import Iterator
from typing import BinaryIO, Final

from sotay.blobs.compound import CompoundFile
from sotay.blobs.refusals import BlobRefused

IDENT: Final = 0xA5EC
ENCRYPTED: Final = 0x0100
_SECOND_TABLE: Final = 0x0200
FLAGS_AT: Final = 0x0A
SHORTEST: Final = 0x01AA
"""Bytes of the header up to where the table of pieces is named."""
_CLX_AT: Final = 0x01A2
_PROPERTIES, _PIECES = 1, 2
_PIECE: Final = struct.Struct("<2xI2x")
_COMPRESSED: Final = 0x40000000

# A field holds its instruction between 0x13 and 0x14 and what is shown of it up to 0x15; fields stand within fields.
_INSTRUCTION: Final = re.compile(r"\x13[^\x13\x14\x15]*\x14|\x13[^\x13\x14\x15]*\x15")
_SIGNS: Final = str.maketrans(
    {
        "\r": "\n",
        "\x0b": "\n",
        "\x0c": "\n",
        "\x0e": "\n",
        "\x07": "\t",
        "\x1e": "-",
        "\x1f": "",
        "\x14": "",
        "\x15": "",
    }
)
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")


def text_of(stream: BinaryIO) -> str:
    """Return the text, cells parted by tabs; raise BlobRefused (damaged, encrypted) for what is no sound file."""
    file = CompoundFile(stream)
    try:
        main = file.read("WordDocument")
        ident, flags = struct.unpack_from("<H", main)[0], struct.unpack_from("<H", main, FLAGS_AT)[0]
        if ident != IDENT:
            raise BlobRefused("damaged")
        if flags & ENCRYPTED:
            raise BlobRefused("encrypted")
        table = file.read("1Table" if flags & _SECOND_TABLE else "0Table")
        start, length = struct.unpack_from("<II", main, _CLX_AT)
        text = "".join(_pieces(main, table[start : start + length]))
    except (KeyError, struct.error) as problem:
        raise BlobRefused("damaged") from problem
    return _plain(text)


def _pieces(main: bytes, clx: bytes) -> Iterator[str]:
    """Yield the text piece by piece: one byte a letter (windows-1252) or two (UTF-16)."""
    at = 0
    while clx[at] == _PROPERTIES:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != _PIECES:
        raise BlobRefused("damaged")
    (size,) = struct.unpack_from("<I", clx, at + 1)
    table = clx[at + 5 : at + 5 + size]
    count = (len(table) - 4) // (4 + _PIECE.size)
    places = struct.unpack_from(f"<{count + 1}I", table)
    for number in range(count):
        (place,) = _PIECE.unpack_from(table, 4 * (count + 1) + number * _PIECE.size)
        letters = places[number + 1] - places[number]
        if letters < 0:
            raise BlobRefused("damaged")
        if place & _COMPRESSED:
            start = (place & ~_COMPRESSED) // 2
            yield main[start : start + letters].decode("cp1252", errors="replace")
        else:
            yield main[place : place + 2 * letters].decode("utf-16-le", errors="replace")


def _plain(text: str) -> str:
    """Return the text without the instructions of fields and the signs that stand for pictures."""
    before = ""
    while before != text:
        before, text = text, _INSTRUCTION.sub("", text)
    return _UNSEEN.sub("", text.translate(_SIGNS))
