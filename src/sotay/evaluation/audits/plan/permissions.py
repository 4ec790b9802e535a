"""Who may read audits, prepare their plan, hold their meetings and give one up."""

import rules

from sotay.agency.predicates import is_member, is_reader, leads, same_agency
from sotay.evaluation.audits.permissions import is_of_team, leads_audit, runs_audits

rules.add_perm("evaluation.view_audits", same_agency & is_reader)
rules.add_perm("evaluation.begin_audits", same_agency & is_member & runs_audits)
rules.add_perm("evaluation.plan_audit", same_agency & is_member & (runs_audits | leads_audit))
rules.add_perm("evaluation.start_audit", same_agency & is_member & (runs_audits | is_of_team))
rules.add_perm("evaluation.hold_closing_meeting", same_agency & is_member & (runs_audits | leads_audit))
rules.add_perm("evaluation.cancel_audit", same_agency & is_member & (runs_audits | leads))
