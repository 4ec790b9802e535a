"""Who may read which places are covered."""

import rules

from sotay.agency.predicates import is_reader, same_agency

rules.add_perm("support.view_coverage", same_agency & is_reader)
