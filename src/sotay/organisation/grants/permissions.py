"""Who may let others read: whoever administers the agency, or leads it."""

import rules

from sotay.agency.predicates import administers, is_head, same_agency

rules.add_perm("organisation.manage_grants", same_agency & (administers | is_head))
