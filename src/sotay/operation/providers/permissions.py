"""Who may do what with providers."""

import rules

from sotay.agency.models import Seat
from sotay.agency.predicates import (
    heads_unit_of,
    holds,
    is_member,
    is_reader,
    is_secretary,
    on_command_line,
    runs_system,
    same_agency,
)  # fmt: skip

heads_a_unit = holds(Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY)

rules.add_perm("operation.view_providers", same_agency & is_reader)
rules.add_perm("operation.begin_providers", same_agency & is_member & (runs_system | heads_a_unit))
rules.add_perm("operation.write_provider", same_agency & is_member & (runs_system | heads_unit_of))
rules.add_perm("operation.evaluate_provider", same_agency & is_member & (is_secretary | heads_unit_of))
rules.add_perm("operation.import_providers", same_agency & (runs_system | on_command_line))
