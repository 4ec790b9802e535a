"""Who may read the self-check: members, and guests within the areas of their grant."""

import rules

from sotay.agency.predicates import is_reader, same_agency

rules.add_perm("manual.view_selfcheck", same_agency & is_reader)
