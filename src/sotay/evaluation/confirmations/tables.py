"""Confirmations of effectiveness as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.confirmations.models import Confirmation
from sotay.evaluation.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
State = Confirmation.State
TONES = {State.DRAFT: "quiet", State.SUBMITTED: "now", State.CONFIRMED: "done"}


def page_of(record: Confirmation, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "confirmation_detail", slug=record.slug)


class Confirmations(tables.Table):
    """The day, where it stands, the audit and the review it rests on."""

    name = tables.Column(
        verbose_name=_("Bản xác nhận"),
        accessor="slug",
        linkify=page_of,
        orderable=False,
        attrs={"td": {"class": "lead"}},
    )
    confirmed_date = tables.Column(verbose_name=_("Ngày xác nhận"), attrs=DAY)
    audit = tables.Column(
        verbose_name=_("Cuộc đánh giá nội bộ"), accessor="audit__code", order_by=("audit__code", "pk")
    )
    review = tables.Column(
        verbose_name=_("Cuộc xem xét của lãnh đạo"), accessor="review__code", order_by=("review__code", "pk")
    )
    state = tables.Column(verbose_name=_("Tình trạng"))

    def render_name(self) -> str:
        """Write what it is."""
        return _now("Xác nhận hiệu lực của hệ thống")

    def render_state(self, record: Confirmation) -> str:
        """Write where it stands."""
        return str(record.get_state_display())

    def render_confirmed_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_confirmed_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value
