"""Who may read notices: members their own; the query gives nobody another's."""

import rules

from sotay.agency.predicates import is_member, same_agency

rules.add_perm("work.view_notices", same_agency & is_member)
