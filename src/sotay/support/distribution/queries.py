"""Reads of distribution: documents and revisions as far as the viewer may open them, readers, paper copies, openings."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit, User
from sotay.agency.vietnamese import fold
from sotay.blobs.kinds import KINDS
from sotay.blobs.models import Blob
from sotay.commands import NotFound
from sotay.support.distribution.models import Opening, PaperCopy, Reading, Rendition
from sotay.support.distribution.readers import ToKnow, to_know
from sotay.support.documents.models import Document, Revision
from sotay.support.documents.sight import visible, visible_revisions

State = Revision.State
CHECK = 8
"""How many signs of its token a copy bears as its check code."""
CONVERTED = tuple(one.media_type for one in KINDS if one.word in {"DOC", "DOCX", "ODT", "XLS", "XLSX", "ODS", "PPTX"})
"""The kinds of files LibreOffice makes a PDF of."""
READ, WAITING, LATE = "READ", "WAITING", "LATE"


def revision_in_force(document: Document) -> Revision | None:
    """Return the revision of a document in force."""
    return (
        document.revisions.select_related("agency", "document__agency", "source", "pdf")
        .filter(state=Revision.State.IN_FORCE)
        .first()
    )


@dataclass(slots=True)
class ReaderRow:
    """A person with the confirmation of a document or the day by which it is awaited; `state` is READ, WAITING or LATE."""

    document: Document
    revision: Revision
    user: User
    units: str
    due_date: date
    read_date: date | None
    state: str

    @property
    def name(self) -> str:
        """What the person is called."""
        return str(self.user)

    @property
    def name_sort(self) -> str:
        """What names are sorted by."""
        return self.user.name_sort

    @property
    def code(self) -> str:
        """The code of the document."""
        return self.document.code

    @property
    def code_sort(self) -> str:
        """What codes are sorted by."""
        return self.document.code_sort

    @property
    def title(self) -> str:
        """The title of the document."""
        return self.document.title


def list_readers(document: Document, *, viewer: Actor, on: date) -> list[ReaderRow]:
    """Return everybody who must know a document, those who have not confirmed first, then by name."""
    return _rows(to_know([viewer.agency.pk], on=on, documents=[document.pk]), on=on)


def list_unit_readings(unit: Unit, *, viewer: Actor, on: date) -> list[ReaderRow]:
    """Return who in a unit must know what, those who have not confirmed first; the count of the unit."""
    return _rows(_known_in(unit, viewer=viewer, on=on), on=on, unit_id=unit.pk)


def count_unit_readings(unit: Unit, *, viewer: Actor, on: date) -> tuple[int, int, int]:
    """Return how many confirmations a unit owes, how many are given and how many are late."""
    mine = [
        reader for one in _known_in(unit, viewer=viewer, on=on) for reader in one.readers if unit.pk in reader.unit_ids
    ]
    return len(mine), sum(one.read_date is not None for one in mine), sum(one.is_late(on=on) for one in mine)


def _known_in(unit: Unit, *, viewer: Actor, on: date) -> list[ToKnow]:
    meant = Q(audiences__unit=unit) | Q(audiences__unit__isnull=True)
    documents = visible(Document.objects.of(viewer), viewer).filter(meant, audiences__must_confirm=True).distinct()
    return to_know([viewer.agency.pk], on=on, documents=documents.values_list("pk", flat=True))


def _rows(known: Sequence[ToKnow], *, on: date, unit_id: int | None = None) -> list[ReaderRow]:
    """Return a row for each person and document, the people read in two queries."""
    wanted = {
        reader.user_id for one in known for reader in one.readers if unit_id is None or unit_id in reader.unit_ids
    }
    users = User.objects.in_bulk(wanted)
    agency_ids = {one.revision.agency_id for one in known}
    units = _units_of(agency_ids, on=on)
    rows = []
    for one in known:
        for reader in one.readers:
            if reader.user_id not in wanted or (unit_id is not None and unit_id not in reader.unit_ids):
                continue
            word = READ if reader.read_date else LATE if reader.is_late(on=on) else WAITING
            rows.append(
                ReaderRow(
                    one.revision.document,
                    one.revision,
                    users[reader.user_id],
                    units.get(reader.user_id, ""),
                    reader.due_date,
                    reader.read_date,
                    word,
                )
            )
    return sorted(rows, key=lambda one: (one.state == READ, one.name_sort, one.code_sort))


def _units_of(agency_ids: Iterable[int], *, on: date) -> dict[int, str]:
    units: dict[int, list[str]] = defaultdict(list)
    seats = Seat.objects.filter(agency_id__in=list(agency_ids), unit__isnull=False).in_force(on)
    for user_id, name in seats.order_by("unit__order").values_list("user_id", "unit__name"):
        if name not in units[user_id]:
            units[user_id].append(name)
    return {user_id: ", ".join(names) for user_id, names in units.items()}


def narrowed(rows: Iterable[ReaderRow], *, words: str = "", state: str = "") -> list[ReaderRow]:
    """Keep the rows of this state in whose names, unit or document the words stand."""
    wanted = fold(words)
    return [
        one
        for one in rows
        if (not state or one.state == state)
        and (not wanted or wanted in fold(f"{one.name} {one.units} {one.code} {one.title}"))
    ]


@dataclass(frozen=True, slots=True)
class MyReading:
    """What a person owes about a document: the revision in force, by when, and whether it is confirmed."""

    revision: Revision
    must: bool
    due_date: date | None
    read_date: date | None


def get_my_reading(document: Document, *, viewer: Actor, on: date) -> MyReading:
    """Return what the viewer has confirmed or has yet to; NotFound while nothing is in force."""
    revision = revision_in_force(document)
    if revision is None:
        raise NotFound
    known = to_know([document.agency_id], on=on, documents=[document.pk])
    mine = next((one for each in known for one in each.readers if one.user_id == viewer.person.pk), None)
    if mine is not None:
        return MyReading(revision, must=True, due_date=mine.due_date, read_date=mine.read_date)
    own = Reading.objects.of(viewer).filter(revision=revision, user=viewer.person).first()
    return MyReading(revision, must=False, due_date=None, read_date=own.read_date if own else None)


def get_read_revision(document: Document, uuid: str) -> Revision:
    """Return the revision that stood on the page when somebody confirmed it, also when another came into its place since."""
    try:
        read = document.revisions.select_related("document", "agency").filter(uuid=UUID(uuid)).first()
    except ValueError:
        read = None
    if read is None:
        raise NotFound
    return read


def list_copies(document: Document, *, viewer: Actor) -> QuerySet[PaperCopy]:
    """Return the paper copies of a document, those still out first, then by number."""
    copies = PaperCopy.objects.of(viewer).filter(document=document).select_related("document", "revision", "unit")
    return copies.order_by(F("returned_date").asc(nulls_first=True), "number")


def list_copies_out(document: Document, *, viewer: Actor) -> QuerySet[PaperCopy]:
    """Return the paper copies that were not taken back."""
    return list_copies(document, viewer=viewer).filter(returned_date__isnull=True)


def list_register(*, viewer: Actor) -> QuerySet[PaperCopy]:
    """Return the paper copies of every document: the register of distribution (form A5)."""
    copies = PaperCopy.objects.of(viewer).select_related("document", "revision", "unit")
    return copies.order_by("document__code_sort", "number")


def get_copy(number: str, *, revision: Revision) -> PaperCopy:
    """Return a paper copy of a revision by its number, for its sheet; NotFound where there is none."""
    if not number.isascii() or not number.isdigit():
        raise NotFound
    copy = PaperCopy.objects.filter(agency_id=revision.agency_id, revision=revision, number=int(number[:6]))
    one = copy.select_related("unit").first()
    if one is None:
        raise NotFound
    return one


def list_openings(document: Document, *, viewer: Actor) -> QuerySet[Opening]:
    """Return who opened copies of a document, newest first."""
    openings = Opening.objects.filter(agency=viewer.agency, revision__document=document)
    return openings.select_related("user", "revision__document").order_by("-at", "-pk")


def find_by_check_code(typed: str, *, viewer: Actor) -> list[Revision]:
    """Return the revisions whose check code was typed, blanks and dashes aside; nothing for anything else."""
    code = "".join(char for char in typed.lower() if char.isalnum())
    if len(code) != CHECK:
        return []
    found = visible_revisions(Revision.objects.of(viewer), viewer).filter(token__startswith=code)
    return list(
        found.exclude(state__in=[State.DRAFT, State.SUBMITTED, State.DROPPED]).select_related("document__agency")
    )


def rendition_of(revision: Revision) -> Rendition | None:
    """Return the PDF that was made of the file of a revision, or why there is none."""
    return Rendition.objects.select_related("pdf").filter(source=revision.source_id).first()


def list_sources_without_pdf(*, most: int) -> list[Blob]:
    """Return files of revisions that have neither a PDF nor a rendition yet, the newest first; of every agency."""
    there = Revision.objects.filter(
        pdf__isnull=True, source__media_type__in=CONVERTED, source__pk__isnull=False
    ).exclude(source__in=Rendition.objects.values("source"))
    keys = there.order_by("-created_at").values_list("source_id", flat=True)[: most * 3]
    return list(Blob.objects.filter(pk__in=list(dict.fromkeys(keys))[:most]))
