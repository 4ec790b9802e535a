"""The row of tabs over the pages of services (kept with the services themselves, the lowest of them), and addresses."""

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.context.services.tabs import SECTION as WITH_SERVICES
from sotay.sections import Section

Role = Seat.Role

SECTION = Section("operation", *WITH_SERVICES.pages)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address

IN_RAIL = frozenset(
    {
        Role.HEAD, Role.DEPUTY_HEAD, Role.SECRETARY, Role.TEAM_MEMBER, Role.QMR, Role.UNIT_HEAD, Role.UNIT_DEPUTY,
        Role.ONE_STOP, Role.AUDITOR, *Seat.COMMITTEE,
    }
)  # fmt: skip
"""Who has services in the rail (practice.md 1.7); other officials are led to them from what they have to do."""


def stands_in_rail(actor: Actor) -> bool:
    """Return whether the rail shows services; every member may still open them."""
    return actor.is_guest or bool(IN_RAIL & actor.roles)
