"""Who may do what with surveys: those at the desk hand out and enter, those who run the system prepare and conclude."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import (
    holds,
    is_job,
    is_member,
    is_reader,
    leads,
    on_command_line,
    runs_system,
    same_agency,
)

at_the_desk = holds(Seat.Role.ONE_STOP, Seat.Role.CLERK, Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY)
collects = runs_system | at_the_desk


@rules.predicate
def entered_none_of_it(actor: Actor, suspicion: Any) -> bool:
    """Hold for everybody but the one who entered the answers in question."""
    return actor.user is None or suspicion.of_user_id != actor.user.pk


rules.add_perm("evaluation.view_satisfaction", same_agency & is_reader)
rules.add_perm("evaluation.write_questionnaires", same_agency & is_member & runs_system)
rules.add_perm("evaluation.run_surveys", same_agency & is_member & runs_system)
rules.add_perm("evaluation.hand_out_slips", same_agency & is_member & collects)
rules.add_perm("evaluation.enter_answers", same_agency & is_member & collects)
rules.add_perm("evaluation.import_answers", same_agency & ((is_member & runs_system) | on_command_line))
rules.add_perm("evaluation.see_contacts", same_agency & is_member & (runs_system | leads))
rules.add_perm("evaluation.flag_answers", same_agency & is_job("satisfaction.look_for_patterns"))
rules.add_perm("evaluation.decide_suspicion", same_agency & is_member & (runs_system | leads) & entered_none_of_it)
rules.add_perm("evaluation.write_syntheses", same_agency & is_member & runs_system)
rules.add_perm("evaluation.publish_syntheses", same_agency & is_member & (runs_system | leads))
