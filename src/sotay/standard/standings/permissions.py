"""Who may see standings, and who may declare evidence."""

import rules

from sotay.agency.predicates import is_head, is_reader, on_command_line, runs_system, same_agency

rules.add_perm("standard.view_standings", same_agency & is_reader)
rules.add_perm("standard.declare_evidence", same_agency & (runs_system | is_head | on_command_line))
