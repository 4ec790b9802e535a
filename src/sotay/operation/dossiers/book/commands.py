"""Writes upon the register of a year: submitted to be closed, closed, given back."""

from collections.abc import Iterable
from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency
from sotay.agency.vietnamese import one_line
from sotay.approvals.commands import submit
from sotay.approvals.models import Approval
from sotay.commands import command, lock, refuse, require
from sotay.journal.recording import record
from sotay.operation.dossiers.book import guards
from sotay.operation.dossiers.book.queries import in_year
from sotay.operation.dossiers.models import DossierBook

PURPOSE = "operation.dossier_book"
State = DossierBook.State


@command
def submit_book(agency: Agency, *, actor: Actor, year: int, note: str = "", on: date) -> Approval:
    """Submit the register of a year to be closed by the head; from now on nothing is received in it."""
    require(actor, "operation.close_dossier_book", agency)
    agency = lock(agency)
    book = DossierBook.objects.filter(agency=agency, year=year).first()
    book = lock(book) if book else DossierBook(agency=agency, year=year, slug=str(year))
    refuse(guards.why_not_close(book, in_year(agency.pk, year).count(), this_year=on.year))

    book.state, book.returned_reason = State.SUBMITTED, ""
    book.save()
    approval = submit(book, [book], actor=actor, purpose=PURPOSE, note=note, on=on)

    record("operation.dossier_book.submitted", actor=actor, subject=book, year=year)
    return approval


@command
def book_closed(approval: Approval, *, actor: Actor, kept: Iterable[DossierBook]) -> DossierBook:
    """Close a register: it keeps how many dossiers stood in it on that day."""
    (book,) = [lock(each) for each in kept]
    book.state, book.closed_date = State.CLOSED, approval.approved_date or today()
    book.count = in_year(book.agency_id, book.year).count()
    book.save()

    record(
        "operation.dossier_book.closed", actor=actor, subject=book, year=book.year, count=book.count, way=approval.way
    )
    return book


@command
def book_returned(approval: Approval, *, actor: Actor, reason: str) -> DossierBook:
    """Open a register again, with the reason."""
    book = DossierBook.objects.select_for_update().get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
    book.state, book.returned_reason = State.OPEN, one_line(reason)[:500]
    book.save()

    record("operation.dossier_book.returned", actor=actor, subject=book, year=book.year, reason=reason)
    return book
