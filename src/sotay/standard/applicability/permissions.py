"""Who may see and decide which clauses apply."""

import rules

from sotay.agency.predicates import is_head, is_reader, on_command_line, runs_system, same_agency

rules.add_perm("standard.view_applicability", same_agency & is_reader)
rules.add_perm("standard.decide_applicability", same_agency & (runs_system | is_head | on_command_line))
