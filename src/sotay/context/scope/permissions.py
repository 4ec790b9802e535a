"""Who may read and write the scope."""

import rules

from sotay.agency.predicates import is_reader, runs_system, same_agency

rules.add_perm("context.view_scope", same_agency & is_reader)
rules.add_perm("context.write_scope", same_agency & runs_system)
