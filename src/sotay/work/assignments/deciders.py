"""Who decides on an assignment today, for what waits and for notices."""

from sotay.agency.holding import Holders
from sotay.agency.models import Seat
from sotay.approvals.signers import PASSES_ON
from sotay.work.assignments.models import Assignment


def deciders_of(one: Assignment, *, holders: Holders) -> frozenset[int]:
    """Return who decides on an assignment: its giver's seat, else the giver; where both are gone the secretary.

    Whoever stands in does not decide upon the own work: it passes on to the next.
    """
    if one.giver_role:
        found = holders.user_ids(one.agency_id, [one.giver_role], one.giver_unit_id)
    else:
        found = frozenset({one.giver_id} if holders.is_seated(one.agency_id, one.giver_id) else ())
    return found or standing_in(one.agency_id, Seat.Role.SECRETARY, holders=holders, but=holders.owners(one))


def standing_in(agency_id: int, role: str, *, holders: Holders, but: frozenset[int] = frozenset()) -> frozenset[int]:
    """Return who holds a role of an agency, or the first that stands in for it while it is empty (practice.md 1.3).

    A role held by nobody but those left out counts as empty.
    """
    tried = (holders.user_ids(agency_id, [one]) - but for one in (role, *PASSES_ON.get(role, ())))
    return next((found for found in tried if found), frozenset())
