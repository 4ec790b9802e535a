"""Who signs a step: the holder of the seat, or whoever stands in when the seat is empty."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Delegation, Seat
from sotay.approvals.models import Step, Vote

Role = Seat.Role

# A step addressed to an empty seat passes on (practice.md 1.3): QMR → Trưởng Ban Chỉ đạo → head.
PASSES_ON: dict[str, tuple[str, ...]] = {
    Role.QMR: (Role.COMMITTEE_HEAD, Role.HEAD),
    Role.COMMITTEE_DEPUTY: (Role.COMMITTEE_HEAD, Role.HEAD),
    Role.COMMITTEE_HEAD: (Role.HEAD,),
    Role.DEPUTY_HEAD: (Role.HEAD,),
    Role.UNIT_DEPUTY: (Role.UNIT_HEAD,),
    Role.SECRETARY: (Role.QMR, Role.COMMITTEE_HEAD, Role.HEAD),
}


def roles_held(agency: Agency, *, on: date) -> frozenset[tuple[str, int | None]]:
    """Return the seats that have a holder on a day, as (role, unit); a deputy in charge holds the head's as well."""
    rows = (
        Seat.objects.filter(agency=agency).in_force(on).order_by().values_list("role", "manner", "unit_id").distinct()
    )
    seats = (Seat(role=role, manner=manner, unit_id=unit_id) for role, manner, unit_id in rows)
    return frozenset((role, seat.unit_id) for seat in seats for role in seat.counts_as)


def addressed(step: Step, held: Iterable[tuple[str, int | None]]) -> str:
    """Return the role that signs a step: its own when somebody holds it, else the first that stands in; "" when none."""
    roles = {
        role for role, unit_id in held if step.unit_id is None or role not in Seat.IN_A_UNIT or unit_id == step.unit_id
    }
    return next((role for role in (step.role, *PASSES_ON.get(step.role, ())) if role in roles), "")


def signs(actor: Actor, step: Step, held: Iterable[tuple[str, int | None]]) -> bool:
    """Return whether the actor is a signer of the step."""
    if step.user_id is not None:
        return actor.user is not None and actor.user.pk == step.user_id
    role = addressed(step, held)
    if not role:
        return False
    return actor.holds(role, unit_id=step.unit_id if role in Seat.IN_A_UNIT else None)


def signer_ids(step: Step, *, on: date, held: Iterable[tuple[str, int | None]]) -> frozenset[int]:
    """Return the people who hold the seat that signs a step; a lent seat counts as its holder's."""
    if step.user_id is not None:
        return frozenset({step.user_id})
    return frozenset(_seats(step, on=on, held=held).values_list("user_id", flat=True))


def still_asked(
    step: Step, *, on: date, held: Iterable[tuple[str, int | None]], also: int | None = None
) -> frozenset[int]:
    """Return the signers of a step whose word is not given yet, by themselves or by whom they lent their seat to.

    `also` is a person counted as if having agreed today.
    """
    words = [(vote.user_id, localdate(vote.at)) for vote in step.votes.filter(word=Vote.Word.APPROVED)]
    words += [(also, on)] if also is not None else []
    said = {user_id for user_id, _day in words}
    if step.user_id is None:
        seats = _seats(step, on=on, held=held)
        for lent in Delegation.objects.filter(seat__in=seats, to_user__in=list(said)).select_related("seat"):
            if any(user == lent.to_user_id and lent.from_date <= day <= lent.to_date for user, day in words):
                said.add(lent.seat.user_id)
    return signer_ids(step, on=on, held=held) - said


def _seats(step: Step, *, on: date, held: Iterable[tuple[str, int | None]]) -> QuerySet[Seat]:
    role = addressed(step, held)
    seats = Seat.objects.filter(agency_id=step.agency_id).counting_as(role).in_force(on)
    return seats.filter(unit_id=step.unit_id) if step.unit_id and role in Seat.IN_A_UNIT else seats
