"""Issues as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.support.issuing.models import Issue
from sotay.support.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
NUM = {"td": {"class": "num"}, "th": {"class": "num"}}


class Issues(tables.Table):
    """Issues, newest first, with what each lists."""

    name = tables.Column(
        verbose_name=_("Đợt ban hành"),
        attrs={"td": {"class": "lead"}},
        linkify=lambda record, table: address(table.request.actor, "issue_detail", slug=record.slug),
    )
    issued_count = tables.Column(verbose_name=_("Ban hành"), attrs=NUM)
    withdrawn_count = tables.Column(verbose_name=_("Thu hồi"), attrs=NUM)
    decision = tables.Column(verbose_name=_("Quyết định"), accessor="decision__number", attrs={"td": {"class": "code"}})
    in_force_date = tables.DateColumn(verbose_name=_("Hiệu lực từ"), attrs=DAY)
    state = tables.Column(verbose_name=_("Tình trạng"))

    def render_in_force_date(self, value: Any) -> str:
        """Tell the day the Vietnamese way."""
        return ngay(value)

    def render_state(self, record: Issue) -> str:
        """Tell where it stands."""
        return str(record.get_state_display())
