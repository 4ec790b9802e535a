"""The kinds of files that are taken, told by their content; the ending of the name has only to fit."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Final

import puremagic

from sotay.blobs import archives, compound, pdfs, texts
from sotay.blobs.reading import word97
from sotay.blobs.refusals import BlobRefused

_HEAD: Final = 4096
_PDF_WITHIN: Final = 1024  # ISO 32000 lets readers look so far for the header
_LONGEST_NAME: Final = 150
_FORBIDDEN_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its word on screen, its media type, and the endings a name of it may have."""

    word: str
    media_type: str
    endings: tuple[str, ...]


TEXT: Final = Kind("TXT", "text/plain", (".txt", ".csv", ".json"))
KINDS: Final = (
    Kind("PDF", "application/pdf", (".pdf",)),
    Kind("DOC", "application/msword", (".doc",)),
    Kind("XLS", "application/vnd.ms-excel", (".xls",)),
    Kind("DOCX", archives.MEDIA_TYPES["wordprocessingml.document.main+xml"], (".docx",)),
    Kind("XLSX", archives.MEDIA_TYPES["spreadsheetml.sheet.main+xml"], (".xlsx",)),
    Kind("PPTX", archives.MEDIA_TYPES["presentationml.presentation.main+xml"], (".pptx",)),
    Kind("ODT", "application/vnd.oasis.opendocument.text", (".odt",)),
    Kind("ODS", "application/vnd.oasis.opendocument.spreadsheet", (".ods",)),
    Kind("PNG", "image/png", (".png",)),
    Kind("JPEG", "image/jpeg", (".jpg", ".jpeg")),
    Kind("WEBP", "image/webp", (".webp",)),
    TEXT,
)
ENDINGS: Final = tuple(ending for kind in KINDS for ending in kind.endings)
"""The endings a page offers in its file field."""

_BY_MEDIA_TYPE: Final = {kind.media_type: kind for kind in KINDS}
_PICTURES: Final = (
    (re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR", re.DOTALL), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"RIFF.{4}WEBPVP8[ LX]", re.DOTALL), "image/webp"),
)
_PROGRAMS: Final = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"dex\n",
)
_ENDS: Final = {"image/png": b"IEND", "image/jpeg": b"\xff\xd9"}
_FILEPASS, _BOUNDSHEET, _EOF, _MACRO_SHEET = 0x002F, 0x0085, 0x000A, b"\x01"
_WORD_MACROS: Final = frozenset({"Macros", "VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "PROJECTwm"})


def recognise(stream: BinaryIO, *, name: str) -> str:
    """Return the media type of the bytes, with the charset of a text; raise BlobRefused when they are not taken.

    The media type follows from the bytes alone; `name` is looked at for its ending only. Containers are measured here,
    so that whoever opens the bytes afterwards meets no bomb.
    """
    media_type = _media_type(stream)
    kind = kind_of(media_type)
    if not name.lower().endswith(kind.endings):
        raise BlobRefused("ending", kind=kind.word, endings=", ".join(kind.endings))
    return media_type


def kind_of(media_type: str) -> Kind:
    """Return the kind of a media type that `recognise` gave."""
    return _BY_MEDIA_TYPE[media_type.partition(";")[0]]


def clean_name(name: str) -> str:
    """Return a name a file can be offered by: no path, no control or direction characters, at most 150 characters."""
    bare = _FORBIDDEN_IN_NAMES.sub("_", PurePosixPath(name.replace("\\", "/")).name).strip(" .")
    path = PurePosixPath(bare or "tep")
    return path.stem[: _LONGEST_NAME - len(path.suffix)] + path.suffix if len(path.suffix) < _LONGEST_NAME else "tep"


def _media_type(stream: BinaryIO) -> str:
    stream.seek(0)
    head = stream.read(_HEAD)
    if not head:
        raise BlobRefused("empty")
    if head.startswith(b"PK\x03\x04"):
        return archives.media_type_of(archives.measured(stream))
    if head.startswith(compound.SIGNATURE):
        return _word_or_excel(compound.CompoundFile(stream))
    for picture, media_type in _PICTURES:
        if picture.match(head):
            _refuse_cut_off(stream, media_type)
            return media_type
    if b"%PDF-" in head[:_PDF_WITHIN] and not head.lstrip().startswith(b"<"):
        pdfs.refuse_unsound(stream)
        return "application/pdf"
    if encoding := texts.encoding_of(stream):
        texts.refuse_active(stream, encoding)
        return f"{TEXT.media_type}; charset={encoding.removesuffix('-sig')}"
    if head.startswith(_PROGRAMS):
        raise BlobRefused("executable")
    raise _unknown(head)


def _refuse_cut_off(stream: BinaryIO, media_type: str) -> None:
    """Raise BlobRefused (damaged) for a picture without its end, as a broken upload or a full disk leaves it."""
    end = _ENDS.get(media_type)
    stream.seek(max(0, stream.seek(0, 2) - _HEAD))
    if end and end not in stream.read():
        raise BlobRefused("damaged")


def _word_or_excel(file: compound.CompoundFile) -> str:
    if "EncryptedPackage" in file.top:
        raise BlobRefused("encrypted")
    if file.names & _WORD_MACROS:
        raise BlobRefused("macros")
    if "WordDocument" in file.top:
        if _flags_of_word(file.read("WordDocument")) & word97.ENCRYPTED:
            raise BlobRefused("encrypted")
        return "application/msword"
    for name in sorted(file.top & {"Workbook", "Book"}):
        _look_over_book(file.read(name))
    if file.top & {"Workbook", "Book"}:
        return "application/vnd.ms-excel"
    raise BlobRefused("kind")


def _flags_of_word(main: bytes) -> int:
    if len(main) < word97.SHORTEST:
        raise BlobRefused("damaged")
    return int.from_bytes(main[word97.FLAGS_AT : word97.FLAGS_AT + 2], "little")


def _look_over_book(book: bytes) -> None:
    """Raise BlobRefused for a workbook under a password, or with a sheet of macros of Excel 4.

    Both stand among the first records, those of the workbook itself; its end is the first EOF.
    """
    at = 0
    while at + 4 <= len(book):
        kind, length = int.from_bytes(book[at : at + 2], "little"), int.from_bytes(book[at + 2 : at + 4], "little")
        if kind == _FILEPASS:
            raise BlobRefused("encrypted")
        if kind == _BOUNDSHEET and book[at + 9 : at + 10] == _MACRO_SHEET:
            raise BlobRefused("macros")
        if kind == _EOF or not kind:
            return
        at += 4 + length


def _unknown(head: bytes) -> BlobRefused:
    """Return the refusal of bytes of no kind that is taken, saying what they look like where that is known."""
    try:
        like = puremagic.magic_string(head)[0].extension.lstrip(".").upper()
    except (puremagic.PureError, IndexError):
        like = ""
    return BlobRefused("kind_like", like=like) if like else BlobRefused("kind")
