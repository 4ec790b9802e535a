"""Surveys as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import Survey
from sotay.evaluation.tabs import CUSTOMERS
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
State = Survey.State
TONES = {State.DRAFT: "quiet", State.OPEN: "now", State.CLOSED: "done"}


def page_of(record: Survey, table: Any) -> str:
    """Return the address of a row's page."""
    return CUSTOMERS.address(table.request.actor, "survey_detail", slug=record.slug)


class Surveys(tables.Table):
    """Code, title and what it asks, where it stands, from when to when, how many sheets came and how many are valid."""

    code = tables.Column(verbose_name=_("Mã"), linkify=page_of, attrs={"td": {"class": "code"}})
    title = tables.Column(verbose_name=_("Đợt khảo sát"), attrs={"td": {"class": "lead"}})
    state = tables.Column(verbose_name=_("Tình trạng"))
    from_date = tables.Column(verbose_name=_("Từ ngày"), attrs=DAY)
    to_date = tables.Column(verbose_name=_("Đến ngày"), attrs=DAY)
    received = tables.Column(verbose_name=_("Thu về"), attrs=NUM)
    valid = tables.Column(verbose_name=_("Hợp lệ"), attrs=NUM)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_title(self, record: Survey) -> SafeString:
        """Name the survey and the questionnaire it asks."""
        return format_html('{}<span class="basis">{}</span>', record.title, record.asks)

    def value_title(self, record: Survey) -> str:
        """Name the survey, for a file."""
        return record.title

    def render_from_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_from_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_to_date(self, record: Survey, value: date) -> SafeString | str:
        """Write the day, and that it is over while nobody closed the survey."""
        if record.state == State.OPEN and value < self.on:
            return format_html('{} <span class="basis">{}</span>', ngay(value), gettext("đã hết hạn"))
        return ngay(value)

    def value_to_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value
