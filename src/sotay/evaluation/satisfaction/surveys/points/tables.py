"""Points as a table."""

from datetime import date

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import SurveyPoint
from sotay.pages import url_of
from sotay.ui.formats import ngay


def page_of(record: SurveyPoint) -> str:
    """Return the address of a row's page."""
    return url_of(record)


class Points(tables.Table):
    """Where it stands, what it is, of which unit, how many answers came from it, the last day one came."""

    name = tables.Column(verbose_name=_("Đặt tại"), linkify=page_of, attrs={"td": {"class": "lead"}})
    kind = tables.Column(verbose_name=_("Loại"))
    unit = tables.Column(
        verbose_name=_("Đơn vị, thủ tục"), empty_values=(), order_by=("unit__order", "unit__name_sort")
    )
    answers = tables.Column(verbose_name=_("Phiếu đã đến"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    last = tables.Column(verbose_name=_("Phiếu gần nhất"), attrs={"td": {"class": "day"}, "th": {"class": "day"}})
    ended_date = tables.Column(verbose_name=_("Đã gỡ"), attrs={"td": {"class": "day"}, "th": {"class": "day"}})

    def render_unit(self, record: SurveyPoint) -> SafeString | str:
        """Name the unit, and the service where it is about one."""
        if record.unit is None or record.service is None:
            return whole(record)
        return format_html('{}<span class="basis">{}</span>', record.unit, record.service)

    def value_unit(self, record: SurveyPoint) -> str:
        """Name the unit and the service, for a file."""
        return whole(record)

    def render_last(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_last(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_ended_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_ended_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value


def whole(point: SurveyPoint) -> str:
    """Return what a point is about in words; said where it is about nothing in particular."""
    named = " · ".join(str(one) for one in (point.unit, point.service) if one is not None)
    return named or gettext("người trả lời tự chọn")
