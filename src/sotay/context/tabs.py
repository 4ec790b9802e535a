"""The row of tabs of the section Sổ tay as floors below it see it, and addresses of this area."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.ui.parts import Link, Tab

# Key, word, page; the book itself stands on a floor above, hence names and no imports.
PAGES = (
    ("book", _("Nội dung"), "manual:manual_detail"),
    ("amendments", _("Đợt sửa đổi"), "manual:amendment_list"),
    ("policy", _("Chính sách chất lượng"), "leadership:policy_detail"),
    ("scope", _("Phạm vi"), "context:scope_detail"),
    ("processes", _("Quá trình"), "context:process_list"),
)
FOR_MEMBERS = {"amendments"}


def tabs_for(actor: Actor, *, active: str) -> list[Tab]:
    """Return the tabs the actor may open; a page that is not installed is left out."""
    found = []
    for key, word, name in PAGES:
        if key in FOR_MEMBERS and not actor.is_member:
            continue
        try:
            url = reverse(name, kwargs={"agency": actor.agency.short_name})
        except NoReverseMatch:
            continue
        found.append(Tab(label=word, url=url, active=key == active))
    return found


def crumb_to(actor: Actor, key: str) -> Link:
    """Return the link back to one of these pages."""
    word, name = next((word, name) for one, word, name in PAGES if one == key)
    return Link(label=word, url=reverse(name, kwargs={"agency": actor.agency.short_name}))


def address(actor: Actor, name: str, **kwargs: object) -> str:
    """Return the address of a page of this area below the actor's agency."""
    return reverse(f"context:{name}", kwargs={"agency": actor.agency.short_name, **kwargs})
