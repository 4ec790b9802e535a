"""Who may do what with units."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import administers, is_reader, on_command_line, same_agency


@rules.predicate
def heads_this_unit(actor: Actor, unit: Any) -> bool:
    """Hold for the head of the unit, or the deputy."""
    return actor.holds(Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY, unit_id=unit.pk)


rules.add_perm("organisation.view_units", same_agency & is_reader)
rules.add_perm("organisation.manage_units", same_agency & (administers | on_command_line))
rules.add_perm("organisation.assign_in_unit", same_agency & (administers | heads_this_unit))
