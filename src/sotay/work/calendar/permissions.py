"""Who has a calendar: members their own; the query gives nobody another's."""

import rules

from sotay.agency.predicates import is_member, same_agency

rules.add_perm("work.have_calendar", same_agency & is_member)
