"""Who has read the policy, as a table."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.leadership.policy.filters import SHOWN, STATES
from sotay.ui.formats import ngay
from sotay.ui.standing import standing_badge

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}


class Readers(tables.Table):
    """Name, unit, confirmation and its day, or the day by which it is awaited."""

    name = tables.Column(verbose_name=_("Họ và tên"), order_by=("name_sort",))
    units = tables.Column(verbose_name=_("Đơn vị"), empty_values=())
    state = tables.Column(verbose_name=_("Xác nhận"))
    read_date = tables.Column(verbose_name=_("Ngày đọc"), attrs=DAY, default="–", orderable=False)
    due_date = tables.Column(verbose_name=_("Hạn xác nhận"), attrs=DAY)

    def render_units(self, value: str) -> str:
        """Leave somebody outside the units without one."""
        return value or "–"

    def render_state(self, value: str) -> str:
        """Tell by icon, word and colour whether the person has confirmed."""
        return standing_badge(SHOWN[value], text=str(STATES[value]))

    def render_read_date(self, value: object) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)  # type: ignore[arg-type]

    def render_due_date(self, value: object) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)  # type: ignore[arg-type]
