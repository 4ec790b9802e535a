"""Who may prepare a hand-over, and who confirms it."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.predicates import administers, is_member, same_agency
from sotay.organisation.delegations.permissions import holds_this_seat


@rules.predicate
def gives_or_takes(actor: Actor, handover: Any) -> bool:
    """Hold for the two people between whom the seat passes."""
    return actor.user is not None and actor.user.pk in {handover.seat.user_id, handover.to_user_id}


rules.add_perm("organisation.prepare_handover", same_agency & (administers | holds_this_seat))
rules.add_perm("organisation.view_handover", same_agency & is_member & (administers | gives_or_takes))
rules.add_perm("organisation.confirm_handover", same_agency & gives_or_takes)
rules.add_perm("organisation.sign_handover", same_agency & administers)
rules.add_perm("organisation.cancel_handover", same_agency & (administers | gives_or_takes))
