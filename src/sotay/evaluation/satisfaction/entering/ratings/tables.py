"""Counts of ratings as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import RatingCount
from sotay.evaluation.tabs import address
from sotay.operation.statistics.months import written
from sotay.ui.formats import so

NUM = {"td": {"class": "num"}, "th": {"class": "num"}}


def page_of(record: RatingCount, table: Any) -> str:
    """Return the address of a row."""
    return address(table.request.actor, "rating_detail", uuid=record.uuid)


def scope_of(row: RatingCount) -> str:
    """Return in words whose counts these are."""
    named = [str(row.unit) if row.unit else "", str(row.service) if row.service else ""]
    return " · ".join(filter(None, named)) or gettext("toàn cơ quan")


class Level(tables.Column):
    """The count of one level."""

    def __init__(self, level: int, **kwargs: Any) -> None:
        super().__init__(accessor="levels", orderable=False, attrs=NUM, **kwargs)
        self.level = level

    def render(self, value: list[int]) -> str:
        """Write the number."""
        return so(value[self.level - 1])

    def value(self, value: list[int]) -> int:
        """Give the number, for a file."""
        return value[self.level - 1]


class Ratings(tables.Table):
    """Month, whose counts and from where, handed out, returned, valid ones, each level from 5, the best, to 1."""

    month = tables.Column(verbose_name=_("Tháng"), linkify=page_of, attrs={"td": {"class": "code"}})
    scope = tables.Column(
        verbose_name=_("Số liệu của"), accessor="pk", empty_values=(), orderable=False, attrs={"td": {"class": "lead"}}
    )
    handed_out = tables.Column(verbose_name=_("Phát ra"), attrs=NUM)
    returned = tables.Column(verbose_name=_("Thu về"), attrs=NUM)
    valid = tables.Column(verbose_name=_("Hợp lệ"), accessor="levels", orderable=False, attrs=NUM)
    best = Level(5, verbose_name=_("Mức 5"))
    good = Level(4, verbose_name=_("Mức 4"))
    middling = Level(3, verbose_name=_("Mức 3"))
    bad = Level(2, verbose_name=_("Mức 2"))
    worst = Level(1, verbose_name=_("Mức 1"))

    def render_month(self, value: date) -> str:
        """Write the month."""
        return written(value)

    def render_scope(self, record: RatingCount) -> SafeString:
        """Name whose counts these are, and where they come from."""
        return format_html('{}<span class="basis">{}</span>', scope_of(record), record.source)

    def render_handed_out(self, value: int) -> str:
        """Write the number."""
        return so(value)

    def render_returned(self, value: int) -> str:
        """Write the number."""
        return so(value)

    def render_valid(self, value: list[int]) -> str:
        """Write how many are valid."""
        return so(sum(value))
