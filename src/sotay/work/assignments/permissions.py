"""Who may see, give, do and confirm assignments; seats count, not only people."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import is_member, leads, runs_system, same_agency


@rules.predicate
def owns(actor: Actor, subject: Any) -> bool:
    """Hold for the owner: the person, or whoever holds the seat (own or lent) today."""
    if subject.owner_user_id:
        return actor.user is not None and actor.user.pk == subject.owner_user_id
    unit_id = subject.owner_unit_id if subject.owner_role in Seat.IN_A_UNIT else None
    return bool(subject.owner_role) and actor.holds(subject.owner_role, unit_id=unit_id)


@rules.predicate
def gave(actor: Actor, subject: Any) -> bool:
    """Hold for who gave it, and for whoever holds the giver's seat today."""
    if actor.user is not None and actor.user.pk == subject.giver_id:
        return True
    if not subject.giver_role:
        return False
    unit_id = subject.giver_unit_id if subject.giver_role in Seat.IN_A_UNIT else None
    return actor.holds(subject.giver_role, unit_id=unit_id)


@rules.predicate
def helps(actor: Actor, subject: Any) -> bool:
    """Hold for those named as helpers."""
    return actor.user is not None and subject.helpers.filter(user=actor.user).exists()


@rules.predicate
def heads_owner_unit(actor: Actor, subject: Any) -> bool:
    """Hold for the head of the unit the work lies in."""
    return subject.owner_unit_id is not None and actor.holds(
        Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY, unit_id=subject.owner_unit_id
    )


oversees = runs_system | leads | heads_owner_unit

rules.add_perm("work.list_assignments", same_agency & is_member)
rules.add_perm("work.view_assignment", same_agency & is_member & (owns | gave | helps | oversees))
rules.add_perm("work.give_assignment", same_agency & is_member)
rules.add_perm("work.do_assignment", same_agency & is_member & owns)
rules.add_perm("work.decide_assignment", same_agency & is_member & (gave | runs_system))
