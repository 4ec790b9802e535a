"""Rounds of approval as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.approvals import purposes
from sotay.approvals.models import Approval
from sotay.ui.formats import luc, ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}


def _page_of(record: Approval, table: Any) -> str:
    return table.page_of(record)


class Approvals(tables.Table):
    """What was submitted, by whom and when, and where it stands."""

    title = tables.Column(verbose_name=_("Nội dung trình"), linkify=_page_of, orderable=False)
    purpose = tables.Column(verbose_name=_("Loại"), orderable=False)
    author = tables.Column(verbose_name=_("Người trình"), accessor="author__full_name", order_by=("author__name_sort",))
    submitted_at = tables.Column(verbose_name=_("Ngày trình"), attrs=DAY)
    state = tables.Column(verbose_name=_("Tình trạng"))
    approved_date = tables.Column(verbose_name=_("Ngày phê duyệt"), attrs=DAY, default="–")

    def __init__(self, *args: Any, page_of: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page_of = page_of

    def render_purpose(self, value: str) -> str:
        """Write what kind of approval it is."""
        known = purposes.find(value)
        return str(known.label) if known else value

    def render_submitted_at(self, value: Any) -> str:
        """Write day and time."""
        return luc(value)

    def render_approved_date(self, value: Any) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)

    def render_state(self, record: Approval) -> str:
        """Write the state, for an open round the step it has come to."""
        known = purposes.find(record.purpose)
        state = known.wording.state_of(record) if known else str(record.get_state_display())
        step = getattr(record, "current_step", None)
        return f"{state}: {step}" if record.state == Approval.State.OPEN and step else state
