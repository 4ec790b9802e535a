"""Reads of the register of a year; names and addresses only of those dossiers whose person the viewer may see."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.approvals.models import Approval, Step
from sotay.commands import may
from sotay.operation.dossiers import masking, words
from sotay.operation.dossiers.models import Dossier, DossierBook, Timing
from sotay.ui.formats import ngay

State = Dossier.State


def in_year(agency_id: int, year: int) -> QuerySet[Dossier]:
    """Return the dossiers received in a year, those refused among them, in the order they were received."""
    rows = Dossier.objects.filter(
        agency_id=agency_id, received_date__gte=date(year, 1, 1), received_date__lte=date(year, 12, 31)
    )
    return rows.order_by("received_date", "received_at", "key", "pk")


def lines_of(agency_id: int, year: int) -> QuerySet[Dossier]:
    """Return the same with all a line of the register tells."""
    return in_year(agency_id, year).select_related("agency", "service", "unit", "person")


def get_book(year: int, *, viewer: Actor) -> DossierBook:
    """Return the register of a year, an open one that is not kept yet where nobody asked to close it."""
    book = DossierBook.objects.of(viewer).select_related("agency").filter(year=year).first()
    return book or DossierBook(agency=viewer.agency, year=year, slug=str(year))


def years_of(*, viewer: Actor, this_year: int) -> list[int]:
    """Return the years there is a register of, the newest first; this year always."""
    days = Dossier.objects.of(viewer).dates("received_date", "year")
    books = DossierBook.objects.of(viewer).values_list("year", flat=True)
    return sorted({this_year, *(day.year for day in days), *books}, reverse=True)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the register; `number` is its place in the year, from 1."""

    number: int
    dossier: Dossier
    name: str
    contact: str
    note: str


def rows_of(dossiers: Iterable[Dossier], *, viewer: Actor, first: int, masked: bool = False) -> list[Row]:
    """Return lines of the register; `masked` masks every name whatever the viewer may see, as exports do."""
    found = []
    for number, dossier in enumerate(dossiers, start=first):
        person = getattr(dossier, "person", None)
        name = contact = ""
        if person is not None:
            whole = not masked and may(viewer, "operation.see_person", dossier)
            name = person.name if whole else masking.applicant(person.name, person.kind)
            address = person.address if whole else masking.text(person.address)
            phone = person.phone if whole else masking.number(person.phone)
            contact = ", ".join(one for one in (address, phone) if one)
        found.append(Row(number, dossier, name, contact, _note(dossier)))
    return found


def _note(dossier: Dossier) -> str:
    """Return the last column: how it ended, where it was not returned, whether it was late, and by which day if that moved."""
    if dossier.state in {State.REFUSED, State.STOPPED, State.WITHDRAWN}:
        return str(dossier.get_state_display())
    said = [str(Timing(dossier.timing).label)] if dossier.timing else []
    if words.has_moved(dossier):
        said.append(_("hẹn trả %s") % words.due_words(dossier) if dossier.due_date else words.due_words(dossier))
    elif new := words.new_day(dossier):
        said.append(_("hẹn lại %s") % ngay(new))
    return "; ".join(said)


def content_of(book: DossierBook) -> dict[str, Any]:
    """Return what the head sees of a register to be closed: how many stand in it, how they stand, a digest of their codes."""
    digest, count = hashlib.sha256(), 0
    for key in in_year(book.agency_id, book.year).values_list("key", flat=True).iterator():
        digest.update(f"{key}\n".encode())
        count += 1
    return {"year": book.year, "count": count, "digest": digest.hexdigest()}


@dataclass(frozen=True, slots=True)
class Summary:
    """How many stand in a register: all, settled, open, refused, dropped."""

    all: int
    settled: int
    open: int
    refused: int
    dropped: int


def summary_of(agency_id: int, year: int) -> Summary:
    """Return how many dossiers of a year stand where, in one query."""
    found = (
        in_year(agency_id, year)
        .order_by()
        .aggregate(
            all=Count("pk"),
            settled=Count("pk", filter=Q(state__in=Dossier.SETTLED)),
            open=Count("pk", filter=Q(state__in=Dossier.OPEN)),
            refused=Count("pk", filter=Q(state=State.REFUSED)),
            dropped=Count("pk", filter=Q(state__in=Dossier.DROPPED)),
        )
    )
    return Summary(**found)


def round_of(book: DossierBook) -> tuple[Approval | None, tuple[Step, ...]]:
    """Return the last round a register went through, with its steps."""
    rounds = Approval.objects.filter(agency_id=book.agency_id, subject_uuid=book.uuid)
    approval = rounds.select_related("author", "paper", "agency").order_by("-submitted_at", "-pk").first()
    steps: Any = approval.steps.select_related("user", "unit").prefetch_related("votes__user") if approval else ()
    return approval, tuple(steps)
