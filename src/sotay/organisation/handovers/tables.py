"""Hand-overs as a table."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.organisation.handovers.models import Handover
from sotay.organisation.tabs import page_of
from sotay.ui.formats import ngay


class Handovers(tables.Table):
    """Which seat, from whom to whom, when, how far."""

    seat = tables.Column(verbose_name=_("Vai trò"), linkify=page_of("handover_detail"), orderable=False)
    giver = tables.Column(verbose_name=_("Người giao"), accessor="seat__user", order_by="seat__user__name_sort")
    to_user = tables.Column(verbose_name=_("Người nhận"), order_by="to_user__name_sort")
    date = tables.Column(verbose_name=_("Từ ngày"), attrs={"td": {"class": "day"}, "th": {"class": "day"}})
    state = tables.Column(verbose_name=_("Trạng thái"))

    def render_seat(self, record: Handover) -> str:
        """Name the seat as on paper."""
        return record.seat.named

    def render_date(self, value: object) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)  # type: ignore[arg-type]
