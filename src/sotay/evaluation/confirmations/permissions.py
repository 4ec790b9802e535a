"""Who may read and prepare the head's confirmation of effectiveness; the head approves it by its purpose."""

import rules

from sotay.agency.predicates import is_member, is_reader, runs_system, same_agency

rules.add_perm("evaluation.view_confirmations", same_agency & is_reader)
rules.add_perm("evaluation.prepare_confirmation", same_agency & is_member & runs_system)
