"""Writes upon delegations."""

from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.models import Delegation, Seat, User
from sotay.commands import command, lock, refuse, require
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered
from sotay.organisation.delegations.guards import why_not_delegate, why_not_end
from sotay.organisation.people.commands import Given


@command
def delegate_seat(
    seat: Seat,
    *,
    actor: Actor,
    on: date,
    person: User,
    from_date: date,
    to_date: date,
    reason: str,
    decision: Given = None,
) -> Delegation:
    """Lend a seat to a colleague from a day to a day; acts are then recorded as done for that seat."""
    require(actor, "organisation.delegate_seat", seat)
    seat = lock(seat)
    refuse(why_not_delegate(seat, to_user=person, from_date=from_date, to_date=to_date, on=on))
    rests_on = entered(decision, agency=seat.agency, actor=actor, on=on)

    delegation = Delegation.objects.create(
        agency=seat.agency,
        seat=seat,
        to_user=person,
        from_date=from_date,
        to_date=to_date,
        reason=reason,
        decision=rests_on,
    )

    record(
        "organisation.delegation.given",
        actor=actor,
        subject=seat,
        reason=reason,
        delegation=delegation.uuid,
        to_person=str(person),
        from_date=from_date,
        to_date=to_date,
    )
    return delegation


@command
def end_delegation(
    delegation: Delegation, *, actor: Actor, version: int, on: date, to_date: date, reason: str
) -> Delegation:
    """End a loan sooner; `to_date` is its last day."""
    require(actor, "organisation.delegate_seat", delegation.seat)
    delegation = lock(delegation, version=version)
    refuse(why_not_end(delegation, to_date=to_date, on=on))

    delegation.to_date = to_date
    delegation.save(update_fields=["to_date"])

    record(
        "organisation.delegation.ended",
        actor=actor,
        subject=delegation.seat,
        reason=reason,
        delegation=delegation.uuid,
        to_date=to_date,
    )
    return delegation
