"""Who may read and write the yearly programme of internal audits."""

import rules

from sotay.agency.predicates import is_member, is_reader, same_agency
from sotay.evaluation.audits.permissions import runs_audits

rules.add_perm("evaluation.view_programmes", same_agency & is_reader)
rules.add_perm("evaluation.write_programme", same_agency & is_member & runs_audits)
