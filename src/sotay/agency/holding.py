"""What is held by a person or by a seat: when the holder of a seat changes, the work stays with the seat."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models.seat import Seat, in_force
from sotay.agency.models.unit import Unit
from sotay.agency.models.user import User
from sotay.agency.vietnamese import fold


class Held(models.Model):
    """A row with an owner: a person, or a role (in a unit where the role is one of a unit); or nobody yet."""

    owner_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người thực hiện")
    )
    owner_role = models.CharField(_("vai trò thực hiện"), max_length=20, choices=Seat.Role, blank=True)
    owner_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị thực hiện")
    )

    class Meta:
        abstract = True

    @property
    def has_owner(self) -> bool:
        """Whether somebody answers for it."""
        return bool(self.owner_user_id or self.owner_role)

    @property
    def owner_words(self) -> str:
        """Who answers for it, as it is said: a name, or *Trưởng phòng, Văn phòng*; reads the unit and the person."""
        if self.owner_user_id:
            return str(self.owner_user)
        if not self.owner_role:
            return ""
        role = str(self.get_owner_role_display())
        return f"{role}, {self.owner_unit}" if self.owner_unit_id else role


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom something is given to: a person, or a role (in a unit); empty for nobody.

    `user_units` are the units the person sits in today, where somebody asks.
    """

    user: User | None = None
    role: str = ""
    unit: Unit | None = None
    user_units: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.user or self.role)

    def put_on(self, row: Any) -> None:
        """Make this the owner of a `Held` row."""
        row.owner_user, row.owner_role, row.owner_unit = self.user, self.role, self.unit

    def owns(self, row: Any) -> bool:
        """Return whether this is the owner of a `Held` row already."""
        return (row.owner_user, row.owner_role, row.owner_unit) == (self.user, self.role, self.unit)


NOBODY = Owner()


def person_or_seat(name: str, *, required: bool = True) -> models.CheckConstraint:
    """Return the constraint that the owner of a `Held` row is a person or a seat, never both."""
    one = models.Q(owner_role="", owner_user__isnull=False) | (
        ~models.Q(owner_role="") & models.Q(owner_user__isnull=True)
    )
    nobody = models.Q(owner_role="", owner_user__isnull=True)
    return models.CheckConstraint(name=name, condition=one if required else one | nobody)


