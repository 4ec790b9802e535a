"""Rounds as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.inspections.models import InspectionRound
from sotay.evaluation.inspections.rounds.rates import rates_of
from sotay.evaluation.tabs import address
from sotay.ui.formats import ngay, so

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


def page_of(record: InspectionRound, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "round_detail", slug=record.slug)


class Rounds(tables.Table):
    """Year, name, days, bodies and how they were looked at, whether it is finished."""

    year = tables.Column(verbose_name=_("Năm"))
    title = tables.Column(verbose_name=_("Đợt kiểm tra"), linkify=page_of, attrs={"td": {"class": "lead"}})
    from_date = tables.Column(verbose_name=_("Từ ngày"), attrs=DAY)
    bodies = tables.Column(verbose_name=_("Thuộc đối tượng"), attrs=NUMBER)
    by_file = tables.Column(verbose_name=_("Qua hồ sơ"), attrs=NUMBER)
    on_site = tables.Column(verbose_name=_("Tại trụ sở"), attrs=NUMBER)
    share = tables.Column(verbose_name=_("Đã kiểm tra (%)"), accessor="pk", orderable=False, attrs=NUMBER)
    announced = tables.Column(verbose_name=_("Đã công bố"), attrs=NUMBER)
    finished_date = tables.Column(verbose_name=_("Kết thúc"), attrs=DAY)

    def render_year(self, value: int) -> str:
        """Write the year without a separator."""
        return str(value)

    def render_from_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_from_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_share(self, record: InspectionRound) -> str:
        """Write the share looked at."""
        share = rates_of(record).share
        return "–" if share is None else so(share)

    def value_share(self, record: InspectionRound) -> Any:
        """Give the share, for a file."""
        return rates_of(record).share

    def render_finished_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value) if value else _now("chưa kết thúc")

    def value_finished_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value
