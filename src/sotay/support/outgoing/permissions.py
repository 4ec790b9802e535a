"""Who drafts, signs, numbers and issues outgoing papers."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import administers, heads_unit_of, holds, is_member, runs_system, same_agency

Role = Seat.Role
DRAFTERS = (
    Role.SECRETARY, Role.TEAM_MEMBER, Role.QMR, Role.CLERK, Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.HEAD, Role.DEPUTY_HEAD,
)  # fmt: skip


@rules.predicate
def drafted_it(actor: Actor, subject: Any) -> bool:
    """Hold for who drafted the paper."""
    return actor.user is not None and subject.drafted_by_id == actor.user.pk


is_clerk = holds(Role.CLERK)

rules.add_perm("support.view_papers", same_agency & is_member)
rules.add_perm("support.draft_paper", same_agency & holds(*DRAFTERS))
rules.add_perm("support.write_paper", same_agency & (drafted_it | runs_system | is_clerk | heads_unit_of))
# The clerk keeps numbers; in a small agency the secretary does, a unit without a clerk has nobody else (practice.md 1.3).
rules.add_perm("support.number_paper", same_agency & holds(Role.CLERK, Role.SECRETARY))
rules.add_perm("support.bring_signed", same_agency & (holds(Role.CLERK, Role.SECRETARY) | drafted_it))
rules.add_perm("support.manage_series", same_agency & (is_clerk | administers))
