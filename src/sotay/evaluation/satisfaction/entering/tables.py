"""Batches and answers as tables."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import Answer, AnswerBatch
from sotay.evaluation.tabs import address
from sotay.ui.formats import ngay

NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
CODE = {"td": {"class": "code"}}
LEAD = {"td": {"class": "lead"}}


def page_of(record: AnswerBatch, table: Any) -> str:
    """Return the address of a batch."""
    return address(table.request.actor, "batch_detail", slug=record.slug)


def page_of_answer(record: Answer, table: Any) -> str:
    """Return the address of an answer."""
    return address(table.request.actor, "answer_detail", uuid=record.uuid)


class Batches(tables.Table):
    """Code, survey, how it came, of which day and unit, how many sheets, who entered them, whether all are."""

    code = tables.Column(verbose_name=_("Mã lô"), linkify=page_of, attrs=CODE)
    survey = tables.Column(verbose_name=_("Đợt khảo sát"), accessor="survey__title", attrs=LEAD)
    channel = tables.Column(verbose_name=_("Hình thức"))
    given_date = tables.Column(verbose_name=_("Ngày trên phiếu"), attrs=DAY)
    unit = tables.Column(verbose_name=_("Đơn vị"), accessor="unit__code", order_by=("unit__order", "pk"), attrs=CODE)
    sheets = tables.Column(verbose_name=_("Thu về"), attrs=NUM)
    valid = tables.Column(verbose_name=_("Hợp lệ"), attrs=NUM)
    entered_by = tables.Column(verbose_name=_("Người nhập"), order_by=("entered_by__name_sort", "pk"))
    state = tables.Column(verbose_name=_("Tình trạng"), order_by=("state", "pk"))

    def render_survey(self, record: AnswerBatch) -> SafeString:
        """Name the survey with its code."""
        return format_html('{}<span class="basis">{}</span>', record.survey.title, record.survey.code)

    def value_survey(self, record: AnswerBatch) -> str:
        """Give the code of the survey, for a file."""
        return record.survey.code

    def render_given_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_given_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_sheets(self, record: AnswerBatch) -> str:
        """Write how many came back, of how many expected."""
        there = record.sheets  # type: ignore[attr-defined]  # annotated
        return f"{there}/{record.expected}" if record.expected and record.expected != there else str(there)

    def value_sheets(self, value: int) -> int:
        """Give the number, for a file."""
        return value


class Answers(tables.Table):
    """Day, survey, how it came and what proves it, whom it is about, where it was entered, whether it counts."""

    given_date = tables.Column(verbose_name=_("Ngày trả lời"), linkify=page_of_answer, attrs=DAY)
    survey = tables.Column(verbose_name=_("Đợt khảo sát"), accessor="survey__code", attrs=CODE)
    channel = tables.Column(verbose_name=_("Hình thức"))
    proof = tables.Column(verbose_name=_("Căn cứ"))
    unit = tables.Column(verbose_name=_("Đơn vị"), accessor="unit__code", order_by=("unit__order", "pk"), attrs=CODE)
    service = tables.Column(verbose_name=_("TTHC"), accessor="service__code", attrs=CODE)
    batch = tables.Column(verbose_name=_("Lô, phiếu số"), accessor="batch__code", order_by=("batch__code", "sheet"))
    entered_by = tables.Column(verbose_name=_("Người nhập"), order_by=("entered_by__name_sort", "pk"))
    standing = tables.Column(verbose_name=_("Tình trạng"), accessor="invalid_reason", empty_values=(), attrs=LEAD)

    def render_given_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_given_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_batch(self, record: Answer) -> str:
        """Name the batch and the number of the sheet in it."""
        return f"{record.batch.code} · {record.sheet}" if record.batch else ""

    def value_batch(self, record: Answer) -> str:
        """Name batch and sheet, for a file."""
        return self.render_batch(record)

    def render_standing(self, record: Answer) -> SafeString | str:
        """Write whether it counts, or why not."""
        word = standing_of(record)
        if not record.invalid_reason:
            return word
        return format_html('{}<span class="basis">{}</span>', word, record.invalid_reason)

    def value_standing(self, record: Answer) -> str:
        """Write whether it counts and why not, for a file."""
        return ": ".join(filter(None, [standing_of(record), record.invalid_reason]))


def standing_of(answer: Answer) -> str:
    """Return in words whether an answer counts; `is_flagged` comes from the query."""
    if answer.invalid_reason:
        return gettext("không hợp lệ")
    return gettext("cần xem lại") if getattr(answer, "is_flagged", False) else gettext("hợp lệ")
