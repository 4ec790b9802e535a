"""Programmes as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.audits.models import Programme
from sotay.evaluation.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
State = Programme.State
TONES = {State.DRAFT: "quiet", State.SUBMITTED: "now", State.APPROVED: "done", State.SUPERSEDED: "stop"}


def page_of(record: Programme, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "programme_detail", slug=record.slug)


class Programmes(tables.Table):
    """Year, revision, how often something is audited, where it stands, when it was approved."""

    year = tables.Column(verbose_name=_("Năm"), linkify=page_of, attrs={"td": {"class": "code"}})
    name = tables.Column(
        verbose_name=_("Chương trình"), accessor="pk", orderable=False, attrs={"td": {"class": "lead"}}
    )
    turns = tables.Column(verbose_name=_("Lượt đánh giá"), attrs=NUMBER)
    state = tables.Column(verbose_name=_("Tình trạng"))
    approved_date = tables.Column(verbose_name=_("Ngày phê duyệt"), attrs=DAY)

    def render_name(self, record: Programme) -> str:
        """Write the programme as it is called."""
        return str(record)

    def render_state(self, record: Programme) -> str:
        """Write where it stands."""
        return str(record.get_state_display())

    def render_approved_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_approved_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value
