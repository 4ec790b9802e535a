"""The words permissions are made of (`rules`); each takes an actor and the record in question."""

from typing import Any

import rules

from sotay.agency.actor import Actor
from sotay.agency.models import Seat

Role = Seat.Role


@rules.predicate
def same_agency(actor: Actor, subject: Any) -> bool:
    """Hold when the record belongs to the actor's agency."""
    return subject is not None and subject.agency_id == actor.agency.pk


@rules.predicate
def is_member(actor: Actor, _subject: Any) -> bool:
    """Hold for whoever holds a seat in the agency today."""
    return actor.is_member


@rules.predicate
def is_reader(actor: Actor, _subject: Any) -> bool:
    """Hold for members and for guests by a grant."""
    return actor.is_member or actor.is_guest


def holds(*roles: str) -> Any:
    """Hold when one of the roles is held, own or lent."""

    @rules.predicate(name=f"holds:{','.join(roles)}")
    def check(actor: Actor, _subject: Any) -> bool:
        return actor.holds(*roles)

    return check


def is_job(name: str) -> Any:
    """Hold for the job of this name alone."""

    @rules.predicate(name=f"is_job:{name}")
    def check(actor: Actor, _subject: Any) -> bool:
        return actor.user is None and actor.origin == f"job:{name}"

    return check


@rules.predicate
def on_command_line(actor: Actor, _subject: Any) -> bool:
    """Hold for whoever runs `sotay` on the server itself."""
    return actor.user is None and actor.origin == "command_line"


@rules.predicate
def heads_unit_of(actor: Actor, subject: Any) -> bool:
    """Hold for the head (or deputy) of the record's unit."""
    return subject.unit_id is not None and actor.holds(Role.UNIT_HEAD, Role.UNIT_DEPUTY, unit_id=subject.unit_id)


@rules.predicate
def works_in_unit_of(actor: Actor, subject: Any) -> bool:
    """Hold for whoever holds a seat in the record's unit."""
    return subject.unit_id is not None and subject.unit_id in actor.unit_ids()


# Who runs the system day by day, and who leads it (practice.md 1.3).
is_secretary = holds(Role.SECRETARY)
runs_system = holds(Role.SECRETARY, Role.TEAM_MEMBER, Role.QMR)
administers = holds(Role.ADMINISTRATOR, Role.SECRETARY)
is_head = holds(Role.HEAD)
leads = holds(Role.HEAD, Role.DEPUTY_HEAD)
is_committee = holds(*sorted(Seat.COMMITTEE))
