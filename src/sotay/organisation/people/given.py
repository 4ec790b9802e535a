"""A line of a decision about seats, as forms fill it and commands take it."""

from dataclasses import dataclass

from sotay.agency.models import Seat, Unit, User


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatGiven:
    """One line of a decision: who gets which seat, where."""

    person: User
    role: str
    unit: Unit | None = None
    title: str = ""
    manner: str = Seat.Manner.FULL
