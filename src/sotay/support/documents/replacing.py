"""Withdraw a document where another takes its place, and let the documents that name it name the other."""

from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.citations import DOCUMENT, find_citations
from sotay.agency.vietnamese import fold_code
from sotay.commands import command, require
from sotay.support.documents.citing import citing
from sotay.support.documents.commands import begin_revision, withdraw_document, write_revision
from sotay.support.documents.models import Document, Revision


@command
def withdraw_and_replace(
    document: Document,
    *,
    actor: Actor,
    version: int | None = None,
    reason: str,
    withdrawn_date: date,
    replaced_by: Document | None = None,
    revise_citing: bool = False,
) -> list[Revision]:
    """Withdraw a document; with `revise_citing` a draft of every document in force that names it names the other instead.

    What is in force is never changed by this: the drafts are reviewed and approved like any other. Documents of which a
    revision is being prepared already are left to whoever writes it. Returns the drafts.
    """
    cited = citing(document) if revise_citing and replaced_by is not None else []
    withdraw_document(
        document, actor=actor, version=version, reason=reason, withdrawn_date=withdrawn_date, replaced_by=replaced_by
    )
    drafts = []
    for one in cited:
        if one.document.pk == replaced_by.pk or one.document.revisions.filter(state__in=Revision.PREPARED).exists():  # type: ignore[union-attr]
            continue
        require(actor, "support.write_document", one.document)
        summary = _("Thay “%(old)s” bằng “%(new)s”.") % {"old": document, "new": replaced_by}
        draft = begin_revision(one.document, actor=actor, summary=summary, is_minor=True)
        parts = [
            (_named(part.heading, document, replaced_by), _named(part.text, document, replaced_by))  # type: ignore[arg-type]
            for part in draft.parts.all()
        ]
        drafts.append(write_revision(draft, actor=actor, version=draft.version, parts=parts))
    return drafts


def _named(text: str, old: Document, new: Document) -> str:
    """Return a text in which the code of one document stands wherever that of the other stood."""
    places = [
        one
        for one in find_citations(text, known_codes=[old.code])
        if one.kind == DOCUMENT and one.key == fold_code(old.code)
    ]
    for place in reversed(places):
        text = text[: place.start] + new.code + text[place.end :]
    return text
