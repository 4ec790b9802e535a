"""Who may do what with nonconforming outputs."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import (
    heads_unit_of,
    holds,
    is_member,
    is_reader,
    runs_system,
    same_agency,
    works_in_unit_of,
)

Role = Seat.Role


@rules.predicate
def works_on_it(actor: Actor, output: Any) -> bool:
    """Hold for the person it was given to."""
    return actor.user is not None and output.assigned_to_id == actor.user.pk


@rules.predicate
def logged_it_undecided(actor: Actor, output: Any) -> bool:
    """Hold for whoever logged it, as long as nobody decided upon it."""
    return actor.user is not None and output.state == output.State.OPEN and output.found_by_id == actor.user.pk


decides = heads_unit_of | holds(Role.HEAD, Role.DEPUTY_HEAD, Role.QMR)
at_work = works_in_unit_of | works_on_it | holds(Role.ONE_STOP, Role.SECRETARY)

rules.add_perm("operation.view_outputs", same_agency & is_reader)
rules.add_perm("operation.log_output", same_agency & is_member)
rules.add_perm("operation.decide_output", same_agency & is_member & decides)
rules.add_perm("operation.finish_output", same_agency & is_member & (decides | at_work))
rules.add_perm("operation.check_output", same_agency & is_member & (decides | runs_system))
rules.add_perm("operation.cancel_output", same_agency & is_member & (decides | runs_system | logged_it_undecided))
