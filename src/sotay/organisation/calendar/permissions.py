"""Who may see and decide the working calendar."""

import rules

from sotay.agency.predicates import administers, is_reader, on_command_line, same_agency

rules.add_perm("organisation.view_calendar", same_agency & is_reader)
rules.add_perm("organisation.manage_calendar", same_agency & (administers | on_command_line))
