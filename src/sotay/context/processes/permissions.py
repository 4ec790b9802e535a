"""Who may read and change processes."""

import rules

from sotay.agency.predicates import is_reader, runs_system, same_agency

rules.add_perm("context.view_processes", same_agency & is_reader)
rules.add_perm("context.manage_processes", same_agency & runs_system)
