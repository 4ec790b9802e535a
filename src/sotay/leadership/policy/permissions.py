"""Who may read, write and confirm the policy."""

import rules

from sotay.agency.predicates import is_member, is_reader, runs_system, same_agency

rules.add_perm("leadership.view_policy", same_agency & is_reader)
rules.add_perm("leadership.write_policy", same_agency & runs_system)
rules.add_perm("leadership.read_policy", same_agency & is_member)
