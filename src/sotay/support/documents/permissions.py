"""Who may read, write, submit, issue and withdraw documents."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import (
    heads_unit_of,
    holds,
    is_job,
    is_member,
    is_reader,
    leads,
    on_command_line,
    runs_system,
    same_agency,
)  # fmt: skip
from sotay.support.documents.models import Document

JOB = "support.put_in_force"
Label = Document.Label


@rules.predicate
def works_in_unit_of(actor: Actor, subject: Any) -> bool:
    """Hold for whoever holds a seat in the unit that keeps the document."""
    return subject.unit_id is not None and subject.unit_id in actor.unit_ids()


@rules.predicate
def is_among_readers(actor: Actor, subject: Any) -> bool:
    """Hold for whom the document is meant for, by unit or by role."""
    units, roles = actor.unit_ids(), actor.roles
    return any(
        (one.unit_id is None or one.unit_id in units) and (not one.role or one.role in roles)
        for one in subject.audiences.all()
    )


is_limited = rules.predicate(lambda _actor, subject: subject.label == Label.LIMITED, name="is_limited")
was_issued = rules.predicate(
    lambda _actor, subject: subject.state in {Document.State.IN_FORCE, Document.State.WITHDRAWN}, name="was_issued"
)
is_committee = rules.predicate(lambda actor, _subject: actor.holds(*Seat.COMMITTEE), name="is_committee")
oversees = runs_system | leads | is_committee
writes = runs_system | heads_unit_of | works_in_unit_of

rules.add_perm("support.view_documents", same_agency & is_reader)
rules.add_perm(
    "support.view_document",
    same_agency
    & (
        oversees | is_member & writes | is_reader & was_issued & ~is_limited | is_member & was_issued & is_among_readers
    ),
)
rules.add_perm("support.begin_documents", same_agency & is_member)
rules.add_perm("support.write_document", same_agency & is_member & writes)
rules.add_perm("support.manage_documents", same_agency & runs_system)
rules.add_perm("support.issue_documents", same_agency & (runs_system | holds(Seat.Role.CLERK)))
rules.add_perm("support.import_documents", same_agency & (runs_system | on_command_line))
rules.add_perm("support.put_in_force", same_agency & (is_job(JOB) | runs_system | leads | holds(Seat.Role.CLERK)))
