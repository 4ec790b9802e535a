"""Writes upon agencies."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import COMMAND_LINE, Actor
from sotay.agency.models import Agency, AgencySuccession, Seat, User
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import UNCHANGED, Reason, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered, kept
from sotay.organisation.people.commands import Given
from sotay.organisation.people.guards import ADMINISTERS
from sotay.organisation.settings import guards


@command
def change_agency(
    agency: Agency,
    *,
    actor: Actor,
    version: int,
    name: str,
    kind: str,
    letter_code: str,
    parent_name: str = "",
    place_name: str = "",
    overseer: Agency | None = None,
    committee_name: str = "Ban Chỉ đạo ISO",
    manual_name: str = "Sổ tay chất lượng",
    is_small: bool = False,
    wants_qmr: bool = False,
    in_use_from_date: date | None = None,
    logo: Any = None,
) -> Agency:
    """Change what the agency is called and how it works; its address stays. `logo` is an upload or None."""
    require(actor, "organisation.change_agency", agency)
    agency = lock(agency, version=version)
    refuse(guards.why_not_change(agency, is_small=is_small, overseer=overseer))

    wanted = {
        "name": one_line(name),
        "kind": kind,
        "letter_code": one_line(letter_code),
        "parent_name": one_line(parent_name),
        "place_name": one_line(place_name),
        "overseer": overseer,
        "committee_name": one_line(committee_name),
        "manual_name": one_line(manual_name),
        "is_small": is_small,
        "wants_qmr": wants_qmr,
        "in_use_from_date": in_use_from_date,
    }
    before = {field: getattr(agency, field) for field, value in wanted.items() if getattr(agency, field) != value}
    for field in before:
        setattr(agency, field, wanted[field])
    if logo:
        before["logo"] = agency.logo_id
        agency.logo = kept(logo, field="logo")
        refuse(_why_not_logo(agency.logo.media_type))
    if not before:
        return UNCHANGED  # type: ignore[return-value]
    agency.save()

    before = {field: str(value) if isinstance(value, Agency) else value for field, value in before.items()}
    record("organisation.agency.changed", actor=actor, subject=agency, before=before)
    return agency


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSeat:
    """Who sits in a new agency from its first day: an account that stands, or a new one with its password."""

    full_name: str
    username: str
    password: str
    role: str


@command
def create_agency(
    agency: Agency, *, actor: Actor, on: date, seats: tuple[FirstSeat, ...], decision: Given = None
) -> Agency:
    """Add an agency to the installation with its first accounts; at least one of them administers it.

    `agency` is not yet saved; `actor` is that of the command line in it (`installer_of`). An account whose username
    stands is seated, its password untouched.
    """
    require(actor, "organisation.create_agency", agency)
    refuse(guards.why_not_create(agency), _nobody_administers(seats))
    agency.save()
    record("organisation.agency.created", actor=actor, subject=agency, short_name=agency.short_name, kind=agency.kind)
    rests_on = entered(decision, agency=agency, actor=actor, on=on)
    missing = Seat.NEEDS_DECISION.intersection(seat.role for seat in seats) if rests_on is None else ()
    refuse(
        Reason(_("Vai trò %s cần có quyết định.") % Seat.Role(role).label, code="decision_missing") for role in missing
    )

    for first in seats:
        username = nfc(first.username).strip().lower()
        user = User.objects.filter(username=username).first()
        if user is None:
            user = User.objects.create_user(username, full_name=one_line(first.full_name), password=first.password)
            record("organisation.person.added", actor=actor, subject=user, username=username)
        seat = Seat.objects.create(agency=agency, user=user, role=first.role, decision=rests_on, from_date=on)
        record("organisation.seat.given", actor=actor, subject=seat, person=str(user), role=seat.role, from_date=on)
    return agency


@command
def succeed_agency(predecessor: Agency, *, actor: Actor, successor: Agency, date: date, basis: str) -> AgencySuccession:
    """End an agency on a day and name the one that takes over; both journals tell it, nothing is deleted."""
    require(actor, "organisation.create_agency", predecessor)
    predecessor = lock(predecessor)
    refuse(guards.why_not_succeed(predecessor, successor, date=date))

    predecessor.ended_date = date
    predecessor.save(update_fields=["ended_date"])
    succession = AgencySuccession.objects.create(
        predecessor=predecessor, successor=successor, date=date, basis=one_line(basis)
    )

    record(
        "organisation.agency.succeeded",
        actor=actor,
        subject=predecessor,
        also_in=successor,
        successor=successor.short_name,
        date=date,
        basis=basis,
    )
    return succession


def installer_of(agency: Agency) -> Actor:
    """Return the actor of whoever runs `sotay` on the server itself, in an agency."""
    return Actor(agency=agency, origin=COMMAND_LINE)


def _nobody_administers(seats: tuple[FirstSeat, ...]) -> list[Reason]:
    if ADMINISTERS.isdisjoint(seat.role for seat in seats):
        return [Reason(_("Cần ít nhất một người quản trị hoặc thư ký."), code="nobody_administers")]
    return []


def _why_not_logo(media_type: str) -> list[Reason]:
    if media_type.startswith("image/"):
        return []
    return [Reason(_("Biểu trưng phải là ảnh PNG, JPEG hoặc WEBP."), code="not_an_image", field="logo")]
