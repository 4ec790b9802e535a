"""Which assignments a viewer sees, and which seats hold them: one rule for lists, references and single records."""

from django.db.models import Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.agency.predicates import holds, leads, runs_system
from sotay.work.assignments.models import Assignment, Helper

Role = Seat.Role
heads_committee = holds(Role.COMMITTEE_HEAD, Role.COMMITTEE_DEPUTY)


def holds_seat(actor: Actor, role: str, unit_id: int | None) -> bool:
    """Return whether the actor holds a role, of a unit's role that in this unit; never for no role."""
    if not role or (role in Seat.IN_A_UNIT and unit_id is None):
        return False
    return actor.holds(role, unit_id=unit_id if role in Seat.IN_A_UNIT else None)


def oversees_all(viewer: Actor) -> bool:
    """Return whether the viewer sees all work of the agency and may give to every unit: who runs or leads the system."""
    return bool(runs_system(viewer, None) or leads(viewer, None) or heads_committee(viewer, None))


def owned_by(viewer: Actor) -> Q:
    """Return the condition that the viewer owns an assignment: by name or by a seat held."""
    return Q(owner_user=viewer.user) | _of_seats(viewer, "owner")


def given_by(viewer: Actor) -> Q:
    """Return the condition that an assignment was given from a seat the viewer holds, or by the viewer from none."""
    return Q(giver_role="", giver=viewer.user) | _of_seats(viewer, "giver")


def visible(rows: QuerySet[Assignment], viewer: Actor) -> QuerySet[Assignment]:
    """Keep what the viewer owns, gave, helps with or oversees: all for who runs or leads the system, else the own unit.

    The head of a unit oversees what its people and its seats are to do.
    """
    if viewer.user is None or not viewer.is_member:
        return rows.none()
    if oversees_all(viewer):
        return rows
    helped = Helper.objects.of(viewer).filter(user=viewer.user).values("assignment")
    seen = owned_by(viewer) | given_by(viewer) | Q(giver=viewer.user) | Q(pk__in=helped)
    if units := viewer.unit_ids(Role.UNIT_HEAD, Role.UNIT_DEPUTY):
        people = Seat.objects.of(viewer).in_force(today()).filter(unit__in=units).values("user")
        seen |= Q(owner_unit__in=units) | Q(owner_user__in=people)
    return rows.filter(seen)


def _of_seats(viewer: Actor, end: str) -> Q:
    found = Q(pk__in=[])
    roles = {(role, seat.unit_id) for seat in viewer.seats for role in seat.roles}
    for role, unit_id in roles:
        if role not in Seat.IN_A_UNIT:
            found |= Q(**{f"{end}_role": role})
        elif unit_id is not None:
            found |= Q(**{f"{end}_role": role, f"{end}_unit": unit_id})
    return found
