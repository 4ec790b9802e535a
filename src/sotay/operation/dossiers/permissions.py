"""Who may do what with dossiers; whether they are kept here at all is a refusal (`keeping`), not a matter of rights."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import holds, is_member, is_reader, leads, same_agency

at_the_desk = holds(Seat.Role.ONE_STOP)
receives = holds(Seat.Role.ONE_STOP, Seat.Role.SECRETARY)


@rules.predicate
def holds_dossier(actor: Actor, dossier: Any) -> bool:
    """Hold for the person who has the dossier now."""
    return actor.user is not None and dossier.holder_id == actor.user.pk


@rules.predicate
def sits_where_it_is(actor: Actor, dossier: Any) -> bool:
    """Hold for whoever has a seat in the unit that settles the dossier, or in the one that has it now."""
    return not actor.unit_ids().isdisjoint({dossier.unit_id, dossier.holder_unit_id} - {None})


concerned = at_the_desk | holds_dossier | sits_where_it_is | leads

rules.add_perm("operation.view", same_agency & is_reader)
rules.add_perm("operation.receive_dossier", same_agency & is_member & receives)
rules.add_perm("operation.work_dossier", same_agency & is_member & concerned)
rules.add_perm("operation.see_person", same_agency & is_member & concerned)
rules.add_perm("operation.serve_dossier", same_agency & is_member & (receives | concerned))
