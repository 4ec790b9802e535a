"""Who signs a step: the holder of the seat, or whoever stands in when the seat is empty."""

from collections.abc import Iterable
from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Seat
from sotay.approvals.models import Step

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
    """Return the seats that have a holder on a day, as (role, unit)."""
    return frozenset(Seat.objects.filter(agency=agency).in_force(on).values_list("role", "unit_id"))


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
    role = addressed(step, held)
    seats = Seat.objects.filter(agency_id=step.agency_id, role=role).in_force(on)
    if step.unit_id and role in Seat.IN_A_UNIT:
        seats = seats.filter(unit_id=step.unit_id)
    return frozenset(seats.values_list("user_id", flat=True))
