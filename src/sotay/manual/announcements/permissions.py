"""Who may read announcements, prepare them, say where they hang, and decide what a moved scope asks for."""

import rules

from sotay.agency.models import Seat
from sotay.agency.predicates import holds, is_member, is_reader, runs_system, same_agency

rules.add_perm("manual.view_announcements", same_agency & is_reader)
rules.add_perm("manual.prepare_announcement", same_agency & is_member & runs_system)
rules.add_perm("manual.post_announcement", same_agency & is_member & (runs_system | holds(Seat.Role.CLERK)))
rules.add_perm("manual.decide_scope_change", same_agency & is_member & (runs_system | holds(Seat.Role.HEAD)))
