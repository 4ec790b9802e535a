"""Who issues the manual as a document: whoever runs the system; the document's own commands ask once more."""

import rules

from sotay.agency.predicates import is_member, runs_system, same_agency

rules.add_perm("manual.issue_document", same_agency & is_member & runs_system)
