"""A look over the records of an XLS (Excel 97–2003) before a reader unfolds them: how far each sheet reaches."""

import struct
from collections.abc import Iterator
from typing import BinaryIO, Final

from sotay.blobs.compound import CompoundFile
from sotay.blobs.refusals import BlobRefused
from sotay.exchange.grids import FileProblem, Limits, Wrong
from sotay.exchange.survey import Extent, refuse_wide

_BOF, _BOUNDSHEET, _FILEPASS, _SST, _CONTINUE = 0x0809, 0x0085, 0x002F, 0x00FC, 0x003C
_MULRK, _LABELSST, _BOOLERR, _ROW, _COLUMNS = 0x00BD, 0x00FD, 0x0205, 0x0208, 0x007D
_FORMULAS: Final = frozenset({0x0006, 0x0206, 0x0406})
_CELLS: Final = frozenset({0x0203, 0x027E, 0x0204, 0x00D6, _MULRK, _LABELSST, _BOOLERR}) | _FORMULAS
_HIDDEN_ROW: Final = 0x20
_LAST_COLUMN: Final = 255
_SIGNS: Final = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_WIDE, _WITH_SOUNDS, _WITH_FONTS = 0x01, 0x04, 0x08


def survey_xls(stream: BinaryIO, limits: Limits) -> list[Extent]:
    """Return the extent of every sheet, in the order of the workbook; raise FileProblem as `survey_xlsx` does."""
    try:
        file = CompoundFile(stream)
        books = [file.read(name) for name in ("Workbook", "Book") if name in file.top]
        if not books:
            raise FileProblem("damaged")
        extents = [_survey(book, limits) for book in books]
    except BlobRefused as refusal:
        raise FileProblem.of(refusal) from refusal
    except (struct.error, LookupError) as problem:
        raise FileProblem("damaged") from problem
    return extents[0]  # all are looked over, the first is read


def _survey(book: bytes, limits: Limits) -> list[Extent]:
    extents: dict[int, Extent] = {}
    starts, current = [], Extent()
    strings: list[bytes] = []
    used: list[int] = []
    ended = False  # the table of shared strings
    for at, kind, data in _records(book):
        if kind == _FILEPASS:
            raise FileProblem("encrypted")
        if kind == _BOF:
            current = extents.setdefault(at, Extent())
        elif kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", data)[0])
        elif kind == _SST or (kind == _CONTINUE and strings and not ended):
            strings.append(data)
            continue
        elif kind in {_ROW, _COLUMNS}:
            _hide(current, kind, data)
        elif kind in _CELLS:
            _reach(current, kind, data)
            if kind == _LABELSST:
                used.append(struct.unpack_from("<I", data, 6)[0])
        ended = ended or bool(strings)
    refuse_wide(list(extents.values()), limits)
    lengths = list(_lengths(strings)) if strings else []
    if sum(lengths[index] for index in used if index < len(lengths)) > limits.characters:
        raise FileProblem("too_much_text")
    return [extents[start] for start in starts]


def _records(book: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield place, kind and content of each record; the zeros a stream is filled up with end it."""
    at = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        if not kind and not length:
            return
        yield at, kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def _hide(extent: Extent, kind: int, data: bytes) -> None:
    """Count a hidden row, or hidden columns; a range over the rest of the sheet hides nothing anybody wrote."""
    if kind == _ROW:
        extent.hidden_rows += bool(data[12] & _HIDDEN_ROW)
        return
    first, last = struct.unpack_from("<HH", data)
    if data[8] & 1 and last < _LAST_COLUMN:
        extent.hidden_columns += last - first + 1


def _reach(extent: Extent, kind: int, data: bytes) -> None:
    row, column = struct.unpack_from("<HH", data)
    extent.reach(row + 1, column)
    if kind == _MULRK:
        extent.reach(row + 1, struct.unpack_from("<H", data, len(data) - 2)[0])
    elif kind == _BOOLERR and data[7]:
        extent.wrong[row + 1, column] = Wrong(_SIGNS.get(data[6], "#N/A"))
    elif kind in _FORMULAS and data[12:14] == b"\xff\xff" and data[6] == 2:  # noqa: PLR2004  the result is an error
        extent.wrong[row + 1, column] = Wrong(_SIGNS.get(data[8], "#N/A"))


def _lengths(segments: list[bytes]) -> Iterator[int]:
    """Yield the length of each shared string (MS-XLS 2.4.265); a string may run on in the next record."""
    reader = _Segments(segments)
    _total, count = struct.unpack("<II", reader.take(8))
    for _string in range(count):
        length, flags = struct.unpack("<HB", reader.take(3))
        fonts = struct.unpack("<H", reader.take(2))[0] if flags & _WITH_FONTS else 0
        sounds = struct.unpack("<I", reader.take(4))[0] if flags & _WITH_SOUNDS else 0
        reader.skip_characters(length, wide=bool(flags & _WIDE))
        reader.skip(4 * fonts + sounds)
        yield length


class _Segments:
    """The content of a record and of those that continue it."""

    def __init__(self, segments: list[bytes]) -> None:
        self._segments = segments
        self._number = self._at = 0

    def take(self, count: int) -> bytes:
        """Return the next bytes; a field is never broken over two records."""
        self._advance()
        data = self._segments[self._number][self._at : self._at + count]
        self._at += count
        return data

    def skip(self, count: int) -> None:
        """Pass over bytes, also over the end of a record."""
        while count:
            self._advance()
            step = min(count, len(self._segments[self._number]) - self._at)
            self._at += step
            count -= step

    def skip_characters(self, count: int, *, wide: bool) -> None:
        """Pass over the characters of a string; where it runs on, a byte says anew how wide they are."""
        while count:
            segment = self._segments[self._number]
            if self._at >= len(segment):
                self._advance()
                wide = bool(self.take(1)[0] & _WIDE)
                segment = self._segments[self._number]
            width = 2 if wide else 1
            step = min(count, max(1, (len(segment) - self._at) // width))
            self._at += step * width
            count -= step

    def _advance(self) -> None:
        while self._at >= len(self._segments[self._number]):
            self._number, self._at = self._number + 1, 0
