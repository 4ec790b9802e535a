"""A document named in a form by its code."""

from django import forms
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.support.documents.models import Document
from sotay.support.requests.queries import read_documents


def named_document(text: str, *, viewer: Actor) -> Document | None:
    """Return the one standing document the code names, None where nothing was typed; ValidationError for none or several."""
    if not text.strip():
        return None
    found, unknown = read_documents(text, viewer=viewer)
    if unknown or len(found) != 1:
        raise forms.ValidationError(
            _("Không có, hoặc có nhiều tài liệu mang mã này; hãy ghi một mã, kèm lĩnh vực nếu dùng chung."),
            code="unknown_document",
        )
    return found[0]
