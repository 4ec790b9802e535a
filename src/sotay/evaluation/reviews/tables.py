"""Reviews, and what they decided, as tables."""

from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.evaluation.reviews.decisions import TONES as STANDING_TONES
from sotay.evaluation.reviews.decisions import Standing
from sotay.evaluation.reviews.models import MonthlyLook, Review, ReviewDecision
from sotay.evaluation.reviews.queries import is_before_audit
from sotay.evaluation.tabs import address
from sotay.ui.formats import luc, ngay

State = Review.State
DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
TONES = {
    State.PLANNED: "quiet",
    State.INVITED: "now",
    State.HELD: "now",
    State.SUBMITTED: "now",
    State.CONCLUDED: "done",
    State.CANCELLED: "stop",
}


class Reviews(tables.Table):
    """Code, meeting, its name, who chairs, how many decisions, where it stands."""

    code = tables.Column(
        verbose_name=gettext_lazy("Mã"),
        linkify=lambda record, table: address(table.request.actor, "review_detail", slug=record.slug),
        attrs={"td": {"class": "code"}},
    )
    meeting_at = tables.Column(verbose_name=gettext_lazy("Thời gian họp"), attrs=DAY)
    title = tables.Column(verbose_name=gettext_lazy("Cuộc họp"), attrs={"td": {"class": "lead"}})
    chair = tables.Column(verbose_name=gettext_lazy("Chủ trì"), order_by=("chair__name_sort",))
    decided = tables.Column(verbose_name=gettext_lazy("Quyết định"))
    state = tables.Column(verbose_name=gettext_lazy("Trạng thái"))

    def render_meeting_at(self, value: datetime) -> str:
        """Write day and hour."""
        return luc(value)

    def value_meeting_at(self, value: datetime) -> datetime:
        """Give the moment, for a file."""
        return localtime(value).replace(tzinfo=None)

    def render_title(self, record: Review) -> SafeString:
        """Write the name, and that the meeting comes before the audit of its year."""
        note = before_audit_words(record)
        return (
            format_html('{}<span class="basis">{}</span>', record.title, note)
            if note
            else format_html("{}", record.title)
        )

    def value_title(self, record: Review) -> str:
        """Write both in one line, for a file."""
        return " – ".join(filter(None, [record.title, before_audit_words(record)]))

    def render_state(self, record: Review) -> SafeString:
        """Write where it stands."""
        return format_html(
            '<span class="state state-{}">{}</span>', TONES[State(record.state)], record.get_state_display()
        )

    def value_state(self, record: Review) -> str:
        """Say where it stands, for a file."""
        return str(record.get_state_display())


def before_audit_words(review: Review) -> str:
    """Return that a review that was held comes before the audit of its year, empty where it does not."""
    if review.held_date is None or not is_before_audit(review):
        return ""
    audited: date | None = review.audited  # type: ignore[attr-defined]  # annotated
    if audited is None:
        return _("họp khi chưa có báo cáo đánh giá nội bộ của năm")
    return _("họp trước báo cáo đánh giá nội bộ ngày %s") % ngay(audited)


class Decisions(tables.Table):
    """What was decided, by which review, who, until when, how it stands."""

    review = tables.Column(
        verbose_name=gettext_lazy("Cuộc xem xét"),
        accessor="review__code",
        linkify=lambda record, table: address(table.request.actor, "review_decisions", slug=record.review.slug),
        attrs={"td": {"class": "code"}},
    )
    text = tables.Column(verbose_name=gettext_lazy("Quyết định"), attrs={"td": {"class": "lead"}})
    owner = tables.Column(
        verbose_name=gettext_lazy("Người thực hiện"), accessor="owner_words", orderable=False, empty_values=("",)
    )
    due = tables.Column(
        verbose_name=gettext_lazy("Hạn"), accessor="pk", order_by=("assignment__due_date", "pk"), attrs=DAY
    )
    standing = tables.Column(verbose_name=gettext_lazy("Tình trạng"))

    def render_text(self, record: ReviewDecision) -> SafeString:
        """Write what was decided, and which output it is."""
        return format_html('{}<span class="basis">{}</span>', record.text, record.get_kind_display())

    def value_text(self, record: ReviewDecision) -> str:
        """Write what was decided, for a file."""
        return f"{record.get_kind_display()}: {record.text}"

    def render_due(self, record: ReviewDecision) -> str:
        """Write the day of the work, which may have been put off."""
        return ngay(self.value_due(record))

    def value_due(self, record: ReviewDecision) -> date | None:
        """Give the day, for a file."""
        return record.assignment.due_date if record.assignment else record.due_date

    def render_standing(self, value: str) -> SafeString:
        """Write how it stands."""
        standing = Standing(value)
        return format_html('<span class="state state-{}">{}</span>', STANDING_TONES[standing], standing.label)

    def value_standing(self, value: str) -> str:
        """Say how it stands, for a file."""
        return str(Standing(value).label)


class Months(tables.Table):
    """The months that were looked at: when, what was said."""

    month = tables.Column(
        verbose_name=gettext_lazy("Tháng"),
        accessor="pk",
        order_by=("year", "month"),
        linkify=lambda record, table: address(
            table.request.actor, "month_detail", slug=f"{record.year:04d}-{record.month:02d}"
        ),
        attrs={"td": {"class": "code"}},
    )
    held_date = tables.Column(verbose_name=gettext_lazy("Ngày giao ban"), attrs=DAY)
    note = tables.Column(verbose_name=gettext_lazy("Nội dung, kết luận"), attrs={"td": {"class": "lead"}})
    paper = tables.Column(verbose_name=gettext_lazy("Văn bản"), accessor="paper__number")

    def render_month(self, record: MonthlyLook) -> str:
        """Write month and year."""
        return f"{record.month:02d}/{record.year}"

    def value_month(self, record: MonthlyLook) -> str:
        """Write month and year, for a file."""
        return f"{record.month:02d}/{record.year}"

    def render_held_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_held_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value


def month_words(record: Any) -> str:
    """Return a month as it is said: *tháng 6/2026*."""
    return _("tháng %(month)d/%(year)d") % {"month": record.month, "year": record.year}
