"""Who may read the register of a year and have it closed; whose names stand in it is asked of each dossier."""

import rules

from sotay.agency.models import Seat
from sotay.agency.predicates import holds, is_member, same_agency

keeps_the_book = holds(Seat.Role.ONE_STOP, Seat.Role.SECRETARY)

rules.add_perm("operation.view_dossier_book", same_agency & is_member)
rules.add_perm("operation.close_dossier_book", same_agency & is_member & keeps_the_book)
