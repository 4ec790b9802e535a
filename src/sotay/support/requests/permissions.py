"""Who may ask for a change of a document, and carry it out."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.predicates import is_member, runs_system, same_agency
from sotay.support.requests.models import ChangeRequest


@rules.predicate
def asked_for_it(actor: Actor, subject: ChangeRequest) -> bool:
    """Hold for who asks."""
    return actor.user is not None and subject.asked_by_id == actor.user.pk


def units_of(subject: Any) -> frozenset[int]:
    """Return the units a request is a matter of: the one that asks, and the one that keeps the document."""
    keeps = subject.document.unit_id if subject.document_id else None
    return frozenset(pk for pk in (subject.unit_id, keeps) if pk)


@rules.predicate
def is_of_a_unit_of(actor: Actor, subject: ChangeRequest) -> bool:
    """Hold for whoever works in a unit the request is a matter of."""
    return bool(units_of(subject) & actor.unit_ids())


rules.add_perm("support.begin_requests", same_agency & is_member)
rules.add_perm("support.write_request", same_agency & is_member & (asked_for_it | is_of_a_unit_of | runs_system))
rules.add_perm("support.carry_out_request", same_agency & is_member & (is_of_a_unit_of | runs_system))
