"""Delegations as a table."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Delegation
from sotay.organisation.tabs import page_of
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}


class Delegations(tables.Table):
    """Whose seat, to whom, from when to when, why."""

    seat = tables.Column(verbose_name=_("Vai trò"), linkify=page_of("seat_detail", through="seat"), orderable=False)
    giver = tables.Column(verbose_name=_("Người ủy quyền"), accessor="seat__user", order_by="seat__user__name_sort")
    to_user = tables.Column(verbose_name=_("Người nhận"), order_by="to_user__name_sort")
    from_date = tables.Column(verbose_name=_("Từ ngày"), attrs=DAY)
    to_date = tables.Column(verbose_name=_("Đến hết ngày"), attrs=DAY)
    reason = tables.Column(verbose_name=_("Lý do"), orderable=False)

    def render_seat(self, record: Delegation) -> str:
        """Name the seat as on paper."""
        return record.seat.named

    def render_from_date(self, value: object) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)  # type: ignore[arg-type]

    def render_to_date(self, value: object) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)  # type: ignore[arg-type]
