"""Internal auditors as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.audits.clause_lists import said
from sotay.evaluation.audits.models import Auditor
from sotay.evaluation.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}


def page_of(record: Auditor, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "auditor_detail", slug=record.slug)


def standing_of(entry: Auditor, on: date) -> str:
    """Return in words whether an entry holds on a day."""
    if entry.is_ended and entry.to_date and entry.to_date <= on:
        return gettext("đã kết thúc")
    if entry.from_date > on:
        return gettext("chưa có hiệu lực")
    if entry.to_date and entry.to_date < on:
        return gettext("đã hết hiệu lực")
    return gettext("đang có hiệu lực")


class Auditors(tables.Table):
    """Name, training, fields, clauses, from when to when, whether it holds."""

    user = tables.Column(
        verbose_name=_("Đánh giá viên"),
        linkify=page_of,
        order_by=("user__name_sort", "pk"),
    )
    training = tables.Column(verbose_name=_("Đào tạo"), attrs={"td": {"class": "lead"}})
    field = tables.Column(verbose_name=_("Lĩnh vực"))
    clauses = tables.Column(verbose_name=_("Điều khoản"), orderable=False, empty_values=())
    from_date = tables.Column(verbose_name=_("Từ ngày"), attrs=DAY)
    to_date = tables.Column(verbose_name=_("Đến hết ngày"), attrs=DAY)
    standing = tables.Column(verbose_name=_("Hiệu lực"), accessor="pk", orderable=False, empty_values=())

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_user(self, record: Auditor) -> SafeString | str:
        """Write the name, and that the person can lead a team."""
        if not record.can_lead:
            return str(record.user)
        return format_html('{}<span class="basis">{}</span>', record.user, gettext("có thể làm trưởng đoàn"))

    def value_user(self, record: Auditor) -> str:
        """Give the name alone, for a file."""
        return str(record.user)

    def render_training(self, record: Auditor) -> SafeString | str:
        """Write the training and the certificate."""
        if not record.certificate:
            return record.training
        number = gettext("chứng nhận %s") % record.certificate
        return format_html('{}<span class="basis">{}</span>', record.training, number)

    def value_training(self, record: Auditor) -> str:
        """Give training and certificate on one line, for a file."""
        return "; ".join(filter(None, [record.training, record.certificate]))

    def render_clauses(self, record: Auditor) -> str:
        """Write the clauses, or that all may be audited."""
        return said(record.clauses) or gettext("tất cả")

    def render_from_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_from_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_to_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_to_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_standing(self, record: Auditor) -> SafeString | str:
        """Write whether the entry holds, and that the seat is missing."""
        word = standing_of(record, self.on)
        if record.has_seat or record.is_ended:  # type: ignore[attr-defined]  # annotated
            return word
        return format_html('{}<span class="basis">{}</span>', word, gettext("chưa được giao vai trò trong hệ thống"))

    def value_standing(self, record: Auditor) -> str:
        """Give the word alone, for a file."""
        return standing_of(record, self.on)
