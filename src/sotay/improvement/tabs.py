"""The row of tabs over the pages of improvement, and their addresses."""

from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.sections import SEES_CYCLE, Page, Section

SECTION = Section(
    "improvement",
    Page("nonconformities", _("Sự không phù hợp"), "improvement:nonconformity_list"),
    Page("proposals", _("Đề xuất cải tiến"), "improvement:proposal_list"),
)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address


def stands_in_rail(actor: Actor) -> bool:
    """Return whether the rail shows improvement; every member may still open it, other officials by *Ghi nhận*."""
    return (actor.is_guest and actor.may_enter("improvement")) or bool(SEES_CYCLE & actor.roles)


def logs_from_rail(actor: Actor) -> bool:
    """Return whether the rail leads straight to logging: for officials who run nothing here."""
    return actor.is_member and not stands_in_rail(actor)
