"""Who may import lists of dossiers and say how the lists of a source are read."""

import rules

from sotay.agency.models import Seat
from sotay.agency.predicates import holds, is_member, on_command_line, same_agency

keeps_lists = holds(Seat.Role.SECRETARY, Seat.Role.TEAM_MEMBER, Seat.Role.ONE_STOP)

rules.add_perm("operation.import_dossiers", same_agency & (is_member & keeps_lists | on_command_line))
