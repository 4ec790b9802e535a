"""Who may submit, decide, enter a signed paper, and choose routes."""

import rules

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.predicates import Role, administers, holds, is_member, same_agency
from sotay.approvals.models import Approval
from sotay.approvals.signers import roles_held, signs


@rules.predicate
def signs_a_step(actor: Actor, approval: Approval) -> bool:
    """Hold for the signers of the round; whether it is their turn is a matter of the moment (`guards.why_not_turn`)."""
    held = roles_held(approval.agency, on=today())
    return any(signs(actor, step, held) for step in approval.steps.all())


@rules.predicate
def is_author(actor: Actor, approval: Approval) -> bool:
    """Hold for who submitted it."""
    return actor.user is not None and approval.author_id == actor.user.pk


rules.add_perm("approvals.view_approval", same_agency & is_member)
rules.add_perm("approvals.decide", same_agency & signs_a_step)
rules.add_perm("approvals.enter_paper", same_agency & holds(Role.SECRETARY, Role.CLERK))
rules.add_perm("approvals.withdraw", same_agency & (is_author | holds(Role.SECRETARY)))
rules.add_perm("approvals.manage_routes", same_agency & administers)
