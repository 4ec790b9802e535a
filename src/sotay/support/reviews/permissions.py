"""Who may do what about the periodic look at documents."""

import rules

from sotay.agency.predicates import is_member, same_agency
from sotay.support.documents.permissions import writes

rules.add_perm("support.view_reviews", same_agency & is_member)
rules.add_perm("support.look_at_document", same_agency & is_member & writes)
