"""Writes upon hand-overs."""

from datetime import date

from django.utils import timezone

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, User
from sotay.commands import command, lock, refuse, require
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered
from sotay.organisation.handovers import guards, queries
from sotay.organisation.handovers.models import Handover
from sotay.organisation.people.commands import Given, one_at_a_time, pass_seat


@command
def prepare_handover(
    seat: Seat,
    *,
    actor: Actor,
    on: date,
    person: User,
    date: date,
    files_note: str = "",
    note: str = "",
    decision: Given = None,
) -> Handover:
    """Prepare the hand-over of a seat: to whom, from when, where files lie."""
    require(actor, "organisation.prepare_handover", seat)
    one_at_a_time(seat.agency)
    seat = lock(seat)
    rests_on = entered(decision, agency=seat.agency, actor=actor, on=on)
    refuse(guards.why_not_hand_over(seat, to_user=person, date=date, decision=rests_on is not None))

    handover = Handover.objects.create(
        agency=seat.agency,
        seat=seat,
        to_user=person,
        date=date,
        files_note=files_note,
        note=note,
        decision=rests_on,
    )

    record(
        "organisation.handover.prepared",
        actor=actor,
        subject=handover,
        from_person=str(seat.user),
        to_person=str(person),
        date=date,
    )
    return handover


@command
def confirm_handover(handover: Handover, *, actor: Actor, version: int, on: date) -> Handover:
    """Confirm as giver or taker; with the second confirmation the seat passes."""
    require(actor, "organisation.confirm_handover", handover)
    one_at_a_time(handover.agency)
    handover = lock(handover, version=version)
    refuse(guards.why_not_confirm(handover, by=actor.user))

    now = timezone.now()
    gives = actor.user is not None and actor.user.pk == handover.seat.user_id
    if gives:
        handover.giver_confirmed_at = now
    else:
        handover.taker_confirmed_at = now
    record("organisation.handover.confirmed", actor=actor, subject=handover, side="giver" if gives else "taker")
    if handover.giver_confirmed_at and handover.taker_confirmed_at:
        return _complete(handover, actor=actor, on=on)
    handover.save()
    return handover


@command
def sign_handover(handover: Handover, *, actor: Actor, version: int, on: date, decision: Given) -> Handover:
    """Enter the record both have signed on paper instead of two confirmations (practice.md 1.1); the seat passes."""
    require(actor, "organisation.sign_handover", handover)
    one_at_a_time(handover.agency)
    handover = lock(handover, version=version)
    paper = entered(decision, agency=handover.agency, actor=actor, on=on)
    refuse(guards.why_not_sign(handover, paper=paper))

    handover.paper = paper
    record("organisation.handover.signed", actor=actor, subject=handover, number=paper.number, signed_date=paper.date)  # type: ignore[union-attr]
    return _complete(handover, actor=actor, on=on)


@command
def cancel_handover(handover: Handover, *, actor: Actor, version: int, reason: str) -> Handover:
    """Cancel a hand-over that has not been finished; the seat stays where it is."""
    require(actor, "organisation.cancel_handover", handover)
    handover = lock(handover, version=version)
    refuse(guards.why_not_confirm(handover, by=None))

    handover.state = Handover.State.CANCELLED
    handover.save(update_fields=["state"])

    record("organisation.handover.cancelled", actor=actor, subject=handover, reason=reason)
    return handover


@command
def _complete(handover: Handover, *, actor: Actor, on: date) -> Handover:
    """Keep what stood on the paper and let the seat pass: the old one ends, the new one begins."""
    seat = lock(handover.seat)
    refuse(
        guards.why_not_hand_over(
            seat,
            to_user=handover.to_user,
            date=handover.date,
            decision=handover.decision_id is not None,
            but=handover,
        )
    )
    handover.content = queries.to_keep(queries.content_of(handover, on=on))
    handover.next_seat = pass_seat(
        seat,
        actor=actor,
        action="organisation.seat.handed_over",
        person=handover.to_user,
        date=handover.date,
        unit=seat.unit,
        decision=handover.decision,
        reason=handover.note,
    )
    handover.state = Handover.State.DONE
    handover.save()
    return handover
