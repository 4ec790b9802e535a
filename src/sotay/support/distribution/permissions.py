"""Who may do what about distribution; who may open a copy is said by `support.view_revision`."""

import rules

from sotay.agency.models import Seat
from sotay.agency.predicates import holds, is_member, leads, runs_system, same_agency
from sotay.support.documents.permissions import oversees, sees_all, writes

JOB = "support.make_renditions"
keeps_papers = runs_system | holds(Seat.Role.CLERK)

rules.add_perm("support.manage_audience", same_agency & is_member & writes)
rules.add_perm("support.confirm_reading", same_agency & is_member)
rules.add_perm("support.view_readers", same_agency & is_member & (writes | oversees))
rules.add_perm("support.view_unit_readings", same_agency & is_member)
rules.add_perm("support.manage_copies", same_agency & keeps_papers)
rules.add_perm("support.view_copies", same_agency & (keeps_papers | sees_all))
rules.add_perm("support.view_copy_register", same_agency & (keeps_papers | oversees))
rules.add_perm("support.open_original", same_agency & is_member & sees_all)
rules.add_perm("support.view_openings", same_agency & (runs_system | leads))
