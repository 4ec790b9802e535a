"""Who may do what with people and seats."""

import rules

from sotay.agency.predicates import administers, is_member, on_command_line, same_agency

rules.add_perm("organisation.view_people", same_agency & is_member)
rules.add_perm("organisation.manage_people", same_agency & (administers | on_command_line))
