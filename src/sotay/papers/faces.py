"""The faces of a paper by the word that stands in addresses: what each is made by, its type and how it is called."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.papers.docx import docx
from sotay.papers.html import html
from sotay.papers.model import Paper
from sotay.papers.pdf import pdf

PDF, DOCX, HTML = "pdf", "docx", "html"
PDF_TYPE: Final = "application/pdf"
DOCX_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Face:
    """A face: the word in its address, its word on screen, its type, the icon of its link."""

    key: str
    word: Any
    media_type: str
    icon: str


FACES: Final = {
    one.key: one
    for one in (
        Face(PDF, _("PDF"), PDF_TYPE, "file-type-pdf"),
        Face(DOCX, _("Word"), DOCX_TYPE, "file-text"),
        Face(HTML, _("Xem"), "text/html", "eye"),
    )
}

_MADE_BY: Final[dict[str, Callable[[Paper], Any]]] = {PDF: pdf, DOCX: docx, HTML: html}


def shown(paper: Paper, face: str) -> Any:
    """Return a paper in one of the faces: bytes, or safe HTML; raise PaperRefused where it cannot be set."""
    return _MADE_BY[face](paper)
