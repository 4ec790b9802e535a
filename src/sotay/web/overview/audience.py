"""For whom the overview is a daily page: whoever answers for more than his own work."""

from collections.abc import Iterable

from sotay.agency.actor import Actor
from sotay.agency.models import Seat

OWN_WORK = frozenset({Seat.Role.OFFICIAL, Seat.Role.ONE_STOP, Seat.Role.CLERK})


def answers_for_more(roles: Iterable[str]) -> bool:
    """Return whether one of the roles is more than one's own work."""
    return any(role not in OWN_WORK for role in roles)


def stands_in_rail(actor: Actor) -> bool:
    """Return whether the rail shows the overview; every member may still open it."""
    return answers_for_more(actor.roles)
