"""The row of tabs over the pages of planning, and their addresses."""

from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.sections import SEES_CYCLE, Page, Section

SECTION = Section(
    "planning",
    Page("objectives", _("Mục tiêu chất lượng"), "planning:objectives"),
    Page("results", _("Kết quả theo kỳ"), "planning:result_board"),
)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address


def stands_in_rail(actor: Actor) -> bool:
    """Return whether the rail shows planning; every member may still open it."""
    return actor.is_guest or bool(SEES_CYCLE & actor.roles)
