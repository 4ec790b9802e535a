"""Who may read, write, submit and confirm objectives."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import (
    heads_unit_of,
    is_committee,
    is_head,
    is_job,
    is_member,
    is_reader,
    leads,
    on_command_line,
    runs_system,
    same_agency,
    works_in_unit_of,
)  # fmt: skip
from sotay.planning.objectives.models import ObjectiveSet

JOB = "planning.put_in_force"


@rules.predicate
def is_approved(_actor: Actor, subject: Any) -> bool:
    """Hold for a set that was approved: it is open to everybody of the agency."""
    return subject.state not in {ObjectiveSet.State.DRAFT, ObjectiveSet.State.SUBMITTED}


@rules.predicate
def is_shown(_actor: Actor, subject: Any) -> bool:
    """Hold for a set that left its writers' desk: members may read it while it is being decided."""
    return subject.state != ObjectiveSet.State.DRAFT


@rules.predicate
def is_of_the_agency(_actor: Actor, subject: Any) -> bool:
    """Hold for a set of the agency itself."""
    return subject.unit_id is None


writes = runs_system | heads_unit_of | (is_of_the_agency & is_head)

rules.add_perm("planning.view_objectives", same_agency & is_reader)
rules.add_perm(
    "planning.view_set",
    same_agency & (is_member & (is_shown | writes | works_in_unit_of | leads | is_committee) | is_reader & is_approved),
)
rules.add_perm("planning.write_set", same_agency & writes)
rules.add_perm(
    "planning.begin_sets",
    same_agency
    & is_member
    & (
        runs_system
        | rules.predicate(
            lambda actor, _s: actor.holds(Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY, Seat.Role.HEAD),
            name="heads_something",
        )
    ),
)
rules.add_perm("planning.manage_sets", same_agency & runs_system)
rules.add_perm("planning.import_objectives", same_agency & (runs_system | on_command_line))
rules.add_perm("planning.read_set", same_agency & is_member)
rules.add_perm("planning.put_in_force", same_agency & (is_job(JOB) | runs_system | leads))
