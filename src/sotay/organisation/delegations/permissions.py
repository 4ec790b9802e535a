"""Who may lend a seat: its holder, or whoever administers the agency."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.predicates import administers, same_agency


@rules.predicate
def holds_this_seat(actor: Actor, seat: Any) -> bool:
    """Hold for the person whose seat it is; a seat that was lent is not lent on."""
    return actor.user is not None and seat.user_id == actor.user.pk


rules.add_perm("organisation.delegate_seat", same_agency & (administers | holds_this_seat))
