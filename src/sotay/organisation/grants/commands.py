"""Writes upon grants; both sides' journals tell them."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Grant, Seat, User
from sotay.agency.models.seat import in_force
from sotay.commands import command, lock, refuse, require
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered
from sotay.organisation.grants.areas import AREAS
from sotay.organisation.grants.guards import why_not_grant, why_not_narrow, why_not_revoke
from sotay.organisation.people.commands import Given, one_at_a_time


@command
def give_grant(
    agency: Agency,
    *,
    actor: Actor,
    on: date,
    purpose: str,
    from_date: date,
    to_date: date,
    to_agency: Agency | None = None,
    to_user: User | None = None,
    decision: Given = None,
    areas: Iterable[str] = (),
) -> Grant:
    """Let another agency or one person read the pages that say so, for a time; it never lets anybody write.

    `areas` narrows it to pages of these areas (`areas.AREAS`); none opens them all.
    """
    require(actor, "organisation.manage_grants", agency)
    one_at_a_time(agency)
    wanted = set(areas)
    refuse(
        why_not_grant(agency, to_agency=to_agency, to_user=to_user, from_date=from_date, to_date=to_date, on=on),
        why_not_narrow(wanted),
    )
    rests_on = entered(decision, agency=agency, actor=actor, on=on)

    grant = Grant.objects.create(
        agency=agency,
        to_agency=to_agency,
        to_user=to_user,
        purpose=purpose,
        decision=rests_on,
        from_date=from_date,
        to_date=to_date,
        areas=[area for area in AREAS if area in wanted],
    )

    record(
        "organisation.grant.given",
        actor=actor,
        subject=grant,
        also_in=_other_side(grant, on=on),
        to=str(to_agency or to_user),
        by=agency.name,
        purpose=purpose,
        from_date=from_date,
        to_date=to_date,
        decision=rests_on.number if rests_on else None,
        areas=grant.areas,
    )
    return grant


@command
def revoke_grant(grant: Grant, *, actor: Actor, version: int, on: date, reason: str) -> Grant:
    """Take a grant back at once."""
    require(actor, "organisation.manage_grants", grant)
    grant = lock(grant, version=version)
    refuse(why_not_revoke(grant, on=on))

    grant.revoked_at = timezone.now()
    grant.save(update_fields=["revoked_at"])

    record(
        "organisation.grant.revoked",
        actor=actor,
        subject=grant,
        reason=reason,
        also_in=_other_side(grant, on=on),
        to=str(grant.to_agency or grant.to_user),
        by=grant.agency.name,
    )
    return grant


def _other_side(grant: Grant, *, on: date) -> Agency | None:
    """Return whose journal tells it too: the agency let in, or the one where the person sits."""
    if grant.to_agency:
        return grant.to_agency
    seats = Seat.objects.filter(in_force(on), user=grant.to_user).exclude(agency=grant.agency)
    seat = seats.select_related("agency").order_by("from_date", "pk").first()
    return seat.agency if seat else None
