"""Beside a document: what was found when it was last looked at, and the question itself."""

from typing import Any

from django.db.models import Exists
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.attachments.sides import Side, side
from sotay.commands import may
from sotay.support.documents.models import Document
from sotay.support.reviews.models import DocumentReview
from sotay.support.reviews.queries import looks_at
from sotay.support.tabs import address
from sotay.ui.formats import ngay
from sotay.ui.parts import Link

SHOWN = 5


def _looks(record: Any, _viewer: Actor) -> Exists:
    looks = DocumentReview.objects
    return Exists(looks.filter(document=record) if isinstance(record, Document) else looks.none())


@side("support.reviews", order=5, exists=_looks)
def looks_of(record: Any, *, viewer: Actor, there: bool) -> Side | None:
    """Tell of the last looks at a document and when the next is due."""
    if not isinstance(record, Document) or not (there or record.state == Document.State.IN_FORCE):
        return None
    url = address(viewer, "review_list")
    lines = [
        Link(
            label=f"{ngay(one.reviewed_date)}: {one.get_answer_display()}",
            url=url,
            note=f"{one.reason} ({one.reviewer})",
        )
        for one in (looks_at(record)[:SHOWN] if there else ())
    ]
    none = _("Chưa rà soát lần nào.")
    if record.next_review_date:
        none = _("Chưa rà soát lần nào; đến hạn ngày %s.") % ngay(record.next_review_date)
    action = None
    if record.state == Document.State.IN_FORCE and may(viewer, "support.look_at_document", record):
        action = Link(label=_("Rà soát"), url=address(viewer, "document_look", slug=record.slug))
    return Side(title=_("Rà soát định kỳ"), lines=lines, none=none, action=action)
