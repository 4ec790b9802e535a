"""Who may write, submit and read the report of an audit."""

import rules

from sotay.agency.predicates import is_member, is_reader, same_agency
from sotay.evaluation.audits.permissions import audits, leads_audit, runs_audits

rules.add_perm("evaluation.view_reports", same_agency & is_reader)
rules.add_perm("evaluation.write_report", same_agency & is_member & (audits | runs_audits))
rules.add_perm("evaluation.submit_report", same_agency & is_member & leads_audit)
