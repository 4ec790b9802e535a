"""Reads one file given as standard input and writes its text, or why there is none, as JSON; knows no database.

It runs apart, with limits of time and memory, so that a file made to do harm ends this process and nothing else.
"""

import json
import sys
from collections.abc import Callable
from typing import BinaryIO, Final

from sotay.blobs import fonts
from sotay.blobs.reading import office, word97
from sotay.blobs.reading.tidying import LONGEST, tidy
from sotay.blobs.refusals import BlobRefused

_PAGES: Final = 2_000
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."

DONE, CUT, NO_TEXT, DAMAGED = "done", "cut", "no_text", "damaged"


def pdf_text(stream: BinaryIO) -> str:
    """Return the text of a PDF, page by page; a scan has none."""
    import pypdf

    reader = pypdf.PdfReader(stream)
    found, size = [], 0
    for number, page in enumerate(reader.pages):
        if number >= _PAGES or size > LONGEST:
            break
        text = page.extract_text()
        size += len(text)
        found.append(text)
    return fonts.converted("\n".join(found))


def old_sheet_text(stream: BinaryIO) -> str:
    """Return the text of an XLS."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(stream)
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return fonts.converted("\n".join("\t".join(str(cell) for cell in row if cell != "") for row in rows))


READERS: Final[dict[str, Callable[[BinaryIO], str]]] = {
    "application/pdf": pdf_text,
    "application/msword": lambda stream: fonts.converted(word97.text_of(stream)),
    "application/vnd.ms-excel": old_sheet_text,
    f"{_OFFICE}wordprocessingml.document": office.word_text,
    f"{_OFFICE}spreadsheetml.sheet": lambda stream: fonts.converted(office.sheet_text(stream)),
    f"{_OFFICE}presentationml.presentation": lambda stream: fonts.converted(office.slide_text(stream)),
    "application/vnd.oasis.opendocument.text": office.open_text,
    "application/vnd.oasis.opendocument.spreadsheet": office.open_text,
}


def read(stream: BinaryIO, *, media_type: str) -> dict[str, str]:
    """Return the text of a file and how that went."""
    kind, _sep, charset = media_type.partition("; charset=")
    try:
        if kind == "text/plain":
            encoding = "utf-8-sig" if charset == "utf-8" else charset or "utf-8"
            text = fonts.converted(stream.read().decode(encoding, errors="replace"))
        else:
            text = READERS[kind](stream)
    except RecursionError:
        return {"state": DAMAGED, "text": "", "said": "too deep"}
    except BlobRefused as refusal:
        return {"state": DAMAGED, "text": "", "said": refusal.code}
    except Exception as problem:  # noqa: BLE001  whatever a library says of bytes it cannot read
        return {"state": DAMAGED, "text": "", "said": f"{type(problem).__name__}: {problem}"[:200]}
    text = tidy(text)
    if not any(sign.isalnum() for sign in text):
        return {"state": NO_TEXT, "text": "", "said": ""}
    return {"state": CUT if len(text) > LONGEST else DONE, "text": text[:LONGEST], "said": ""}


if __name__ == "__main__":
    json.dump(read(sys.stdin.buffer, media_type=sys.argv[1]), sys.stdout)
