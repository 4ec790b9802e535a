"""A paper as a Word file an official can go on editing: styles of its own for every part, real headers, lists and tables."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Final

from sotay.papers.docx.writer import Writer
from sotay.papers.laying.paper import laid
from sotay.papers.model import Paper

DOCX_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNKNOWN_DAY: Final = date(1980, 1, 1)


def docx(paper: Paper, *, on: date | None = None) -> bytes:
    """Return the paper as DOCX; PaperRefused where it cannot be shown as it is.

    `on` is the day told in the file's properties where the paper bears none.
    """
    from docx import Document

    ready = laid(paper, on=on)
    document = Document()
    Writer(document, ready).write()
    day = datetime.combine(date.fromisoformat(ready.day) if ready.day else UNKNOWN_DAY, time(), UTC)
    said = document.core_properties
    said.title, said.author, said.last_modified_by = ready.title[:255], ready.author[:255], ready.author[:255]
    said.language, said.comments, said.keywords, said.revision = "vi-VN", "", "", 1
    said.created = said.modified = day
    file = BytesIO()
    document.save(file)
    return file.getvalue()
