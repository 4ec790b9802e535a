"""Who may do what with inspections: those who enter papers keep them (practice.md 1.1); everybody reads."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Seat
from sotay.agency.predicates import administers, holds, is_head, is_member, is_reader, is_secretary, same_agency

OVERSEERS = (Agency.Kind.OVERSEER, Agency.Kind.MINISTRY)
"""Who carries out inspections on others (QĐ 19/2014/QĐ-TTg Điều 6, Điều 9)."""


@rules.predicate
def oversees(actor: Actor, _subject: Any) -> bool:
    """Hold in an agency that inspects others."""
    return actor.agency.kind in OVERSEERS


keeps_papers = is_secretary | holds(Seat.Role.CLERK)

rules.add_perm("evaluation.view_inspections", same_agency & is_reader)
rules.add_perm("evaluation.write_inspections", same_agency & is_member & keeps_papers)
rules.add_perm("evaluation.let_inspectors_read", same_agency & is_member & (administers | is_head))
rules.add_perm("evaluation.view_rounds", same_agency & is_member)
rules.add_perm("evaluation.write_rounds", same_agency & is_member & oversees & keeps_papers)
