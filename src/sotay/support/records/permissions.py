"""Who may read, keep, open, hand over and dispose of records."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import (
    heads_unit_of,
    holds,
    is_committee,
    is_member,
    is_reader,
    leads,
    on_command_line,
    runs_system,
    same_agency,
    works_in_unit_of,
)  # fmt: skip


@rules.predicate
def makes(actor: Actor, line: Any) -> bool:
    """Hold for who opens files by the line."""
    return actor.user is not None and line.maker_id == actor.user.pk


@rules.predicate
def keeps(actor: Actor, file: Any) -> bool:
    """Hold for who keeps the file."""
    return actor.user is not None and file.keeper_id == actor.user.pk


@rules.predicate
def is_of_the_agency(_actor: Actor, subject: Any) -> bool:
    """Hold for what belongs to no unit."""
    return subject.unit_id is None


@rules.predicate
def was_issued(_actor: Actor, one: Any) -> bool:
    """Hold for a list that was issued once; it is open to guests too."""
    return one.issued_date is not None


# Those who keep the archive also enter the papers it rests on (minutes, consents).
keeps_archive = holds(Seat.Role.SECRETARY, Seat.Role.CLERK)
oversees = keeps_archive | runs_system | leads | is_committee

rules.add_perm("support.view_records", same_agency & is_reader)
rules.add_perm("support.view_record_list", same_agency & (is_member | is_reader & was_issued))
rules.add_perm("support.view_record_files", same_agency & is_member)
rules.add_perm(
    "support.view_record_file", same_agency & is_member & (oversees | is_of_the_agency | works_in_unit_of | keeps)
)
rules.add_perm("support.view_transfers", same_agency & is_member & oversees)
rules.add_perm("support.manage_records", same_agency & keeps_archive)
rules.add_perm("support.import_records", same_agency & (keeps_archive | on_command_line))
rules.add_perm(
    "support.open_record_file", same_agency & is_member & (keeps_archive | heads_unit_of | works_in_unit_of | makes)
)
rules.add_perm("support.keep_record_file", same_agency & is_member & (keeps_archive | heads_unit_of | keeps))
