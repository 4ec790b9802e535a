"""Who may read, write and issue the manual."""

import rules

from sotay.agency.predicates import (
    Role,
    holds,
    is_reader,
    on_command_line,
    runs_system,
    same_agency,
)

rules.add_perm("manual.view_manual", same_agency & is_reader)
rules.add_perm("manual.begin_manual", same_agency & (runs_system | on_command_line))
rules.add_perm("manual.import_manual", same_agency & (runs_system | on_command_line))
rules.add_perm("manual.declare_issue", same_agency & (holds(Role.SECRETARY, Role.CLERK) | on_command_line))
rules.add_perm("manual.write_statement", same_agency & (runs_system | holds(Role.UNIT_HEAD, Role.UNIT_DEPUTY)))
rules.add_perm("manual.submit_amendment", same_agency & runs_system)
rules.add_perm("manual.issue_amendment", same_agency & holds(Role.SECRETARY, Role.CLERK))
