"""Zip containers: measured before anything opens them, then told apart as Office or OpenDocument files."""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO, Final

from sotay.blobs import links
from sotay.blobs.refusals import BlobRefused

MEDIA_TYPES: Final = {
    "wordprocessingml.document.main+xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "spreadsheetml.sheet.main+xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "presentationml.presentation.main+xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""Content type of the main part, after its common prefix → media type of the file."""

OPEN_DOCUMENT: Final = frozenset(
    {"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"}
)

_CHUNK: Final = 1 << 16
_PREFIX: Final = "application/vnd.openxmlformats-officedocument."
_CONTENT_TYPE: Final = re.compile(r"""ContentType\s*=\s*["']([^"']+)["']""")
_MACROS: Final = re.compile(r"macroEnabled|vbaProject|vbaData|macrosheet|ms-office\.activeX", re.IGNORECASE)
_MACRO_PARTS: Final = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml)$|/activeX/|/macrosheets/", re.IGNORECASE)
_BASIC_MODULES: Final = re.compile(r"^(Basic/.+/(?!script-l[bc]\.xml$)[^/]+\.xml|Scripts/.*[^/])$")

_END: Final = b"PK\x05\x06"
_END_LENGTH: Final = 22
_END_64: Final = b"PK\x06\x07"
_END_64_LENGTH: Final = 20
_LONGEST_COMMENT: Final = 65_535
_LOCAL: Final = struct.Struct("<4s22xHH")
_ENCRYPTED_FLAG: Final = 0x1
# What zipfile raises for bytes that are no sound zip, besides its own BadZipFile.
_UNSOUND: Final = (zipfile.BadZipFile, RuntimeError, ValueError, EOFError, struct.error, zlib.error, OSError)


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """How far a container may unfold: number of parts, bytes of all parts, and bytes out per byte in."""

    entries: int = 10_000
    total: int = 300 * 1024 * 1024
    ratio: int = 200
    """Looked at in parts that unfold to more than `ratio_from` bytes."""
    ratio_from: int = 4 * 1024 * 1024
    directory: int = 4 * 1024 * 1024


LIMITS: Final = ZipLimits()


def measured(stream: BinaryIO, *, limits: ZipLimits = LIMITS) -> zipfile.ZipFile:
    """Return the opened container, every part of it unfolded once and counted; nothing is kept in memory.

    What a container says of its sizes is not believed: the bytes are counted as they unfold. Raises BlobRefused:
    zip_bomb, encrypted or damaged, with the `part` that is to blame.
    """
    entry = None
    try:
        _refuse_wide_directory(stream, limits)
        archive = zipfile.ZipFile(stream)
        _refuse_many_or_twice(archive.infolist(), limits)
        left = limits.total
        for entry in archive.infolist():
            _refuse_locked(entry)
            left -= _unfolded_size(stream, entry, left=left, limits=limits)
    except BlobRefused as refusal:
        refusal.part = entry
        raise
    except _UNSOUND as problem:
        refusal = BlobRefused("damaged")
        refusal.part = entry
        raise refusal from problem
    return archive


def media_type_of(archive: zipfile.ZipFile) -> str:
    """Return the media type of an Office or OpenDocument container; raise BlobRefused: kind, macros, encrypted."""
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        return _office(archive, names)
    if "mimetype" in names:
        return _open_document(archive, names)
    raise BlobRefused("kind_like", like="ZIP")


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the bytes of a part of a measured container; raise KeyError, or BlobRefused (damaged)."""
    entry = archive.getinfo(name)
    try:
        return archive.read(entry)
    except _UNSOUND as problem:
        raise BlobRefused("damaged") from problem


def _office(archive: zipfile.ZipFile, names: set[str]) -> str:
    types = set(_CONTENT_TYPE.findall(read_part(archive, "[Content_Types].xml").decode("utf-8", errors="replace")))
    if any(map(_MACROS.search, types)) or any(map(_MACRO_PARTS.search, names)):
        raise BlobRefused("macros")
    links.refuse_fetching(archive, names)
    found = {MEDIA_TYPES.get(one.removeprefix(_PREFIX)) for one in types if one.startswith(_PREFIX)} - {None}
    if len(found) != 1:
        raise BlobRefused("kind")
    return str(found.pop())


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> str:
    media_type = read_part(archive, "mimetype").decode("ascii", errors="replace").strip()
    if media_type not in OPEN_DOCUMENT:
        raise BlobRefused("kind")
    if any(map(_BASIC_MODULES.match, names)):
        raise BlobRefused("macros")
    if "META-INF/manifest.xml" in names and b"encryption-data" in read_part(archive, "META-INF/manifest.xml"):
        raise BlobRefused("encrypted")
    return media_type


def _refuse_wide_directory(stream: BinaryIO, limits: ZipLimits) -> None:
    """Refuse a list of parts so long that reading it would fill the memory; 64-bit lists are never needed here."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_LENGTH - _LONGEST_COMMENT - _END_64_LENGTH))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_LENGTH:
        raise BlobRefused("damaged")
    (directory,) = struct.unpack_from("<I", tail, at + 12)
    if directory > limits.directory or tail[max(0, at - _END_64_LENGTH) :].startswith(_END_64):
        raise BlobRefused("zip_bomb")


def _refuse_many_or_twice(entries: list[zipfile.ZipInfo], limits: ZipLimits) -> None:
    if len(entries) > limits.entries:
        raise BlobRefused("zip_bomb")
    if len({one.filename for one in entries}) < len(entries):
        raise BlobRefused("damaged")


def _refuse_locked(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise BlobRefused("encrypted")


def _unfolded_size(stream: BinaryIO, entry: zipfile.ZipInfo, *, left: int, limits: ZipLimits) -> int:
    """Return the bytes one part unfolds to, counted; they must be as many and the same as the container says."""
    stream.seek(entry.header_offset)
    signature, name_length, extra_length = _LOCAL.unpack(stream.read(_LOCAL.size))
    if signature != b"PK\x03\x04" or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise BlobRefused("damaged")
    stream.seek(name_length + extra_length, 1)
    deflated = entry.compress_type == zipfile.ZIP_DEFLATED
    decoder = zlib.decompressobj(-zlib.MAX_WBITS)
    folded, size, checksum = entry.compress_size, 0, 0
    while folded and not (deflated and decoder.eof):
        chunk = stream.read(min(_CHUNK, folded))
        if not chunk:
            raise BlobRefused("damaged")
        folded -= len(chunk)
        while chunk:
            piece = decoder.decompress(chunk, _CHUNK) if deflated else chunk
            chunk = decoder.unconsumed_tail if deflated else b""
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            if size > left or (size > limits.ratio_from and size > limits.ratio * max(1, entry.compress_size)):
                raise BlobRefused("zip_bomb")
    if (deflated and not decoder.eof) or size != entry.file_size or checksum != entry.CRC:
        raise BlobRefused("damaged")
    return size
