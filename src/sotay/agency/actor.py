"""Who acts or looks: a person in the seats held today, or a job by name."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q

from sotay.agency.models import Agency, Grant, Seat, User
from sotay.agency.models.seat import in_force

COMMAND_LINE = "command_line"
PAGE = "page"


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """A seat in force, as an actor carries it; `delegated` when it is another's, lent for a time.

    `in_place_of` is the role of the head, where a deputy is in charge and counts as the head (practice.md 1.3).
    """

    pk: int
    role: str
    unit_id: int | None
    title: str
    delegated: bool = False
    in_place_of: str = ""

    @property
    def roles(self) -> frozenset[str]:
        """The roles the seat counts as."""
        return frozenset({self.role, self.in_place_of} - {""})


@dataclass(frozen=True, slots=True)
class Actor:
    """A frozen value that every command and query takes.

    `seats` are those in force on the day it was made; `for_seat` is the one acted for by delegation. A `guest` holds no
    seat and reads by a `Grant` only, where it names `areas` their pages alone. `origin` is `page`, `command_line`, `job:NAME`
    or `public:CHANNEL`.
    """

    agency: Agency
    user: User | None = None
    seats: tuple[SeatHeld, ...] = ()
    for_seat: SeatHeld | None = None
    origin: str = PAGE
    grant_id: int | None = None
    areas: frozenset[str] = frozenset()
    roles: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", frozenset().union(*(seat.roles for seat in self.seats)))

    @classmethod
    def system(cls, name: str, *, agency: Agency) -> "Actor":
        """Return the actor of a job; only permissions that name the job let it pass."""
        return cls(agency=agency, origin=f"job:{name}")

    @classmethod
    def of_installation(cls, user: User | None, *, origin: str = PAGE) -> "Actor":
        """Return the actor of acts upon the installation itself, such as a changed password: no agency, no seats."""
        return cls(agency=None, user=user, origin=origin)  # type: ignore[arg-type]  # no permission of an agency asks it

    @property
    def is_guest(self) -> bool:
        """Whether this one only reads, by a grant."""
        return self.grant_id is not None

    @property
    def is_member(self) -> bool:
        """Whether this one holds a seat here today."""
        return bool(self.seats)

    @property
    def person(self) -> User:
        """The person who acts; LookupError for a job, where only people act."""
        if self.user is None:
            message = f"{self.origin} is no person"
            raise LookupError(message)
        return self.user

    @property
    def name(self) -> str:
        """The person's name, or the job's."""
        return str(self.user) if self.user else self.origin

    @property
    def title(self) -> str:
        """The title of the seat acted in: the one lent, else the highest held."""
        if self.for_seat:
            return self.for_seat.title
        return self.seats[0].title if self.seats else ""

    def holds(self, *roles: str, unit_id: int | None = None) -> bool:
        """Return whether one of the roles is held, in this unit when one is named."""
        if unit_id is None:
            return not self.roles.isdisjoint(roles)
        return any(not seat.roles.isdisjoint(roles) and seat.unit_id == unit_id for seat in self.seats)

    def acting_as(self, *roles: str) -> "Actor":
        """Return this actor acting for the seat of one of the roles; a lent seat is then named in the journal."""
        seat = next((held for held in self.seats if not held.roles.isdisjoint(roles)), None)
        return replace(self, for_seat=seat) if seat and seat.delegated else self

    def may_enter(self, area: str) -> bool:
        """Return whether the pages of an area (the label of its app) are open: all to members, to guests by their grants."""
        return not self.is_guest or not self.areas or area in self.areas

    def unit_ids(self, *roles: str) -> frozenset[int]:
        """Return the units in which a seat (of these roles, when named) is held."""
        return frozenset(s.unit_id for s in self.seats if s.unit_id and (not roles or not s.roles.isdisjoint(roles)))


# The order in which a person with several seats is introduced.
_RANK = {role: rank for rank, role in enumerate(Seat.Role.values)}


def actor_of(user: User, *, agency: Agency, on: date, origin: str = PAGE) -> Actor | None:
    """Return the person's actor in an agency on a day: with seats, else by a grant, else None (not found)."""
    seats = _seats_of(user, agency=agency, on=on)
    if seats:
        return Actor(agency=agency, user=user, seats=seats, origin=origin)
    grants = list(
        Grant.objects.filter(agency=agency)
        .in_force(on)
        .filter(Q(to_user=user) | Q(to_agency__in=_agencies_of(user, on=on)))
        .order_by("pk")
        .values_list("pk", "areas")
    )
    if not grants:
        return None
    areas = areas_of(some for _pk, some in grants)
    return Actor(agency=agency, user=user, origin=origin, grant_id=grants[0][0], areas=areas)


def areas_of(grants: Iterable[Iterable[str]]) -> frozenset[str]:
    """Return what several grants open together, each by its areas; nothing named opens everything."""
    every = [frozenset(areas) for areas in grants]
    return frozenset().union(*every) if all(every) else frozenset()


def _seats_of(user: User, *, agency: Agency, on: date) -> tuple[SeatHeld, ...]:
    """Read own and lent seats in one query; what is lent to somebody ends with his own last seat here."""
    lent = Q(delegations__to_user=user) & in_force(on, "delegations__")
    rows = list(Seat.objects.filter(agency=agency).filter(in_force(on)).filter(Q(user=user) | lent).distinct())
    if all(seat.user_id != user.pk for seat in rows):
        return ()
    return _ranked(
        SeatHeld(
            pk=s.pk,
            role=s.role,
            unit_id=s.unit_id,
            title=s.named,
            delegated=s.user_id != user.pk,
            in_place_of="".join(s.counts_as[1:]),
        )
        for s in rows
    )


def _ranked(seats: Iterable[SeatHeld]) -> tuple[SeatHeld, ...]:
    return tuple(sorted(seats, key=lambda seat: (seat.delegated, _RANK[seat.role], seat.pk)))


def _agencies_of(user: User, *, on: date):  # noqa: ANN202  a subquery
    return Seat.objects.filter(user=user).filter(in_force(on)).values("agency_id")
