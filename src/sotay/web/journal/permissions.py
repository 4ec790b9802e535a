"""Who reads the journal of the agency; the journal of one record is open to whoever sees the record."""

import rules

from sotay.agency.predicates import Role, holds, is_member, same_agency

rules.add_perm(
    "web.view_journal",
    same_agency & holds(Role.SECRETARY, Role.HEAD, Role.DEPUTY_HEAD, Role.QMR, Role.COMMITTEE_HEAD, Role.ADMINISTRATOR),
)
rules.add_perm("web.view_record_journal", same_agency & is_member)
