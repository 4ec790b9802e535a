"""Who may do what with nonconformities: anybody logs one, who runs or leads the system decides, the owner works on it."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import (
    heads_unit_of,
    holds,
    is_member,
    is_reader,
    leads,
    runs_system,
    same_agency,
    works_in_unit_of,
)
from sotay.work.assignments.permissions import owns

Role = Seat.Role


@rules.predicate
def found_it(actor: Actor, subject: Any) -> bool:
    """Hold for whoever logged it."""
    return actor.user is not None and subject.found_by_id == actor.user.pk


@rules.predicate
def is_new(_actor: Actor, subject: Any) -> bool:
    """Hold as long as nobody took it up."""
    return subject.state == subject.State.REPORTED


decides = runs_system | leads | holds(Role.COMMITTEE_HEAD)
works_on_it = owns | heads_unit_of | decides

rules.add_perm("improvement.view_nonconformities", same_agency & is_reader)
rules.add_perm("improvement.log_nonconformity", same_agency & is_member)
rules.add_perm("improvement.change_nonconformity", same_agency & is_member & (decides | (found_it & is_new)))
rules.add_perm("improvement.decide_nonconformity", same_agency & is_member & decides)
rules.add_perm(
    "improvement.correct_nonconformity", same_agency & is_member & (works_on_it | works_in_unit_of | found_it)
)
rules.add_perm("improvement.evaluate_nonconformity", same_agency & is_member & works_on_it)
rules.add_perm("improvement.analyse_nonconformity", same_agency & is_member & works_on_it)
rules.add_perm("improvement.verify_nonconformity", same_agency & is_member & (decides | holds(Role.AUDITOR)))
rules.add_perm("improvement.reopen_nonconformity", same_agency & is_member & (leads | holds(Role.SECRETARY, Role.QMR)))
