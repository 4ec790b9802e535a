"""The pages of records among each other: the second row of links below the tabs of the area."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.support.tabs import address
from sotay.ui.parts import Link, Tab

# Key, word, page, permission.
PAGES = (
    ("files", _("Hồ sơ"), "record_file_list", "support.view_record_files"),
    ("lists", _("Danh mục hồ sơ"), "record_list_list", "support.view_records"),
    ("classes", _("Loại hồ sơ, thời hạn bảo quản"), "record_class_list", "support.view_records"),
    ("due", _("Đến hạn"), "record_due", "support.view_record_files"),
    ("transfers", _("Nộp lưu, hủy"), "transfer_list", "support.view_transfers"),
)


def pages_for(actor: Actor, *, active: str = "") -> list[Tab]:
    """Return the pages of records the actor may open."""
    return [
        Tab(label=word, url=address(actor, name), active=key == active)
        for key, word, name, permission in PAGES
        if may(actor, permission)
    ]


def crumb_to_page(actor: Actor, key: str) -> Link:
    """Return the link back to one of these pages."""
    word, name = next((word, name) for one, word, name, _permission in PAGES if one == key)
    return Link(label=word, url=address(actor, name))


def import_address(actor: Actor, kind: str) -> str:
    """Return the page where a file of this kind is imported."""
    return reverse("exchange:import_start", kwargs={"agency": actor.agency.short_name, "kind": kind})
