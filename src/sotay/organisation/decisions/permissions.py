"""Who may do what with decisions."""

import rules

from sotay.agency.models import Seat
from sotay.agency.predicates import administers, holds, is_reader, on_command_line, same_agency

rules.add_perm("organisation.view_decisions", same_agency & is_reader)
rules.add_perm("organisation.manage_decisions", same_agency & (administers | on_command_line | holds(Seat.Role.CLERK)))
