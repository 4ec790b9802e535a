"""Who may see and change the agency itself."""

import rules

from sotay.agency.predicates import administers, is_reader, on_command_line, same_agency

rules.add_perm("organisation.view_agency", same_agency & is_reader)
rules.add_perm("organisation.change_agency", same_agency & (administers | on_command_line))
rules.add_perm("organisation.create_agency", on_command_line)
