"""Who drafts, signs, numbers and issues outgoing papers."""

import rules

from sotay.agency.models import Seat
from sotay.agency.predicates import holds, is_member, same_agency

Role = Seat.Role
DRAFTERS = (
    Role.SECRETARY, Role.TEAM_MEMBER, Role.QMR, Role.CLERK, Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.HEAD, Role.DEPUTY_HEAD,
)  # fmt: skip

rules.add_perm("support.view_papers", same_agency & is_member)
rules.add_perm("support.draft_paper", same_agency & holds(*DRAFTERS))
