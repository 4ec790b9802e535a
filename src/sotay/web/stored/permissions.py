"""Who looks after the stored files: the administrator and the secretary."""

import rules

from sotay.agency.predicates import administers, same_agency

rules.add_perm("web.view_stored_files", same_agency & administers)
rules.add_perm("web.check_stored_files", same_agency & administers)
