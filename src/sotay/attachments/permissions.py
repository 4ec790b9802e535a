"""Who may add to a record and open what is on it: whoever may see the record (the query has looked), as a member."""

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import is_member, same_agency
from sotay.attachments.models import Attachment


@rules.predicate
def added_it(actor: Actor, attachment: Attachment) -> bool:
    """Hold for who added the file."""
    return actor.user is not None and attachment.added_by_id == actor.user.pk


@rules.predicate
def keeps_records(actor: Actor, _subject: object) -> bool:
    """Hold for the secretary and the clerk."""
    return actor.holds(Seat.Role.SECRETARY, Seat.Role.CLERK)


@rules.predicate
def takes_files(_actor: Actor, subject: object) -> bool:
    """Hold for all records but those that say otherwise: what may name citizens stands in tables of its own."""
    return bool(getattr(subject, "TAKES_FILES", True))


rules.add_perm("attachments.add", same_agency & is_member & takes_files)
rules.add_perm("attachments.remove", same_agency & (added_it | keeps_records))
rules.add_perm("attachments.comment", same_agency & is_member & takes_files)
rules.add_perm("attachments.link", same_agency & is_member)
