"""People and seats as records that can be imported again, one per seat."""

from collections.abc import Iterable, Iterator
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.organisation.people.queries import list_people, list_seats


def records(seats: Iterable[Seat]) -> Iterator[dict[str, Any]]:
    """Yield the seats by the columns of the import."""
    for seat in seats:
        yield {
            "full_name": seat.user.full_name,
            "username": seat.user.username,
            "email": seat.user.email,
            "role": str(seat.get_role_display()),
            "unit": seat.unit.code if seat.unit else None,
            "title": seat.title,
            "manner": str(seat.get_manner_display()),
            "from_date": seat.from_date,
            "to_date": seat.to_date,
            "decision_number": seat.decision.number if seat.decision else None,
            "decision_date": seat.decision.date if seat.decision else None,
        }


def rows(viewer: Actor) -> Iterator[dict[str, Any]]:
    """Yield the seats held today or later, by the given names of their holders."""
    people = list_people(viewer=viewer, on=today())
    return records(list_seats(viewer=viewer, on=today(), people=people))
