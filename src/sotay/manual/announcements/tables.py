"""Announcements as a table, and the services each covers."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.manual.announcements.models import AnnouncedService, Announcement
from sotay.manual.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
State = Announcement.State
TONES = {
    State.DRAFT: "now",
    State.ISSUED: "done",
    State.SUPERSEDED: "quiet",
    State.WITHDRAWN: "warn",
    State.CANCELLED: "quiet",
}


def page_of(record: Announcement, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "announcement_detail", slug=record.slug)


class Announcements(tables.Table):
    """Which, the decision and its day, how much it covers, why again, where it stands."""

    name = tables.Column(
        verbose_name=_("Lần công bố"),
        accessor="edition",
        linkify=page_of,
        attrs={"td": {"class": "lead"}},
    )
    number = tables.Column(verbose_name=_("Số quyết định"))
    issued_date = tables.Column(verbose_name=_("Ngày công bố"), attrs=DAY)
    service_count = tables.Column(verbose_name=_("Thủ tục"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    reason = tables.Column(verbose_name=_("Lý do công bố lại"))
    notified_date = tables.Column(verbose_name=_("Đã thông báo"), attrs=DAY)
    state = tables.Column(verbose_name=_("Tình trạng"))

    def render_name(self, record: Announcement) -> str:
        """Write which one it is."""
        return str(record)

    def value_name(self, record: Announcement) -> str:
        """Give which one it is, for a file."""
        return str(record)

    def render_reason(self, record: Announcement) -> str:
        """Write why it was made again."""
        return str(record.get_reason_display())

    def render_state(self, record: Announcement) -> str:
        """Write where it stands."""
        return str(record.get_state_display())

    def render_issued_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_issued_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_notified_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_notified_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value


class Services(tables.Table):
    """The services an announcement covers, as they were then."""

    code = tables.Column(verbose_name=_("Mã"))
    name = tables.Column(verbose_name=_("Tên thủ tục"), attrs={"td": {"class": "lead"}})
    field = tables.Column(verbose_name=_("Lĩnh vực"))
    procedure = tables.Column(verbose_name=_("Quy trình"))

    class Meta:
        model = AnnouncedService
        fields = ("code", "name", "field", "procedure")
