"""Who speaks for a unit at a review."""

from sotay.agency.holding import Holders
from sotay.agency.models import Seat


def head_of_unit(holders: Holders, agency_id: int, unit_id: int | None) -> frozenset[int]:
    """Return the head of a unit, else its deputies."""
    heads = holders.user_ids(agency_id, [Seat.Role.UNIT_HEAD], unit_id)
    return heads or holders.user_ids(agency_id, [Seat.Role.UNIT_DEPUTY], unit_id)