class Holders:
    """The seats of agencies on a day, read in one query: who holds a role, who owns a `Held` row.

    A deputy who is *quyền* or *phụ trách* counts as the head (practice.md 1.3). Whom a seat is lent to acts for its holder
    and counts beside him, as long as a seat of one's own is held in that agency. `but` leaves out roles nobody asks about:
    a page that names heads need not read a thousand officials; then `people` and `is_seated` know of the others alone.
    """

    def __init__(self, agency_ids: Iterable[int], *, on: date, but: Iterable[str] = ()) -> None:
        self._seats: dict[tuple[int, str, int | None], list[Seat]] = defaultdict(list)
        self._people: dict[int, dict[User, set[int]]] = defaultdict(dict)
        self._lent: dict[int, set[int]] = defaultdict(set)
        lent = models.FilteredRelation("delegations", condition=in_force(on, "delegations__"))
        rows = Seat.objects.filter(agency_id__in=list(agency_ids)).in_force(on).select_related("user", "unit")
        rows = rows.exclude(role__in=list(but)) if but else rows
        seen: set[int] = set()
        for seat in rows.annotate(lent=lent, lent_to=models.F("lent__to_user_id")).order_by("from_date", "pk"):
            if seat.lent_to is not None:
                self._lent[seat.pk].add(seat.lent_to)
            if seat.pk in seen:  # a seat lent to several people comes once for each
                continue
            seen.add(seat.pk)
            units = self._people[seat.agency_id].setdefault(seat.user, set())
            units |= {seat.unit_id} if seat.unit_id else set()
            for role in seat.counts_as:
                self._seats[seat.agency_id, role, seat.unit_id if role in Seat.IN_A_UNIT else None].append(seat)
        self._members = {(agency_id, user.pk) for agency_id, people in self._people.items() for user in people}

    def seats(self, agency_id: int, role: str, unit_id: int | None = None) -> list[Seat]:
        """Return the seats of a role; of a unit's role those in that unit."""
        return self._seats.get((agency_id, role, unit_id if role in Seat.IN_A_UNIT else None), [])

    def first(self, agency_id: int, roles: Iterable[str], unit_id: int | None = None) -> list[Seat]:
        """Return the seats of the first of these roles that somebody holds; none where all are empty."""
        return next((seats for role in roles if (seats := self.seats(agency_id, role, unit_id))), [])

    def roles(self, agency_id: int) -> list[tuple[str, int | None]]:
        """Return the roles of an agency that are held, each with its unit where it is one of a unit."""
        return [(role, unit_id) for of_agency, role, unit_id in self._seats if of_agency == agency_id]

    def people(self, agency_id: int) -> dict[User, frozenset[int]]:
        """Return the people seated in an agency, each with the units they sit in."""
        return {user: frozenset(units) for user, units in self._people.get(agency_id, {}).items()}

    def is_seated(self, agency_id: int, user_id: int) -> bool:
        """Return whether a person holds any seat in an agency."""
        return (agency_id, user_id) in self._members

    def user_ids(self, agency_id: int, roles: Iterable[str], unit_id: int | None = None) -> frozenset[int]:
        """Return the people who hold one of the roles or to whom it is lent."""
        seats = [seat for role in roles for seat in self.seats(agency_id, role, unit_id)]
        lent = {user_id for seat in seats for user_id in self._lent.get(seat.pk, ())}
        return frozenset({seat.user_id for seat in seats} | {one for one in lent if self.is_seated(agency_id, one)})

    def owners(self, row: Any) -> frozenset[int]:
        """Return the people who own a `Held` row today; nobody while the seat is empty or the person has left."""
        if row.owner_user_id:
            return frozenset({row.owner_user_id} if self.is_seated(row.agency_id, row.owner_user_id) else ())
        return self.user_ids(row.agency_id, [row.owner_role] if row.owner_role else [], row.owner_unit_id)

    def names(self, row: Any) -> str:
        """Return the names of those who hold the seat that owns a `Held` row; empty for a person, who is named already."""
        return "" if row.owner_user_id else self.names_of(row.agency_id, row.owner_role, row.owner_unit_id)

    def named(self, row: Any) -> str:
        """Return the owner with the name of who holds the seat: *Trưởng phòng, Phòng Bưu chính (Phạm Đức Anh)*."""
        names, said = self.names(row), self.titled(row)
        return f"{said} ({names})" if names else said

    def titled(self, row: Any) -> str:
        """Return the owner as `owner_words` does, a seat by the title its holder bears: *Chánh Thanh tra*."""
        if row.owner_user_id or not row.owner_role:
            return row.owner_words
        return self.title_of(row.agency_id, row.owner_role, row.owner_unit) or row.owner_words

    def names_of(self, agency_id: int, role: str, unit_id: int | None = None) -> str:
        """Return the names of those who hold a role; empty while nobody does."""
        return ", ".join(str(seat.user) for seat in self.seats(agency_id, role, unit_id))

    def title_of(self, agency_id: int, role: str, unit: Unit | None = None) -> str:
        """Return the title a role bears in an agency (practice.md 1.3: titles are data), its unit after where it names none.

        Empty while nobody holds the role, or where its holders bear several titles.
        """
        titles = {seat.named for seat in self.seats(agency_id, role, unit.pk if unit else None)}
        if len(titles) != 1:
            return ""
        (title,) = titles
        return title if unit is None or fold(unit.name) in fold(title) else f"{title}, {unit}"
