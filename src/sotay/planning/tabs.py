"""The row of tabs over the pages of planning, and their addresses."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.ui.parts import Link, Tab

Role = Seat.Role

# Key, word, page.
PAGES = (
    ("objectives", _("Mục tiêu chất lượng"), "planning:objectives"),
    ("results", _("Kết quả theo kỳ"), "planning:result_board"),
)


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


def tabs_for(actor: Actor, *, active: str) -> list[Tab]:
    """Return the tabs of the section; a page that is not installed is left out."""
    found = []
    for key, word, name in PAGES:
        try:
            url = reverse(name, kwargs={"agency": actor.agency.short_name})
        except NoReverseMatch:
            continue
        found.append(Tab(label=word, url=url, active=key == active))
    return found


def address(actor: Actor, name: str, **kwargs: object) -> str:
    """Return the address of a page of this area below the actor's agency."""
    return reverse(f"planning:{name}", kwargs={"agency": actor.agency.short_name, **kwargs})


def crumb_to(actor: Actor, key: str) -> Link:
    """Return the link back to one of these pages."""
    word, name = next((word, name) for one, word, name in PAGES if one == key)
    return Link(label=word, url=reverse(name, kwargs={"agency": actor.agency.short_name}))
