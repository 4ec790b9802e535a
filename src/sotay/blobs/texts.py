"""Plain text among bytes: its encoding, and whether a browser or a shell would run it."""

import codecs
import re
from typing import BinaryIO, Final

from sotay.blobs.refusals import BlobRefused

_CHUNK: Final = 1 << 16
_HEAD: Final = 1024
# What no text holds: control characters but tab, line ends and form feed; U+FFFE is a byte order mark read backwards.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_MARKUP: Final = re.compile(r"<[a-z!?/]", re.IGNORECASE)
_SCRIPT: Final = re.compile(r"#!|@echo\s|%!PS", re.IGNORECASE)


def encoding_of(stream: BinaryIO) -> str | None:
    """Return the encoding of a text as Python names it (utf-8-sig, utf-16, utf-8, windows-1258); None when it is none.

    The whole stream is read; UTF-16 is known by its mark only, windows-1258 is what is left when UTF-8 does not fit.
    """
    stream.seek(0)
    start = stream.read(4)
    candidates: tuple[str, ...]
    if start.startswith(codecs.BOM_UTF8):
        candidates = ("utf-8-sig",)
    elif start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ("utf-16",)
    else:
        candidates = ("utf-8", "windows-1258")
    return next((encoding for encoding in candidates if _is_text(stream, encoding)), None)


def _is_text(stream: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    try:
        while chunk := stream.read(_CHUNK):
            if _CONTROL.search(decoder.decode(chunk)):
                return False
        return not _CONTROL.search(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False


def refuse_active(stream: BinaryIO, encoding: str) -> None:
    """Raise BlobRefused for a text that begins as HTML, SVG, XML or a script does."""
    stream.seek(0)
    start = codecs.getincrementaldecoder(encoding)().decode(stream.read(_HEAD)).lstrip("\ufeff \t\r\n\f")
    if _MARKUP.match(start):
        raise BlobRefused("markup")
    if _SCRIPT.match(start):
        raise BlobRefused("script")
