"""The row of tabs over the pages of improvement, and their addresses."""

from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.sections import Page, Section

Role = Seat.Role

SECTION = Section(
    "improvement",
    Page("nonconformities", _("Sự không phù hợp"), "improvement:nonconformity_list"),
    Page("proposals", _("Đề xuất cải tiến"), "improvement:proposal_list"),
)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address

IN_RAIL = frozenset(
    {
        Role.HEAD, Role.DEPUTY_HEAD, Role.SECRETARY, Role.TEAM_MEMBER, Role.QMR, Role.UNIT_HEAD, Role.UNIT_DEPUTY,
        Role.AUDITOR, *Seat.COMMITTEE,
    }
)  # fmt: skip
"""Who has improvement in the rail; other officials have *Ghi nhận* there instead (practice.md 1.7)."""


def stands_in_rail(actor: Actor) -> bool:
    """Return whether the rail shows improvement; every member may still open it."""
    return (actor.is_guest and actor.may_enter("improvement")) or bool(IN_RAIL & actor.roles)


def logs_from_rail(actor: Actor) -> bool:
    """Return whether the rail leads straight to logging: for officials who run nothing here."""
    return actor.is_member and not stands_in_rail(actor)
