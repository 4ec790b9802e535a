"""The row of tabs over the pages of the manual, and their addresses."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.ui.parts import Link, Tab

# Key, word, page; policy, scope and processes stand on floors below.
PAGES = (
    ("book", _("Nội dung"), "manual:manual_detail"),
    ("amendments", _("Đợt sửa đổi"), "manual:amendment_list"),
    ("policy", _("Chính sách chất lượng"), "leadership:policy_detail"),
    ("scope", _("Phạm vi"), "context:scope_detail"),
    ("processes", _("Quá trình"), "context:process_list"),
)


def tabs_for(actor: Actor, *, active: str) -> list[Tab]:
    """Return the tabs of the section Sổ tay; a page that is not installed is left out."""
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
    return reverse(f"manual:{name}", kwargs={"agency": actor.agency.short_name, **kwargs})


def crumb_to(actor: Actor, key: str) -> Link:
    """Return the link back to the book or to the list of amendments."""
    word, name = next((word, name) for one, word, name in PAGES if one == key)
    return Link(
        label=_("Sổ tay") if key == "book" else word, url=reverse(name, kwargs={"agency": actor.agency.short_name})
    )
