"""Who may do what with proposals: anybody makes one; heads of the unit, the secretary and who leads judge it, never the proposer."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import heads_unit_of, holds, is_member, is_reader, leads, same_agency
from sotay.work.assignments.sight import holds_seat

Role = Seat.Role


@rules.predicate
def proposed_it(actor: Actor, subject: Any) -> bool:
    """Hold for who made the proposal."""
    return actor.user is not None and subject.proposed_by_id == actor.user.pk


@rules.predicate
def carried_it_out(actor: Actor, subject: Any) -> bool:
    """Hold for who was given the work: the person, or whoever holds the seat it was given to."""
    work = subject.assignment
    if actor.user is None or work is None:
        return False
    return work.owner_user_id == actor.user.pk or holds_seat(actor, work.owner_role, work.owner_unit_id)


judges = heads_unit_of | leads | holds(Role.SECRETARY, Role.QMR, Role.COMMITTEE_HEAD)

rules.add_perm("improvement.view_proposals", same_agency & is_reader)
rules.add_perm("improvement.make_proposal", same_agency & is_member)
rules.add_perm("improvement.change_proposal", same_agency & is_member & proposed_it)
rules.add_perm("improvement.judge_proposal", same_agency & is_member & judges & ~proposed_it)
rules.add_perm("improvement.measure_proposal", same_agency & is_member & (judges | proposed_it) & ~carried_it_out)
