"""Who may do what about legal documents."""

import rules

from sotay.agency.models import Seat
from sotay.agency.predicates import holds, is_member, is_reader, on_command_line, runs_system, same_agency

heads_a_unit = holds(Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY)

rules.add_perm("context.view_laws", same_agency & is_reader)
rules.add_perm("context.write_laws", same_agency & is_member & (runs_system | heads_a_unit | holds(Seat.Role.CLERK)))
rules.add_perm("context.assign_laws", same_agency & runs_system)
rules.add_perm("context.import_laws", same_agency & (runs_system | on_command_line))
