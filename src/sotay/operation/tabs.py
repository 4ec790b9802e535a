"""The row of tabs over the pages of services (kept with the services themselves, the lowest of them), and addresses."""

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.context.services.tabs import SECTION as WITH_SERVICES
from sotay.sections import SEES_CYCLE, Section

SECTION = Section("operation", *WITH_SERVICES.pages)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address


def stands_in_rail(actor: Actor) -> bool:
    """Return whether the rail shows services; every member may still open them."""
    return actor.is_guest or bool((SEES_CYCLE | {Seat.Role.ONE_STOP}) & actor.roles)
