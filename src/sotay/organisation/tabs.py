"""The row of tabs over the pages of the organisation."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.sections import Page, Section

SECTION = Section(
    "organisation",
    Page("agency", _("Cơ quan"), "organisation:agency_detail", permission="organisation.view_agency"),
    Page("units", _("Đơn vị"), "organisation:unit_list", permission="organisation.view_units"),
    Page("people", _("Con người"), "organisation:person_list", permission="organisation.view_people"),
    Page("decisions", _("Văn bản giao việc"), "organisation:decision_list", permission="organisation.view_decisions"),
    Page("delegations", _("Ủy quyền"), "organisation:delegation_list", permission="organisation.view_people"),
    Page("handovers", _("Bàn giao"), "organisation:handover_list", permission="organisation.view_people"),
    Page("calendar", _("Lịch làm việc"), "organisation:calendar_year", permission="organisation.view_calendar"),
    Page("imports", _("Nhập dữ liệu"), "exchange:import_list", permission="exchange.import_data"),
    Page("stored_files", _("Kho tệp"), "web:stored_files", permission="web.view_stored_files"),
    Page("grants", _("Quyền xem"), "organisation:grant_list", permission="organisation.manage_grants"),
)
tabs_for, crumb_to, address = SECTION.tabs_for, SECTION.crumb_to, SECTION.address


def page_of(name: str, *, key: str = "uuid", through: str = "") -> Callable[..., str]:
    """Return what a table links a row by: the page `name` of the row, or of what it names by `through`."""

    def link(record: Any, table: Any) -> str:
        subject = getattr(record, through) if through else record
        return address(table.request.actor, name, **{key: getattr(subject, key)})

    return link
