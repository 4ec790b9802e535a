"""Questionnaires, and the questions of one, as tables."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import Question, Questionnaire
from sotay.evaluation.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


def page_of(record: Questionnaire, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "questionnaire_detail", slug=record.slug)


def state_word(one: Any) -> str:
    """Return in words where a questionnaire of the list stands."""
    if one.ended_date:
        return gettext("Thôi dùng từ %s") % ngay(one.ended_date)
    if one.used_number is None:
        return gettext("Đang soạn")
    used = gettext("Đang dùng, lần %d") % one.used_number
    return f"{used}; {gettext('đang soạn lần %d') % one.draft_number}" if one.draft_number else used


class Questionnaires(tables.Table):
    """Code, name, who is asked, how many questions, where it stands, since when, how many surveys."""

    code = tables.Column(verbose_name=_("Mã"), linkify=page_of, attrs={"td": {"class": "code"}})
    title = tables.Column(verbose_name=_("Tên phiếu"), attrs={"td": {"class": "lead"}})
    asked = tables.Column(verbose_name=_("Số câu"), attrs=NUMBER)
    state = tables.Column(
        verbose_name=_("Tình trạng"), empty_values=(), accessor="pk", order_by=("ended_date", "used_number", "pk")
    )
    used_date = tables.Column(verbose_name=_("Dùng từ ngày"), attrs=DAY)
    surveys = tables.Column(verbose_name=_("Đợt khảo sát"), attrs=NUMBER, default=0)

    def render_title(self, record: Questionnaire) -> SafeString:
        """Tell its name, and whom it asks."""
        return format_html('{}<span class="basis">{}</span>', record.title, record.get_about_display())

    def value_title(self, record: Questionnaire) -> str:
        """Tell its name alone, for a file."""
        return record.title

    def render_state(self, record: Any) -> str:
        """Write where it stands."""
        return state_word(record)

    def render_used_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_used_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value


class Questions(tables.Table):
    """The questions of a version with all they say, for a file."""

    position = tables.Column(verbose_name=_("Câu"))
    key = tables.Column(verbose_name=_("Khóa"))
    factor = tables.Column(verbose_name=_("Yếu tố"))
    kind = tables.Column(verbose_name=_("Cách trả lời"))
    text = tables.Column(verbose_name=_("Câu hỏi"))
    text_en = tables.Column(verbose_name=_("Câu hỏi (tiếng Anh)"))
    options = tables.Column(verbose_name=_("Các lựa chọn"), empty_values=())
    options_en = tables.Column(verbose_name=_("Các lựa chọn (tiếng Anh)"), empty_values=())
    is_required = tables.Column(verbose_name=_("Phải trả lời"))
    lowest = tables.Column(verbose_name=_("Số nhỏ nhất"))
    highest = tables.Column(verbose_name=_("Số lớn nhất"))

    class Meta:
        default = ""

    def value_options(self, record: Question) -> str:
        """Tell the choices, parted by semicolons."""
        return "; ".join(record.options)

    def value_options_en(self, record: Question) -> str:
        """Tell the choices in English, parted by semicolons."""
        return "; ".join(record.options_en)

    def value_is_required(self, value: bool) -> str:
        """Say whether it has to be answered."""
        return gettext("có") if value else ""
