"""The row of tabs over the pages of planning, and their addresses."""

from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.sections import Page, Section

Role = Seat.Role

SECTION = Section(
    "planning",
    Page("objectives", _("Mục tiêu chất lượng"), "planning:objectives"),
    Page("results", _("Kết quả theo kỳ"), "planning:result_board"),
)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address


IN_RAIL = frozenset(
    {
        Role.HEAD, Role.DEPUTY_HEAD, Role.SECRETARY, Role.TEAM_MEMBER, Role.QMR, Role.UNIT_HEAD, Role.UNIT_DEPUTY,
        Role.AUDITOR, *Seat.COMMITTEE,
    }
)  # fmt: skip
"""Who has planning in the rail (practice.md 1.7); others are led to it from what they have to do."""


def stands_in_rail(actor: Actor) -> bool:
    """Return whether the rail shows planning; every member may still open it."""
    return actor.is_guest or bool(IN_RAIL & actor.roles)
