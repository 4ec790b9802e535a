"""Who may read what is issued together, prepare it and issue it."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.predicates import is_member, is_reader, same_agency
from sotay.support.issuing.models import Issue
from sotay.support.issuing.sight import is_asked_to_sign, oversees_issues


@rules.predicate
def was_issued(_actor: Actor, subject: Any) -> bool:
    """Hold for a list that was issued: the decision is known to everybody."""
    return subject.state == Issue.State.ISSUED


@rules.predicate
def oversees(actor: Actor, _subject: Any) -> bool:
    """Hold for whoever runs or leads the system, and for who keeps the papers."""
    return oversees_issues(actor)


@rules.predicate
def signs_it(actor: Actor, subject: Any) -> bool:
    """Hold for whoever is asked to review or approve it."""
    return is_asked_to_sign(actor, subject)


rules.add_perm("support.view_issues", same_agency & is_reader)
rules.add_perm("support.view_issue", same_agency & (is_reader & was_issued | is_member & (oversees | signs_it)))
