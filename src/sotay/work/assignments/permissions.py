"""Who may see, give, do and confirm assignments; seats count, not only people."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import holds, is_member, leads, runs_system, same_agency
from sotay.work.assignments.sight import heads_committee, holds_seat, visible

Role = Seat.Role


@rules.predicate
def owns(actor: Actor, subject: Any) -> bool:
    """Hold for the owner: the person, or whoever holds the seat (own or lent) today."""
    if subject.owner_user_id:
        return actor.user is not None and actor.user.pk == subject.owner_user_id
    return holds_seat(actor, subject.owner_role, subject.owner_unit_id)


@rules.predicate
def gave(actor: Actor, subject: Any) -> bool:
    """Hold for whoever holds the seat it was given from today; for the person where it was given from no such seat."""
    if subject.giver_role:
        return holds_seat(actor, subject.giver_role, subject.giver_unit_id)
    return actor.user is not None and actor.user.pk == subject.giver_id


@rules.predicate
def sees(actor: Actor, subject: Any) -> bool:
    """Hold for those who give, do, help with or oversee it: the same as its list shows."""
    return visible(type(subject).objects.filter(pk=subject.pk), actor).exists()


@rules.predicate
def carries_out(actor: Actor, _subject: Any) -> bool:
    """Hold for a job: it gives and cancels what people decided before, as a set of objectives that comes into force."""
    return actor.user is None and actor.origin.startswith("job:")


# Who decides beside the giver: those who run the system, and those a decision passes on to where nobody does; never upon
# their own work, which somebody else has to find done.
stands_in = (runs_system | holds(Role.COMMITTEE_HEAD, Role.HEAD)) & ~owns
oversees = runs_system | leads | heads_committee | holds(Role.UNIT_HEAD, Role.UNIT_DEPUTY)

rules.add_perm("work.list_assignments", same_agency & is_member)
rules.add_perm("work.oversee_assignments", same_agency & oversees)
rules.add_perm("work.view_assignment", same_agency & is_member & sees)
rules.add_perm("work.give_assignment", same_agency & (is_member | carries_out))
rules.add_perm("work.do_assignment", same_agency & is_member & owns)
rules.add_perm("work.decide_assignment", same_agency & (is_member & (gave | stands_in) | carries_out))
