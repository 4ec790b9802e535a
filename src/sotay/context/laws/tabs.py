"""The row of tabs over the pages of documents, law and records; the documents themselves stand on a floor above, hence names."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.ui.parts import Link, Tab

# Key, word, page.
PAGES = (
    ("documents", _("Tài liệu"), "support:document_list"),
    ("requests", _("Phiếu yêu cầu"), "support:request_list"),
    ("issues", _("Đợt ban hành"), "support:issue_list"),
    ("laws", _("Văn bản pháp luật"), "context:law_list"),
    ("records", _("Hồ sơ"), "support:record_file_list"),
    ("coverage", _("Thông tin dạng văn bản"), "support:coverage"),
)
FOR_MEMBERS = {"requests"}


def tabs_for(actor: Actor, *, active: str) -> list[Tab]:
    """Return the tabs of the section the actor may open; a page that is not installed is left out."""
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
    """Return the address of a page of legal documents below the actor's agency."""
    return reverse(f"context:{name}", kwargs={"agency": actor.agency.short_name, **kwargs})
