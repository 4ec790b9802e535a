"""Who may write, send, take and open reports."""

import rules

from sotay.agency.predicates import heads_unit_of, is_head, is_member, is_reader, is_secretary, runs_system, same_agency
from sotay.planning.objectives.permissions import is_of_the_agency

writes = runs_system | heads_unit_of | (is_of_the_agency & is_head)

rules.add_perm("planning.view_results", same_agency & is_reader)
rules.add_perm("planning.write_report", same_agency & is_member & writes)
rules.add_perm("planning.send_report", same_agency & is_member & writes)
rules.add_perm("planning.receive_report", same_agency & runs_system)
rules.add_perm("planning.open_report", same_agency & is_secretary)
rules.add_perm("planning.remind", same_agency & runs_system)
