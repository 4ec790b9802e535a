"""Who says for a unit what a legal document changes."""

import rules

from sotay.agency.predicates import heads_unit_of, is_member, runs_system, same_agency

rules.add_perm("support.view_lawful", same_agency & is_member)
rules.add_perm("support.review_law", same_agency & is_member & (heads_unit_of | runs_system))
