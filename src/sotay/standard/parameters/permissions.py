"""Who may see and set parameters."""

import rules

from sotay.agency.predicates import administers, is_head, is_reader, on_command_line, same_agency

rules.add_perm("standard.view_parameters", same_agency & is_reader)
rules.add_perm("standard.set_parameter", same_agency & (administers | is_head | on_command_line))
