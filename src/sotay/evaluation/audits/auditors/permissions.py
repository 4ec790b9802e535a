"""Who may read and keep the register of internal auditors."""

import rules

from sotay.agency.predicates import is_member, is_reader, on_command_line, same_agency
from sotay.evaluation.audits.permissions import runs_audits

rules.add_perm("evaluation.view_auditors", same_agency & is_reader)
rules.add_perm("evaluation.write_auditor", same_agency & is_member & runs_audits)
rules.add_perm("evaluation.import_auditors", same_agency & ((is_member & runs_audits) | on_command_line))
