"""How the register says where a document stands, on the page and in a file."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.support.documents.models import Document, Level, Revision

ROMAN = {Level.ONE: "I", Level.TWO: "II", Level.THREE: "III", Level.FOUR: "IV"}
COMING = {
    Revision.State.DRAFT: _("có bản đang soạn"),
    Revision.State.SUBMITTED: _("có bản đang trình"),
    Revision.State.APPROVED: _("có bản đã phê duyệt"),
}


def state_words(document: Any) -> tuple[str, str]:
    """Return where a document of the register stands, and what is being prepared beside it."""
    if document.state == Document.State.DRAFT and document.coming:
        return str(Revision.State(document.coming).label), ""
    return str(document.get_state_display()), str(COMING.get(document.coming, ""))


def number_words(document: Any) -> str:
    """Return the number of the revision in force, `01/02`: edition and amendment."""
    if document.now_edition is None:
        return ""
    return f"{document.now_edition:02d}/{document.now_amendment:02d}"
