"""Who must know which document: the seats it is meant for, since when each has had time, and who has confirmed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Seat
from sotay.standard.parameters.queries import Values, values_of
from sotay.standard.registry.kinds import Days
from sotay.standard.registry.parameters import parameter
from sotay.support.distribution.models import Reading
from sotay.support.documents.models import Audience, Document, Revision

TERM = parameter(
    "documents.reading.days",
    kind=Days,
    default="7",
    basis="Mặc định của Sotay",
    title=_("Số ngày để người nhận đọc và xác nhận một bản tài liệu"),
).code

State = Revision.State


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who must know a revision: by which day, and the day of the confirmation if there is one."""

    user_id: int
    unit_ids: frozenset[int]
    due_date: date
    read_date: date | None

    def is_late(self, *, on: date) -> bool:
        """Return whether the day has gone by without a confirmation."""
        return self.read_date is None and self.due_date < on


@dataclass(frozen=True, slots=True)
class ToKnow:
    """A revision in force with everybody who must confirm having read and understood it."""

    revision: Revision
    readers: tuple[Reader, ...]

    @property
    def unread(self) -> tuple[Reader, ...]:
        """Those who have not confirmed."""
        return tuple(one for one in self.readers if one.read_date is None)


@dataclass(slots=True)
class _Meant:
    """For whom a document is meant since when, as one row of its audience says."""

    unit_id: int | None
    role: str
    since: date

    def means(self, seat: Seat) -> bool:
        """Return whether whoever holds the seat is meant."""
        return self.unit_id in {None, seat.unit_id} and (not self.role or self.role in seat.counts_as)


def to_know(agency_ids: Iterable[int], *, on: date, documents: Iterable[int] | None = None) -> list[ToKnow]:
    """Return the revisions in force that somebody must confirm, with these people; of some documents when they are named.

    Five queries for any number of agencies and documents. The time to read begins when the revision comes into force,
    the document is meant for the seat, the person comes, or the agency begins to use Sotay, whichever is last. A minor
    revision needs no new reading: a confirmation of the one before holds for it, and the time goes on from that one.
    """
    meant = _meant(agency_ids, documents)
    if not meant:
        return []
    current, same, begun = _in_force(meant, on=on)
    values = values_of({one.agency_id for one in current})
    read = _read(same, on=on)
    seats = _seats({one.agency_id for one in current}, on=on)
    return [
        ToKnow(
            revision,
            tuple(
                _readers(
                    revision,
                    meant[revision.document_id],
                    seats[revision.agency_id],
                    read,
                    values,
                    begun=begun[revision.pk],
                    on=on,
                )
            ),
        )
        for revision in current
    ]


def to_tell(document: Document, *, on: date) -> dict[int, date | None]:
    """Return whom a document is for, with the day by which each must confirm it; None for those who only must know it.

    Those who have confirmed already are left out.
    """
    readers = [one for each in to_know([document.agency_id], on=on, documents=[document.pk]) for one in each.readers]
    told: dict[int, date | None] = {one.user_id: one.due_date for one in readers if one.read_date is None}
    read = {one.user_id for one in readers if one.read_date is not None}
    others = [_Meant(one.unit_id, one.role, on) for one in document.audiences.all() if not one.must_confirm]
    for seat in _seats([document.agency_id], on=on)[document.agency_id] if others else ():
        if seat.user_id not in read and any(one.means(seat) for one in others):
            told.setdefault(seat.user_id, None)
    return told


def _meant(agency_ids: Iterable[int], documents: Iterable[int] | None) -> dict[int, list[_Meant]]:
    audiences = Audience.objects.filter(
        agency_id__in=list(agency_ids), must_confirm=True, document__state=Document.State.IN_FORCE
    )
    if documents is not None:
        audiences = audiences.filter(document_id__in=list(documents))
    meant: dict[int, list[_Meant]] = defaultdict(list)
    for document_id, unit_id, role, since in audiences.values_list("document_id", "unit_id", "role", "created_at"):
        meant[document_id].append(_Meant(unit_id, role, timezone.localdate(since)))
    return meant


def _in_force(documents: Iterable[int], *, on: date) -> tuple[list[Revision], dict[int, int], dict[int, date]]:
    """Return the revision of each document in force on a day, and by revision the one its readings count for.

    The third tells by the revision in force since when its readers have had what they must know: from the last change that
    was not minor.
    """
    known: dict[int, list[Revision]] = defaultdict(list)
    begun = Revision.objects.filter(
        document_id__in=list(documents),
        state__in=[State.IN_FORCE, State.SUPERSEDED, State.WITHDRAWN],
        in_force_date__lte=on,
    )
    light = begun.select_related("document", "agency").defer("summary").order_by("document_id", "-order")
    for revision in light:
        known[revision.document_id].append(revision)
    current, same, since = [], {}, {}
    for revisions in known.values():
        newest = revisions[0]
        if newest.ended_date is not None and newest.ended_date <= on:
            continue
        current.append(newest)
        for revision in revisions:
            same[revision.pk] = newest.pk
            since[newest.pk] = revision.in_force_date or on
            if not revision.is_minor:
                break
    return current, same, since


def _read(same: dict[int, int], *, on: date) -> dict[tuple[int, int], date]:
    """Return the first day each person confirmed, by the revision in force and the person."""
    read: dict[tuple[int, int], date] = {}
    rows = Reading.objects.filter(revision_id__in=list(same), read_date__lte=on)
    for revision_id, user_id, day in rows.values_list("revision_id", "user_id", "read_date"):
        key = same[revision_id], user_id
        read[key] = min(day, read.get(key, day))
    return read


def _seats(agency_ids: Iterable[int], *, on: date) -> dict[int, list[Seat]]:
    seats: dict[int, list[Seat]] = defaultdict(list)
    held = Seat.objects.filter(agency_id__in=list(agency_ids)).in_force(on).order_by("pk")
    for seat in held.only("agency_id", "role", "manner", "user_id", "unit_id", "from_date"):
        seats[seat.agency_id].append(seat)
    return seats


def _readers(
    revision: Revision,
    meant: list[_Meant],
    seats: list[Seat],
    read: dict[tuple[int, int], date],
    values: Values,
    *,
    begun: date,
    on: date,
) -> Iterator[Reader]:
    term = timedelta(days=values.value(revision.agency_id, TERM, on))
    first = max(day for day in (begun, revision.agency.in_use_from_date) if day)
    since: dict[int, date] = {}
    units: dict[int, set[int]] = defaultdict(set)
    for seat in seats:
        for one in meant:
            if not one.means(seat):
                continue
            day = max(first, one.since, seat.from_date)
            since[seat.user_id] = min(day, since.get(seat.user_id, day))
            if seat.unit_id:
                units[seat.user_id].add(seat.unit_id)
    for user_id, day in since.items():
        yield Reader(user_id, frozenset(units[user_id]), day + term, read.get((revision.pk, user_id)))
