"""The objectives of a year as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from sotay.planning.objectives.models import ObjectiveSet
from sotay.planning.results.verdicts import Verdict
from sotay.planning.tabs import address
from sotay.planning.year.queries import Row


def _page(record: Row, table: Any) -> str:
    """Return the address of the objective of a row."""
    return address(table.request.actor, "objective_detail", slug=record.objective.slug)


class Objectives(tables.Table):
    """Code and words, whose it is, target, newest result with its verdict, and where its set stands."""

    code = tables.Column(verbose_name=_("Mã"), attrs={"td": {"class": "code"}})
    statement = tables.Column(
        verbose_name=_("Nội dung mục tiêu"),
        order_by=("statement_sort",),
        linkify=_page,
        attrs={"td": {"class": "title lead"}, "th": {}},
    )
    unit = tables.Column(verbose_name=_("Đơn vị"), order_by=("unit_sort",))
    target = tables.Column(verbose_name=_("Chỉ tiêu"), orderable=False)
    owner = tables.Column(verbose_name=_("Người chịu trách nhiệm"), visible=False)
    told = tables.Column(verbose_name=_("Kết quả gần nhất"), orderable=False, empty_values=(None, ""))
    verdict = tables.Column(verbose_name=_("Đánh giá"), attrs={"td": {"class": "day"}})
    state = tables.Column(verbose_name=_("Bộ mục tiêu"))

    def render_verdict(self, record: Row) -> str:
        """Tell the verdict in a word with its colour."""
        return format_html('<span class="state state-{}">{}</span>', record.line.tone, record.line.said)

    def value_verdict(self, record: Row) -> str:
        """Write the word alone into a file."""
        return str(Verdict(record.verdict).label)

    def render_state(self, value: str) -> str:
        """Tell where the set stands."""
        return str(ObjectiveSet.State(value).label)
