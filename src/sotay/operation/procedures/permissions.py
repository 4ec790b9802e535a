"""Who may do what with procedures; what a procedure says is written by whoever writes its document."""

import rules

from sotay.agency.predicates import is_reader, on_command_line, runs_system, same_agency

rules.add_perm("operation.view_procedures", same_agency & is_reader)
rules.add_perm("operation.cover_services", same_agency & runs_system)
rules.add_perm("operation.import_procedures", same_agency & (runs_system | on_command_line))
