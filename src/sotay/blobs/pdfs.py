"""A look over the objects of a PDF before it is taken: whole, without password, without scripts and programs to start.

Nothing is built up in memory: names are looked for in the bytes and in the object streams, unfolded piece by piece.
"""

import mmap
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from sotay.blobs.refusals import BlobRefused

_END_WITHIN: Final = 4096
_UNFOLDED: Final = 128 * 1024 * 1024
"""Bytes all object streams of one file may unfold to; those of a thousand pages unfold to a tenth of it."""
_RATIO: Final = 400
_PIECE: Final = 1 << 18
_BACK: Final = 4096
_OVERLAP: Final = 64


def name_pattern(word: str) -> bytes:
    """Return a pattern of a name, each letter as itself or as the number a writer may hide it behind (`/#4aS`)."""
    letters = "".join(f"(?:{re.escape(letter)}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in word)
    return f"/{letters}(?![A-Za-z0-9_.-])".encode()


_ACTIVE: Final = re.compile(name_pattern("JavaScript") + b"|" + name_pattern("Launch"))
_ENCRYPTED: Final = re.compile(name_pattern("Encrypt"))
_OBJECT_STREAM: Final = re.compile(name_pattern("ObjStm"))
_STREAM: Final = re.compile(rb"stream\r?\n")
_FILTER: Final = re.compile(name_pattern("Filter"))
_FLATE: Final = re.compile(name_pattern("FlateDecode") + b"|" + name_pattern("Fl"))


def refuse_unsound(stream: BinaryIO) -> None:
    """Raise BlobRefused for a PDF that is cut off (damaged), locked (pdf_locked), unfolds without end or runs something."""
    data = _bytes_of(stream)
    if not is_whole(data):
        raise BlobRefused("damaged")
    if _ENCRYPTED.search(data):
        raise BlobRefused("pdf_locked")
    if _ACTIVE.search(data):
        raise BlobRefused("pdf_script")
    for piece in object_streams(data):
        if _ACTIVE.search(piece):
            raise BlobRefused("pdf_script")


def is_whole(data: bytes | mmap.mmap) -> bool:
    """Return whether a PDF has its end."""
    return data.rfind(b"%%EOF", max(0, len(data) - _END_WITHIN)) >= 0


def _bytes_of(stream: BinaryIO) -> bytes | mmap.mmap:
    """Return the bytes, without a copy of them in memory where the stream is a file."""
    try:
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError:  # a stream in memory has no number
        stream.seek(0)
        return stream.read()


def object_streams(data: bytes | mmap.mmap) -> Iterator[bytes]:
    """Yield what object streams unfold to, piece by piece, each with the end of the one before."""
    left = _UNFOLDED
    for named in _OBJECT_STREAM.finditer(data):
        begins = _STREAM.search(data, named.end(), min(len(data), named.end() + _BACK))
        if begins is None:
            continue
        opened = max(data.rfind(b"obj", max(0, named.start() - _BACK), named.start()), 0)
        described = data[opened : begins.start()]
        if not _FILTER.search(described):
            continue  # it stands as it is, and was looked over
        if not _FLATE.search(described):
            raise BlobRefused(
                "damaged"
            )  # no writer of our day folds objects otherwise; what cannot be seen is not taken
        for piece in _unfolded(data, begins.end(), left):
            left -= len(piece) - _OVERLAP
            yield piece


def _unfolded(data: bytes | mmap.mmap, start: int, left: int) -> Iterator[bytes]:
    decoder, before, taken, given = zlib.decompressobj(), b"", 0, 0
    try:
        while not decoder.eof and start + taken < len(data):
            folded = data[start + taken : start + taken + _PIECE]
            taken += len(folded)
            while folded:
                piece = decoder.decompress(folded, _PIECE)
                folded = decoder.unconsumed_tail
                given += len(piece)
                if given > left or (given > _PIECE and given > _RATIO * taken):
                    raise BlobRefused("zip_bomb")
                yield before + piece
                before = piece[-_OVERLAP:]
                if not piece:
                    break
    except zlib.error:
        return  # a reader sees no more of it than we did
