"""Who may see who was reminded of what: whoever runs or leads the system."""

import rules

from sotay.agency.predicates import is_member, leads, runs_system, same_agency

rules.add_perm("work.view_reminders", same_agency & is_member & (runs_system | leads))
