"""Feedback as a table: the log G3."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.evaluation.feedback.models import Feedback
from sotay.evaluation.feedback.queries import content_of
from sotay.evaluation.tabs import CUSTOMERS
from sotay.ui.formats import ngay

State = Feedback.State
DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
TONES = {
    State.RECEIVED: "warn",
    State.ASSIGNED: "now",
    State.ANSWERED: "done",
    State.FORWARDED: "quiet",
    State.NOTED: "quiet",
    State.REFUSED: "quiet",
}
SHORT = 160
HELD_BACK = _("Nội dung liên quan đến công chức cụ thể, chỉ người có trách nhiệm xem.")


def page_of(record: Feedback, table: Any) -> str:
    """Return the address of a row's page."""
    return CUSTOMERS.address(table.request.actor, "feedback_detail", slug=record.slug)


def words_of(feedback: Feedback, viewer: Actor) -> str:
    """Return what was said, as far as a list tells it: nothing of what concerns an official."""
    content = content_of(feedback)
    if feedback.concerns_official:
        return str(HELD_BACK)
    return content.text if content is not None and may(viewer, "evaluation.read_feedback_words", feedback) else ""


def sender_of(feedback: Feedback, viewer: Actor) -> str:
    """Return who sent it to those who may know; nothing of what concerns an official."""
    content = content_of(feedback)
    if content is None or feedback.is_restricted or not may(viewer, "evaluation.see_feedback_contacts", feedback):
        return ""
    return content.name


class FeedbackTable(tables.Table):
    """Code, day, what was said and how it came, the unit, until when, where it stands; a file also has sender, dossier and answer."""

    code = tables.Column(verbose_name=_("Mã"), linkify=page_of, attrs={"td": {"class": "code"}})
    received_date = tables.Column(verbose_name=pgettext_lazy("feedback", "Ngày tiếp nhận"), attrs=DAY)
    kind = tables.Column(verbose_name=_("Phân loại, nội dung"), attrs={"td": {"class": "lead"}})
    unit = tables.Column(
        verbose_name=_("Đơn vị xử lý"),
        accessor="pk",
        order_by=("unit__order", "unit__code"),
        attrs={"td": {"class": "code"}},
    )
    due_date = tables.Column(verbose_name=_("Hạn trả lời"), attrs=DAY)
    state = tables.Column(verbose_name=_("Tình trạng"), attrs={"td": {"class": "code"}})

    def __init__(self, *args: Any, viewer: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.on = viewer, on

    def render_received_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_received_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_kind(self, record: Feedback) -> SafeString:
        """Tell what it is and what was said."""
        words = words_of(record, self.viewer)
        short = f"{words[:SHORT].rstrip()}…" if len(words) > SHORT else words
        if record.kind == Feedback.Kind.COMPLAINT:
            short = " · ".join(filter(None, [record.reference_number, record.field]))
        way = record.get_channel_display()
        return format_html('{} ({})<span class="basis">{}</span>', record.get_kind_display(), way, short)

    def render_unit(self, record: Feedback) -> str:
        """Write the code of the unit."""
        return record.unit.code if record.unit else "–"

    def render_due_date(self, record: Feedback, value: date) -> SafeString | str:
        """Write the day, and that it is over."""
        if record.state in Feedback.OPEN and value < self.on:
            return format_html('{} <span class="basis">{}</span>', ngay(value), gettext("quá hạn"))
        return ngay(value)

    def value_due_date(self, value: date | None) -> date | None:
        """Give the day, for a file."""
        return value

    def render_state(self, record: Feedback) -> SafeString:
        """Write where it stands."""
        return format_html(
            '<span class="state state-{}">{}</span>', TONES[State(record.state)], record.get_state_display()
        )

    def value_state(self, record: Feedback) -> str:
        """Say where it stands, for a file."""
        return str(record.get_state_display())


class FeedbackFile(FeedbackTable):
    """The log with all its columns, as a file."""

    kind = tables.Column(verbose_name=_("Phân loại"))
    channel = tables.Column(verbose_name=_("Hình thức"))
    sender = tables.Column(verbose_name=_("Người gửi"), accessor="pk")
    words = tables.Column(verbose_name=_("Nội dung"), accessor="pk")
    dossier = tables.Column(verbose_name=pgettext_lazy("dossier", "Hồ sơ"), accessor="pk")
    answer = tables.Column(verbose_name=_("Nội dung trả lời"), accessor="pk")
    ended_date = tables.Column(verbose_name=_("Ngày kết thúc"))
    published_date = tables.Column(verbose_name=_("Ngày công khai"))

    class Meta:
        sequence = (
            *("code", "received_date", "sender", "channel", "kind", "words", "dossier", "unit", "due_date", "state"),
            *("answer", "ended_date", "published_date"),
        )

    def value_kind(self, record: Feedback) -> str:
        """Say what it is."""
        return str(record.get_kind_display())

    def value_unit(self, record: Feedback) -> str:
        """Give the code of the unit."""
        return record.unit.code if record.unit else ""

    def value_channel(self, record: Feedback) -> str:
        """Say how it came."""
        return str(record.get_channel_display())

    def value_sender(self, record: Feedback) -> str:
        """Name who sent it, to those who may know."""
        return sender_of(record, self.viewer)

    def value_words(self, record: Feedback) -> str:
        """Give what was said."""
        return words_of(record, self.viewer)

    def value_dossier(self, record: Feedback) -> str:
        """Give the code of the dossier."""
        return record.dossier.code if record.dossier and not record.is_restricted else ""

    def value_answer(self, record: Feedback) -> str:
        """Give the answer, of what concerns no official."""
        return "" if record.is_restricted else record.answer or record.state_reason

    def value_ended_date(self, value: date | None) -> date | None:
        """Give the day."""
        return value

    def value_published_date(self, value: date | None) -> date | None:
        """Give the day."""
        return value
