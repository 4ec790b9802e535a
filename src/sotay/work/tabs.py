"""The row of tabs over the pages of the section *Việc của tôi*, and their addresses."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.ui.parts import Link, Tab

# Key, word, page, permission to see it; the first page stands on the roof.
PAGES = (
    ("mine", _("Việc của tôi"), "web:my_work", "work.list_assignments"),
    ("assigned", _("Việc được giao"), "work:assignment_list", "work.list_assignments"),
    ("given", _("Việc đã giao"), "work:assignment_given_list", "work.list_assignments"),
    ("all", _("Tất cả công việc"), "work:assignment_all_list", "work.oversee_assignments"),
    ("notices", _("Thông báo"), "work:notice_list", "work.view_notices"),
    ("reminders", _("Sổ nhắc việc"), "work:reminder_list", "work.view_reminders"),
)


def tabs_for(actor: Actor, *, active: str) -> list[Tab]:
    """Return the tabs the actor may open."""
    return [
        Tab(label=word, url=reverse(name, kwargs={"agency": actor.agency.short_name}), active=key == active)
        for key, word, name, permission in PAGES
        if may(actor, permission)
    ]


def crumb_to(actor: Actor, key: str) -> Link:
    """Return the link back to one of these pages."""
    word, name = next((word, name) for one, word, name, _permission in PAGES if one == key)
    return Link(label=word, url=reverse(name, kwargs={"agency": actor.agency.short_name}))


def address(actor: Actor, name: str, **kwargs: Any) -> str:
    """Return the address of a page of this area below the actor's agency."""
    return reverse(f"work:{name}", kwargs={"agency": actor.agency.short_name, **kwargs})
