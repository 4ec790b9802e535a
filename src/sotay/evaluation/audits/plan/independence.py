"""Whether an auditor is independent of what a visit looks at (ISO 9001 9.2.2 c; practice.md 7).

Auditing one's own work is refused: whoever wrote a document of the visit, or heads the unit that is audited or keeps the
document. The same unit is refused unless overridden with a reason; in a *cơ quan nhỏ* it is a warning. All by the day of
the visit.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sotay.agency.models import Agency, Delegation, Seat, Unit, User
from sotay.evaluation.audits.models import Visit
from sotay.support.models import Document, Revision

Role, State = Seat.Role, Revision.State
HEADS = frozenset({Role.UNIT_HEAD, Role.UNIT_DEPUTY})


class Weight(Enum):
    """What follows: never accepted, accepted with a reason, or only told."""

    OWN_WORK = auto()
    SAME_UNIT = auto()
    WARNING = auto()


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing that ties an auditor to what is audited, in words for the page and a code for tests."""

    code: str
    text: str
    weight: Weight

    def is_accepted(self, override_reason: str) -> bool:
        """Return whether a plan may hold it: a warning always, the same unit with a reason, one's own work never."""
        return self.weight == Weight.WARNING or (self.weight == Weight.SAME_UNIT and bool(override_reason))


@dataclass(frozen=True, slots=True)
class _Held:
    unit_id: int
    heads: bool
    title: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class _Wrote:
    document_id: int
    since: date | None
    until: date | None


class Ties:
    """What ties people to units and documents, read for many visits at once in five queries."""

    def __init__(
        self, agency: Agency, *, users: Iterable[int], units: Iterable[int] = (), documents: Iterable[int] = ()
    ) -> None:
        self.is_small = agency.is_small
        users, documents = set(users), set(documents)
        rows = Document.objects.filter(agency=agency, pk__in=documents)
        self._documents = {pk: (code, unit) for pk, code, unit in rows.values_list("pk", "code", "unit_id")}
        named = {*units, *(unit for _code, unit in self._documents.values() if unit)}
        self._units = dict(Unit.objects.filter(agency=agency, pk__in=named).values_list("pk", "name"))
        self._seats: dict[int, list[_Held]] = defaultdict(list)
        self._wrote: dict[int, list[_Wrote]] = defaultdict(list)
        self._read_seats(agency, users)
        self._read_authors(agency, users, documents)

    @classmethod
    def of(cls, agency: Agency, visits: Iterable[Visit], *, users: Iterable[int] = ()) -> "Ties":
        """Read for visits (their auditors and documents prefetched), and for more people where some are to be chosen."""
        visits = list(visits)
        return cls(
            agency,
            users={*users, *(one.user_id for visit in visits for one in visit.auditors.all())},
            units={visit.unit_id for visit in visits},
            documents={document.pk for visit in visits for document in visit.documents.all()},
        )

    def why_not(self, user_id: int, *, unit_id: int, documents: Iterable[int], on: date) -> tuple[Tie, ...]:
        """Return what ties a person to a unit and documents on a day; nothing for the independent."""
        return tuple(self._found(user_id, unit_id, list(documents), on))

    def _found(self, user_id: int, unit_id: int, documents: list[int], on: date) -> Iterator[Tie]:
        held = [
            one for one in self._seats.get(user_id, ()) if one.since <= on and (one.until is None or one.until >= on)
        ]
        heads = {one.unit_id: one.title for one in held if one.heads}
        if unit_id in heads:
            words = _("%(title)s của đơn vị được đánh giá") % {"title": heads[unit_id]}
            yield Tie("heads_unit", words, Weight.OWN_WORK)
        wrote = {one.document_id for one in self._wrote.get(user_id, ()) if _holds(one, on)}
        for pk in documents:
            code, keeper = self._documents.get(pk, ("", None))
            if pk in wrote:
                yield Tie("wrote_document", _("người soạn thảo %s") % code, Weight.OWN_WORK)
            elif keeper in heads and keeper != unit_id:
                words = _("%(title)s của đơn vị chủ trì %(code)s") % {"title": heads[keeper], "code": code}
                yield Tie("owns_document", words, Weight.OWN_WORK)
        if unit_id not in heads and any(one.unit_id == unit_id for one in held):
            weight = Weight.WARNING if self.is_small else Weight.SAME_UNIT
            yield Tie("same_unit", _("công tác tại %s") % self._units.get(unit_id, ""), weight)

    def _read_seats(self, agency: Agency, users: set[int]) -> None:
        """Read seats in units, own ones and those lent (whoever stands in for a head looks at the head's work)."""
        seats = Seat.objects.filter(agency=agency, user__in=users, unit__isnull=False)
        for seat in seats.order_by("from_date", "pk"):
            self._seats[seat.user_id].append(_held(seat, seat.from_date, seat.to_date))
        lent = Delegation.objects.filter(agency=agency, to_user__in=users, seat__unit__isnull=False)
        for one in lent.select_related("seat").order_by("from_date", "pk"):
            until = min(one.to_date, one.seat.to_date or one.to_date)
            self._seats[one.to_user_id].append(_held(one.seat, one.from_date, until))

    def _read_authors(self, agency: Agency, users: set[int], documents: set[int]) -> None:
        rows = Revision.objects.filter(agency=agency, document__in=documents, author__in=users)
        known = rows.exclude(state=State.DROPPED).order_by("pk")
        columns = ("author_id", "document_id", "state", "in_force_date", "ended_date")
        for author, document, state, since, until in known.values_list(*columns):
            begun = None if state in Revision.PREPARED else since
            self._wrote[author].append(_Wrote(document, begun, until))


def why_not_independent(visit: Visit, user: User, on: date | None = None) -> tuple[Tie, ...]:
    """Return what ties a person to what a visit looks at, by the day of the visit unless another is named."""
    documents = [document.pk for document in visit.documents.all()] if visit.pk else []
    ties = Ties(visit.agency, users=[user.pk], units=[visit.unit_id], documents=documents)
    return ties.why_not(user.pk, unit_id=visit.unit_id, documents=documents, on=on or day_of(visit))


def ties_of(visit: Visit, user_id: int, ties: Ties) -> tuple[Tie, ...]:
    """Return what ties one of the people read to a visit (documents prefetched), by the day of the visit."""
    documents = [document.pk for document in visit.documents.all()]
    return ties.why_not(user_id, unit_id=visit.unit_id, documents=documents, on=day_of(visit))


def day_of(visit: Visit) -> date:
    """Return the day of a visit, as the agency counts it."""
    return localdate(visit.starts_at)


def said(ties: Iterable[Tie]) -> str:
    """Return several ties in one line."""
    return "; ".join(one.text for one in ties)


def _held(seat: Seat, since: date, until: date | None) -> _Held:
    heads = not HEADS.isdisjoint(seat.counts_as)
    return _Held(seat.unit_id, heads, seat.named, since, until)  # type: ignore[arg-type]  # seats in a unit alone are read


def _holds(wrote: _Wrote, on: date) -> bool:
    """Return whether what was written holds on a day; what is being prepared counts on every day."""
    return (wrote.since is None or wrote.since <= on) and (wrote.until is None or wrote.until > on)
