"""Who may read and answer the questions."""

import rules

from sotay.agency.predicates import is_member, is_secretary, same_agency

rules.add_perm("manual.view_startup", same_agency & is_member)
rules.add_perm("manual.answer_startup", same_agency & is_secretary)
