"""Who sees the forms and prints from them, and who keeps their codes and templates."""

import rules

from sotay.agency.models import Seat
from sotay.agency.predicates import administers, holds, is_member, same_agency

rules.add_perm("papers.view_forms", same_agency & is_member)
rules.add_perm("papers.manage_forms", same_agency & (administers | holds(Seat.Role.CLERK)))
