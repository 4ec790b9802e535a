"""The row of tabs over the pages of the organisation."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.ui.parts import Link, Tab

# Key, word, page, permission to see it.
PAGES = (
    ("agency", _("Cơ quan"), "organisation:agency_detail", "organisation.view_agency"),
    ("units", _("Đơn vị"), "organisation:unit_list", "organisation.view_units"),
    ("people", _("Con người"), "organisation:person_list", "organisation.view_people"),
    ("decisions", _("Văn bản giao việc"), "organisation:decision_list", "organisation.view_decisions"),
    ("delegations", _("Ủy quyền"), "organisation:delegation_list", "organisation.view_people"),
    ("handovers", _("Bàn giao"), "organisation:handover_list", "organisation.view_people"),
    ("calendar", _("Lịch làm việc"), "organisation:calendar_year", "organisation.view_calendar"),
    ("imports", _("Nhập dữ liệu"), "exchange:import_list", "exchange.import_data"),
    ("stored_files", _("Kho tệp"), "web:stored_files", "web.view_stored_files"),
    ("grants", _("Quyền xem"), "organisation:grant_list", "organisation.manage_grants"),
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


def address(actor: Actor, name: str, **kwargs: object) -> str:
    """Return the address of a page of this area below the actor's agency."""
    return reverse(f"organisation:{name}", kwargs={"agency": actor.agency.short_name, **kwargs})


def page_of(name: str, *, key: str = "uuid", through: str = "") -> Callable[..., str]:
    """Return what a table links a row by: the page `name` of the row, or of what it names by `through`."""

    def link(record: Any, table: Any) -> str:
        subject = getattr(record, through) if through else record
        return address(table.request.actor, name, **{key: getattr(subject, key)})

    return link
