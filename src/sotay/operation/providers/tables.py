"""External providers as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.operation.providers.queries import DueDays
from sotay.operation.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
Outcome = ProviderEvaluation.Outcome
TONES = {Outcome.KEEP: "done", Outcome.WATCH: "warn", Outcome.END: "stop"}
SHORT = {Outcome.KEEP: _("Đạt"), Outcome.WATCH: _("Đạt có điều kiện"), Outcome.END: _("Không đạt")}


def outcome_word(value: str | None) -> str:
    """Return in a word what the latest evaluation came to, or that there is none."""
    return str(SHORT[Outcome(value)]) if value else gettext("chưa đánh giá")


def page_of(record: Provider, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "provider_detail", slug=record.slug)


class Providers(tables.Table):
    """Code, name, what is supplied, unit, latest evaluation, when the next is due."""

    code = tables.Column(verbose_name=_("Mã"), linkify=page_of, attrs={"td": {"class": "code"}})
    name = tables.Column(verbose_name=_("Nhà cung cấp"), order_by=("name_sort", "pk"), attrs={"td": {"class": "lead"}})
    subject = tables.Column(verbose_name=_("Sản phẩm, dịch vụ"))
    unit = tables.Column(
        verbose_name=_("Đơn vị"),
        accessor="unit__code",
        order_by=("unit__order", "unit__code"),
        attrs={"td": {"class": "code"}},
    )
    last_date = tables.Column(verbose_name=_("Đánh giá gần nhất"), attrs=DAY)
    last_outcome = tables.Column(verbose_name=_("Kết quả"), empty_values=())
    due = tables.Column(verbose_name=_("Hạn đánh giá"), empty_values=(), accessor="pk", orderable=False)

    def __init__(self, *args: Any, days: DueDays, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = days

    def render_subject(self, record: Provider) -> SafeString:
        """Tell what is supplied, and of which kind that is."""
        return format_html('{}<span class="basis">{}</span>', record.subject, record.get_supplies_display())

    def value_subject(self, record: Provider) -> str:
        """Tell what is supplied alone, for a file."""
        return record.subject

    def render_last_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_last_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_last_outcome(self, value: str | None) -> str:
        """Write what the latest evaluation came to."""
        return outcome_word(value)

    def render_due(self, record: Provider) -> SafeString | str:
        """Write by when it is evaluated next, that the day is over, or that the provider ended."""
        if record.ended_date is not None:
            return gettext("đã thôi từ %s") % ngay(record.ended_date)
        due = self.days.due(record)
        if due is None:
            return "–"
        late = gettext("quá hạn %s ngày") % (self.days.on - due.day).days
        return format_html('{}<span class="basis">{}</span>', ngay(due.day), late) if due.is_late else ngay(due.day)

    def value_due(self, record: Provider) -> date | str | None:
        """Give the day, for a file, or say that the provider ended."""
        if record.ended_date is not None:
            return gettext("đã thôi từ %s") % ngay(record.ended_date)
        due = self.days.due(record)
        return due.day if due else None
