"""Who reads plans and reports, who writes them, who keeps the letters of bodies above."""

import rules

from sotay.agency.predicates import is_member, is_reader, runs_system, same_agency

rules.add_perm("manual.view_reports", same_agency & is_reader)
rules.add_perm("manual.write_report", same_agency & is_member & runs_system)
rules.add_perm("manual.view_directives", same_agency & is_member)
rules.add_perm("manual.write_directive", same_agency & is_member & runs_system)
