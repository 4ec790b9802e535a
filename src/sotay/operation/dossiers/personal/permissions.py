"""Who may see and make lists of dossiers to be made anonymous; the head decides by the approval."""

import rules

from sotay.agency.models import Seat
from sotay.agency.predicates import holds, is_committee, is_member, is_secretary, leads, same_agency

keeps_them = is_secretary | leads | is_committee | holds(Seat.Role.ONE_STOP)

rules.add_perm("operation.view_anonymising", same_agency & is_member & keeps_them)
rules.add_perm("operation.manage_anonymising", same_agency & is_member & is_secretary)
