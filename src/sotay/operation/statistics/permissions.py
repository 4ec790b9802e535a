"""Who may do what with statistics."""

import rules

from sotay.agency.models import Seat
from sotay.agency.predicates import holds, is_member, is_reader, on_command_line, runs_system, same_agency

writes = runs_system | holds(Seat.Role.ONE_STOP)

rules.add_perm("operation.view_statistics", same_agency & is_reader)
rules.add_perm("operation.write_counts", same_agency & is_member & writes)
rules.add_perm("operation.import_counts", same_agency & (writes | on_command_line))
