"""Compound files of Word and Excel 97–2003 (MS-CFB): the names of their streams, and the bytes of one."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Final

from sotay.blobs.refusals import BlobRefused

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER: Final = struct.Struct("<8s16xHHHHH6xIIIIIIIII")
_HEADER_SIZE: Final = 512
_IN_HEADER: Final = 109
_LAST_SECTOR: Final = 0xFFFFFFFA
_ENTRY: Final = struct.Struct("<64sHBxIII36xIQ")
_NONE: Final = 0xFFFFFFFF
_SHIFTS: Final = frozenset({9, 12})
_MINI_SHIFT: Final = 6
_LONGEST_NAME: Final = 64


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the directory: a stream or a storage; left, right and child are numbers of other lines."""

    name: str
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """A compound file opened for reading; raises BlobRefused (damaged) for bytes that are no sound one."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._size = stream.seek(0, 2)
        stream.seek(0)
        header = stream.read(_HEADER_SIZE)
        if len(header) < _HEADER_SIZE or not header.startswith(SIGNATURE):
            raise BlobRefused("damaged")
        fields = _HEADER.unpack_from(header)
        self._shift, mini_shift = fields[4], fields[5]
        self._cutoff, mini_fat, first_more = fields[10], fields[11], fields[13]
        if self._shift not in _SHIFTS or mini_shift != _MINI_SHIFT:
            raise BlobRefused("damaged")
        self._sector_size = 1 << self._shift
        self._fat = self._read_fat(header, first_more)
        self._directory = list(self._read_directory(fields[8]))
        if not self._directory:
            raise BlobRefused("damaged")
        self._mini_fat = self._numbers(self._chain(mini_fat, self._fat))
        self._mini_sectors = list(self._chain(self._directory[0].start, self._fat))
        self._top = dict(self._children(self._directory[0]))

    @property
    def top(self) -> frozenset[str]:
        """The names of the streams and storages of the file itself, without those of embedded objects."""
        return frozenset(self._top)

    @property
    def names(self) -> frozenset[str]:
        """The names of all streams and storages, at whatever depth."""
        return frozenset(entry.name for entry in self._directory)

    def read(self, name: str) -> bytes:
        """Return the bytes of a stream of the file itself; raise KeyError when there is none of this name."""
        entry = self._top[name]
        if entry.size > self._size:
            raise BlobRefused("damaged")
        if entry.size >= self._cutoff:
            return b"".join(map(self._sector, self._chain(entry.start, self._fat)))[: entry.size]
        return b"".join(map(self._mini_sector, self._chain(entry.start, self._mini_fat)))[: entry.size]

    def _children(self, root: _Entry) -> Iterator[tuple[str, _Entry]]:
        """Yield what stands directly below the root: a tree of left and right, walked without recursion."""
        seen, waiting = set(), [root.child]
        while waiting:
            number = waiting.pop()
            if number == _NONE or number in seen:
                continue
            if number >= len(self._directory):
                raise BlobRefused("damaged")
            seen.add(number)
            entry = self._directory[number]
            yield entry.name, entry
            waiting += [entry.left, entry.right]

    def _read_fat(self, header: bytes, first_more: int) -> list[int]:
        """Return the table of which sector follows which."""
        holders = list(struct.unpack_from(f"<{_IN_HEADER}I", header, _HEADER_SIZE - 4 * _IN_HEADER))
        following = first_more
        for _turn in range(self._size >> self._shift):
            if following >= _LAST_SECTOR:
                break
            *more, following = struct.unpack(f"<{self._sector_size // 4}I", self._sector(following))
            holders += more
        return self._numbers(number for number in holders if number < _LAST_SECTOR)

    def _read_directory(self, start: int) -> Iterator[_Entry]:
        for number in self._chain(start, self._fat):
            sector = self._sector(number)
            for at in range(0, self._sector_size, _ENTRY.size):
                raw, length, kind, left, right, child, first, size = _ENTRY.unpack_from(sector, at)
                if length > _LONGEST_NAME:
                    raise BlobRefused("damaged")
                name = raw[: max(0, length - 2)].decode("utf-16-le", errors="replace") if kind else ""
                yield _Entry(name, left, right, child, first, size & 0xFFFFFFFF)

    def _chain(self, start: int, table: list[int]) -> Iterator[int]:
        """Yield the numbers of the sectors of a chain; a ring or a number outside the table is damage."""
        current = start
        for _turn in range(len(table)):
            if current >= _LAST_SECTOR:
                return
            if current >= len(table):
                raise BlobRefused("damaged")
            yield current
            current = table[current]
        if current < _LAST_SECTOR:
            raise BlobRefused("damaged")

    def _numbers(self, sectors: Iterator[int]) -> list[int]:
        longest = self._size >> self._shift
        data = b"".join(map(self._sector, islice(sectors, longest)))
        return list(struct.unpack(f"<{len(data) // 4}I", data))

    def _sector(self, number: int) -> bytes:
        self._stream.seek((number + 1) << self._shift)
        data = self._stream.read(self._sector_size)
        if not data:
            raise BlobRefused("damaged")
        return data.ljust(self._sector_size, b"\0")  # the last sector of some writers is short

    def _mini_sector(self, number: int) -> bytes:
        each = self._sector_size >> _MINI_SHIFT
        if number // each >= len(self._mini_sectors):
            raise BlobRefused("damaged")
        at = (number % each) << _MINI_SHIFT
        return self._sector(self._mini_sectors[number // each])[at : at + (1 << _MINI_SHIFT)]
