"""Who sees where the agency stands."""

import rules

from sotay.agency.predicates import is_member, same_agency

rules.add_perm("web.view_overview", same_agency & is_member)
