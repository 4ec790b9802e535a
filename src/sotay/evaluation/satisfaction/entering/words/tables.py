"""Words and contacts as tables."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import AnswerContact, AnswerText
from sotay.evaluation.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
CODE = {"td": {"class": "code"}}


def answer_of(record: Any, table: Any) -> str:
    """Return the address of the answer of a row."""
    return address(table.request.actor, "answer_detail", uuid=record.answer.uuid)


class Texts(tables.Table):
    """Day, what was asked, what was written, of which survey and unit; where it is deleted."""

    given_date = tables.Column(
        verbose_name=_("Ngày"), accessor="answer__given_date", linkify=answer_of, attrs=DAY,
        order_by=("answer__given_date", "pk"),
    )  # fmt: skip
    text = tables.Column(verbose_name=_("Ý kiến"), orderable=False, attrs={"td": {"class": "lead"}})
    asked = tables.Column(verbose_name=_("Trả lời câu hỏi"), accessor="pk", orderable=False)
    survey = tables.Column(verbose_name=_("Đợt khảo sát"), accessor="answer__survey__code", attrs=CODE)
    unit = tables.Column(verbose_name=_("Đơn vị"), accessor="answer__unit__code", attrs=CODE)
    remove = tables.Column(
        verbose_name=_("Xóa"), accessor="uuid", orderable=False, exclude_from_export=True, attrs={"td": {"class": "do"}}
    )

    def __init__(self, *args: Any, asked: dict[tuple[int, int], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def render_given_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_given_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_text(self, record: AnswerText) -> SafeString:
        """Write the words as they are, and that somebody can be reached."""
        reach = gettext("có để lại liên hệ") if record.has_contact else ""  # type: ignore[attr-defined]
        return format_html("{}{}", linebreaksbr(record.text), _basis(reach))

    def value_text(self, value: str) -> str:
        """Give the words, for a file."""
        return value

    def render_asked(self, record: AnswerText) -> str:
        """Write what was asked."""
        return self.asked.get((record.answer.survey_id, record.position), "")

    def render_remove(self, record: AnswerText) -> SafeString:
        """Lead to where the words are deleted."""
        url = address(self.request.actor, "text_remove", uuid=record.uuid)
        said = gettext("Xóa ý kiến ngày %s") % ngay(record.answer.given_date)
        return format_html('<a href="{}" aria-label="{}">{}</a>', url, said, gettext("Xóa"))


class Contacts(tables.Table):
    """Day, who, how to reach them, of which survey; where it is deleted."""

    given_date = tables.Column(
        verbose_name=_("Ngày"), accessor="answer__given_date", linkify=answer_of, attrs=DAY,
        order_by=("answer__given_date", "pk"),
    )  # fmt: skip
    name = tables.Column(verbose_name=_("Họ tên"), orderable=False, attrs={"td": {"class": "lead"}})
    phone = tables.Column(verbose_name=_("Điện thoại"), orderable=False)
    email = tables.Column(verbose_name=_("Thư điện tử"), orderable=False)
    survey = tables.Column(verbose_name=_("Đợt khảo sát"), accessor="answer__survey__code", attrs=CODE)
    remove = tables.Column(verbose_name=_("Xóa"), accessor="uuid", orderable=False, attrs={"td": {"class": "do"}})

    def render_given_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def render_remove(self, record: AnswerContact) -> SafeString:
        """Lead to where the contact is deleted."""
        url = address(self.request.actor, "contact_remove", uuid=record.uuid)
        said = gettext("Xóa liên hệ của phiếu ngày %s") % ngay(record.answer.given_date)
        return format_html('<a href="{}" aria-label="{}">{}</a>', url, said, gettext("Xóa"))


def _basis(text: str) -> SafeString | str:
    return format_html('<span class="basis">{}</span>', text) if text else ""
