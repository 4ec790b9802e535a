"""The field for who answers for something: a seat, whose holder may change, or a person (`agency/holding.py`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.holding import NOBODY, Held, Holders, Owner
from sotay.agency.models import Seat, Unit

Role = Seat.Role

ONE_PERSON_EACH: Final = (
    Role.HEAD,
    Role.COMMITTEE_HEAD,
    Role.COMMITTEE_DEPUTY,
    Role.QMR,
    Role.SECRETARY,
    Role.CLERK,
)
"""Roles of the agency offered as owners where they are held; of a role held by many the person is chosen instead."""


def owner_value(owner: Owner | Held | None) -> str:
    """Return an owner as it stands in a form: `user:<uuid>`, `role:SECRETARY:`, `role:UNIT_HEAD:<uuid>`; empty for nobody."""
    if isinstance(owner, Held):
        owner = Owner(owner.owner_user, owner.owner_role, owner.owner_unit)
    if not owner:
        return ""
    if owner.user:
        return f"user:{owner.user.uuid}"
    return f"role:{owner.role}:{owner.unit.uuid if owner.unit else ''}"


@dataclass(frozen=True, slots=True)
class Offered:
    """Whom an agency offers as owners on a day: by seat and by person, each as value, label and owner."""

    seats: tuple[tuple[str, str, Owner], ...]
    people: tuple[tuple[str, str, Owner], ...]

    def __iter__(self) -> Iterator[tuple[str, str, Owner]]:
        yield from self.seats
        yield from self.people


def owners_offered(*, viewer: Actor, on: date) -> Offered:
    """Return whom the viewer's agency offers as owners on a day; two queries at any size.

    Every standing unit offers its head, also while the seat is empty: the work then waits for the holder.
    """
    agency_id = viewer.agency.pk
    holders = Holders([agency_id], on=on)
    held = set(holders.roles(agency_id))
    roles = [(role, None) for role in ONE_PERSON_EACH if (role, None) in held]
    units = Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")
    seats = [*roles, *((Role.UNIT_HEAD, unit) for unit in units)]
    people = holders.people(agency_id)
    return Offered(
        seats=tuple(_seat_offered(role, unit, holders, agency_id) for role, unit in seats),
        people=tuple(
            (f"user:{user.uuid}", str(user), Owner(user, user_units=people[user]))
            for user in sorted(people, key=lambda user: (user.name_sort, user.pk))
        ),
    )


def _seat_offered(role: str, unit: Unit | None, holders: Holders, agency_id: int) -> tuple[str, str, Owner]:
    owner = Owner(role=role, unit=unit)
    words = str(Role(role).label) + (f", {unit}" if unit else "")
    names = ", ".join(str(seat.user) for seat in holders.seats(agency_id, role, unit.pk if unit else None))
    return owner_value(owner), f"{words} ({names or gettext('chưa có người giữ')})", owner


class OwnerField(forms.ChoiceField):
    """Who answers: a select of seats and of people; cleans to an `Owner`, `NOBODY` for an empty one.

    A form calls `offer` before it is shown or cleaned.
    """

    default_error_messages = {"invalid_choice": _("Người hoặc chức danh này không còn trong cơ quan; hãy chọn lại.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Người chịu trách nhiệm"), **kwargs})
        self._owners: dict[str, Owner] = {}

    def offer(self, *, viewer: Actor, on: date, current: Held | None = None, offered: Offered | None = None) -> None:
        """Offer the owners of the viewer's agency on a day, and the current one though it ended.

        `offered` is what `owners_offered` gave, where a page shows several such fields.
        """
        offered = offered or owners_offered(viewer=viewer, on=on)
        self._owners = {value: owner for value, _label, owner in offered}
        groups: list[Any] = [("", _("(chọn người hoặc chức danh)"))]
        now = owner_value(current)
        if current is not None and now and now not in self._owners:
            self._owners[now] = Owner(current.owner_user, current.owner_role, current.owner_unit)
            groups.append((_("Hiện nay"), [(now, current.owner_words)]))
        for title, choices in ((_("Theo chức danh"), offered.seats), (_("Theo người"), offered.people)):
            if choices:
                groups.append((title, [(value, label) for value, label, _owner in choices]))
        self.choices = groups

    def value_in(self, record: Held) -> str:
        """Return who owns a row now, for what is shown beside a late form."""
        return owner_value(record)

    def prepare_value(self, value: Any) -> Any:
        """Return an owner, or a row that has one, as its choice."""
        return owner_value(value) if isinstance(value, Owner | Held) else value

    def to_python(self, value: Any) -> str:
        """Return the choice; a uuid in another spelling counts as the same."""
        text = str(self.prepare_value(value) or "").strip()
        kind, _colon, tail = text.partition(":")
        try:
            return f"user:{UUID(tail)}" if kind == "user" else text
        except ValueError:
            return text

    def clean(self, value: Any) -> Owner:  # type: ignore[override]
        """Return the owner that was chosen."""
        return self._owners.get(super().clean(value), NOBODY)
