"""What the code on a copy says to anybody: code and edition, whether it still holds, what took its place; nothing else."""

from dataclasses import dataclass
from datetime import date

from sotay.support.documents.models import Document, Revision
from sotay.support.documents.tokens import ALPHABET, TOKEN

State = Revision.State
IN_FORCE, NOT_YET, REPLACED, ENDED = "IN_FORCE", "NOT_YET", "REPLACED", "ENDED"


@dataclass(frozen=True, slots=True)
class Status:
    """Where a copy stands on a day: `word` is IN_FORCE, NOT_YET, REPLACED or ENDED; `since` the day it became so.

    `by` says what took its place: the number of the next revision, or the code of another document.
    """

    code: str
    edition: str
    word: str
    since: date | None
    by: str = ""


def status_of_token(token: str, *, on: date) -> Status | None:
    """Return what the token in a QR stands for, of whatever agency; None for one nobody was given.

    What is still being prepared is not told of.
    """
    if len(token) != TOKEN or not set(token) <= set(ALPHABET):
        return None
    revisions = Revision.objects.filter(token=token).select_related("document__replaced_by")
    revision = revisions.first()
    return status_of(revision, on=on) if revision is not None else None


def status_of(revision: Revision, *, on: date) -> Status | None:
    """Return where a revision stands on a day; None for one that was never issued."""
    document = revision.document
    code, edition = document.code, revision.number
    if revision.in_force_date is None or revision.state not in {
        State.APPROVED, State.IN_FORCE, State.SUPERSEDED, State.WITHDRAWN,
    }:  # fmt: skip
        return None
    if revision.in_force_date > on or revision.state == State.APPROVED:
        return Status(code, edition, NOT_YET, revision.in_force_date)
    if revision.ended_date is None or revision.ended_date > on:
        return Status(code, edition, IN_FORCE, revision.in_force_date)
    if document.state == Document.State.WITHDRAWN:
        if document.replaced_by is not None:
            return Status(code, edition, REPLACED, document.withdrawn_date, by=document.replaced_by.code)
        return Status(code, edition, ENDED, revision.ended_date)
    after = document.revisions.in_force(on).order_by("-order").first()
    if after is None or after.order <= revision.order:
        return Status(code, edition, ENDED, revision.ended_date)
    return Status(code, edition, REPLACED, after.in_force_date, by=after.number)
