"""Who may read, write, submit, issue and withdraw documents."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import (
    holds,
    is_committee,
    is_job,
    is_member,
    is_reader,
    leads,
    on_command_line,
    runs_system,
    same_agency,
)  # fmt: skip
from sotay.support.documents.models import Document, Revision
from sotay.support.documents.sight import is_asked_to_sign, is_with_the_clerk

JOB = "support.put_in_force"
Label = Document.Label


def document_of(subject: Any) -> Document:
    """Return the document a permission is about, also when a revision of it is named."""
    return subject.document if isinstance(subject, Revision) else subject


@rules.predicate
def works_in_unit_of(actor: Actor, subject: Any) -> bool:
    """Hold for whoever holds a seat in the unit that keeps the document."""
    unit_id = document_of(subject).unit_id
    return unit_id is not None and unit_id in actor.unit_ids()


@rules.predicate
def is_among_readers(actor: Actor, subject: Any) -> bool:
    """Hold for whom the document is meant for, by unit or by role."""
    units, roles = actor.unit_ids(), actor.roles
    return any(
        (one.unit_id is None or one.unit_id in units) and (not one.role or one.role in roles)
        for one in document_of(subject).audiences.all()
    )


@rules.predicate
def is_limited(_actor: Actor, subject: Any) -> bool:
    """Hold for a document that opens to its audience alone."""
    return document_of(subject).label == Label.LIMITED


@rules.predicate
def was_issued(_actor: Actor, subject: Any) -> bool:
    """Hold for a document that is, or was, in force."""
    return document_of(subject).state in {Document.State.IN_FORCE, Document.State.WITHDRAWN}


@rules.predicate
def is_open_revision(_actor: Actor, subject: Any) -> bool:
    """Hold for a revision that is issued, also when its day is still to come, or was."""
    return subject.state in Revision.ISSUED or (
        subject.state == Revision.State.APPROVED and subject.in_force_date is not None
    )


@rules.predicate
def signs_it(actor: Actor, subject: Any) -> bool:
    """Hold for whoever is asked to review or approve a revision of it."""
    return is_asked_to_sign(actor, document_of(subject))


@rules.predicate
def is_for_the_clerk(actor: Actor, subject: Any) -> bool:
    """Hold for who keeps the papers, while a revision of it is being decided or waits to be issued."""
    return is_with_the_clerk(actor, document_of(subject))


oversees = runs_system | leads | is_committee
writes = runs_system | works_in_unit_of
sees_all = oversees | is_member & (writes | signs_it | is_for_the_clerk)
is_for = is_reader & ~is_limited | is_member & is_among_readers

rules.add_perm("support.view_documents", same_agency & is_reader)
rules.add_perm("support.view_document", same_agency & (is_reader & was_issued & is_for | sees_all))
rules.add_perm("support.view_revision", same_agency & (is_reader & is_open_revision & is_for | sees_all))
rules.add_perm("support.begin_documents", same_agency & is_member)
rules.add_perm("support.write_document", same_agency & is_member & writes)
rules.add_perm("support.manage_documents", same_agency & runs_system)
rules.add_perm("support.issue_documents", same_agency & (runs_system | holds(Seat.Role.CLERK) | is_job(JOB)))
rules.add_perm("support.import_documents", same_agency & (runs_system | on_command_line))
rules.add_perm("support.put_in_force", same_agency & (is_job(JOB) | runs_system | leads | holds(Seat.Role.CLERK)))
