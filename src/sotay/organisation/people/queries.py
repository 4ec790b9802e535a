"""Reads of people, their seats, and who holds a role."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Delegation, Seat, Unit, User
from sotay.agency.registrations import people_of
from sotay.agency.vietnamese import fold
from sotay.approvals.signers import PASSES_ON
from sotay.commands import NotFound


def list_people(
    *, viewer: Actor, on: date, words: str = "", unit: Unit | None = None, role: str = "", past: bool = False
) -> QuerySet[User]:
    """Return the people seated on a day or from a later one, by given name, with `seats_now`; `past`: those who left."""
    held = Seat.objects.of(viewer).exclude(to_date__lt=on)
    chosen = held
    if past:
        people = people_of(viewer).exclude(pk__in=held.values("user_id"))
        chosen = Seat.objects.of(viewer)
    else:
        people = User.objects.all()
    if unit:
        chosen = chosen.filter(unit=unit)
    if role:
        chosen = chosen.filter(role=role)
    people = people.filter(pk__in=chosen.values("user_id"))
    if words:
        people = people.filter(search_text__contains=fold(words))
    seats = held.select_related("unit").order_by("from_date", "pk")
    return people.prefetch_related(Prefetch("seats", queryset=seats, to_attr="seats_now")).order_by("name_sort", "pk")


def list_seats(*, viewer: Actor, on: date, people: QuerySet[User]) -> QuerySet[Seat]:
    """Return the seats these people hold on a day or later, for an export with a line per seat."""
    seats = Seat.objects.of(viewer).exclude(to_date__lt=on).filter(user__in=people.values("pk"))
    return seats.select_related("user", "unit", "decision").order_by("user__name_sort", "user_id", "from_date", "pk")


def get_person(uuid: UUID, *, viewer: Actor) -> User:
    """Return a person who holds or held a seat in the viewer's agency; NotFound hides all others."""
    person = people_of(viewer).filter(uuid=uuid).first()
    if person is None:
        raise NotFound
    return person


def get_seat(uuid: UUID, *, viewer: Actor) -> Seat:
    """Return one seat of the viewer's agency; NotFound hides those of others."""
    seats = Seat.objects.of(viewer).select_related("agency", "user", "unit", "decision")
    seat = seats.filter(uuid=uuid).first()
    if seat is None:
        raise NotFound
    return seat


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What the page of a person shows."""

    person: User
    seats: tuple[Seat, ...]
    past: tuple[Seat, ...]
    lent: tuple[Delegation, ...]
    borrowed: tuple[Delegation, ...]


def get_person_page(uuid: UUID, *, viewer: Actor, on: date) -> PersonPage:
    """Return a person with the seats held and past in the agency and the seats lent and borrowed."""
    person = get_person(uuid, viewer=viewer)
    seats = list(
        Seat.objects.of(viewer).filter(user=person).select_related("unit", "decision").order_by("-from_date", "-pk")
    )
    delegations = Delegation.objects.of(viewer).select_related("seat__user", "to_user").order_by("-from_date")
    return PersonPage(
        person=person,
        seats=tuple(one for one in seats if one.to_date is None or one.to_date >= on),
        past=tuple(one for one in seats if one.to_date is not None and one.to_date < on),
        lent=tuple(delegations.filter(seat__user=person)),
        borrowed=tuple(delegations.filter(to_user=person)),
    )


def members(*, viewer: Actor, on: date) -> QuerySet[User]:
    """Return the people seated in the agency on a day or later, by given name, to choose from."""
    held = Seat.objects.of(viewer).exclude(to_date__lt=on)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("name_sort", "pk")


def find_person(text: str, *, viewer: Actor, on: date) -> list[User]:
    """Return whom a typed text means: a username (of anybody), `Name (username)`, or the full name of a member."""
    typed = " ".join(text.split())
    username = typed.rpartition("(")[2].rstrip(")") if typed.endswith(")") else typed
    if user := User.objects.filter(username=username.lower(), is_active=True, is_superuser=False).first():
        return [user]
    wanted = fold(typed)
    return [one for one in members(viewer=viewer, on=on) if fold(one.full_name) == wanted]


def holders_of(agency: Agency, role: str, *, on: date, unit: Unit | None = None) -> tuple[Seat, ...]:
    """Return the seats that answer for a role on a day: its holders, else those an empty seat passes on to.

    QMR → Trưởng Ban Chỉ đạo → head (practice.md 1.3). Whoever is *quyền* or *phụ trách* counts as the holder. A role of
    units is asked with its unit. Empty when nobody answers.
    """
    order = (role, *PASSES_ON.get(role, ()))
    seats = Seat.objects.filter(agency=agency, role__in=order).in_force(on).select_related("user", "unit")
    held: dict[str, list[Seat]] = {}
    for seat in seats.order_by("from_date", "pk"):
        if unit is None or seat.role not in Seat.IN_A_UNIT or seat.unit_id == unit.pk:
            held.setdefault(seat.role, []).append(seat)
    return next((tuple(held[one]) for one in order if one in held), ())


def holder_of(agency: Agency, role: str, *, on: date, unit: Unit | None = None) -> Seat | None:
    """Return the first seat that answers for a role on a day, see `holders_of`."""
    return next(iter(holders_of(agency, role, on=on, unit=unit)), None)
