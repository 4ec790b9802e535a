"""Writes upon the periodic look at documents."""

from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import command, lock, refuse, require
from sotay.journal.recording import record
from sotay.support.documents.commands import begin_revision
from sotay.support.documents.intervals import next_review
from sotay.support.documents.models import Document, Revision
from sotay.support.reviews import guards
from sotay.support.reviews.models import DocumentReview

Answer = DocumentReview.Answer


@command
def look_at_document(
    document: Document,
    *,
    actor: Actor,
    version: int,
    answer: str,
    reason: str,
    reviewed_date: date,
    on: date,
) -> DocumentReview:
    """Keep what was found: still right, and the clock starts again; or to be changed, and a draft is begun (7.5.2 c)."""
    require(actor, "support.look_at_document", document)
    document = lock(document, version=version)
    revision = document.revisions.filter(state=Revision.State.IN_FORCE).first()
    refuse(
        guards.why_not_look(document),
        guards.why_not_answer(revision, reason=reason, reviewed_date=reviewed_date, on=on),
    )

    reason = one_line(nfc(reason))[:500]
    look = DocumentReview(
        agency=document.agency,
        document=document,
        revision=revision,
        reviewed_date=reviewed_date,
        answer=answer,
        reason=reason,
        reviewer=actor.person,
    )
    if answer == Answer.CHANGE:
        prepared = document.revisions.filter(state__in=Revision.PREPARED).first()
        look.draft = prepared or begin_revision(document, actor=actor, summary=reason)
    elif not document.looks.filter(reviewed_date__gt=reviewed_date, answer=Answer.STILL_RIGHT).exists():
        # one that is entered late does not turn the clock back behind a later one
        document.next_review_date = next_review(document, after=reviewed_date)
        document.save(update_fields=["next_review_date"])
    look.save()

    record(
        "support.document.looked_at",
        actor=actor,
        subject=document,
        reason=reason,
        answer=answer,
        reviewed_date=reviewed_date,
    )
    return look
