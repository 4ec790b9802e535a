"""The row of tabs over the pages of this area, and their addresses."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.ui.parts import Link, Tab

# Key, word, page.
PAGES = (
    ("obligations", _("Việc phải làm"), "obligation_list"),
    ("clauses", _("Điều khoản áp dụng"), "clause_list"),
    ("parameters", _("Tham số"), "parameter_list"),
)


def tabs_for(actor: Actor, *, active: str) -> list[Tab]:
    """Return the tabs of the area."""
    return [Tab(label=word, url=address(actor, name), active=key == active) for key, word, name in PAGES]


def crumb_to(actor: Actor, key: str) -> Link:
    """Return the link back to one of these pages."""
    word, name = next((word, name) for one, word, name in PAGES if one == key)
    return Link(label=word, url=address(actor, name))


def address(actor: Actor, name: str, **kwargs: object) -> str:
    """Return the address of a page of this area below the actor's agency."""
    return reverse(f"standard:{name}", kwargs={"agency": actor.agency.short_name, **kwargs})
