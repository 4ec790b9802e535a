"""What feedback is narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.evaluation.feedback import queries
from sotay.evaluation.feedback.models import Feedback
from sotay.ui.forms import DayField

LEFT, LATE, HANDLED = "LEFT", "LATE", "HANDLED"


class DayFilter(django_filters.DateFilter):
    """A day written as on paper."""

    field_class = DayField


def _units(request: Any) -> QuerySet[Unit]:
    return Unit.objects.of(request.actor).order_by("order", "name_sort")


class FeedbackFilter(django_filters.FilterSet):
    """By words, kind, how it came, where it stands, unit, and the days it was received or due on."""

    words = django_filters.CharFilter(
        label=_("Mã, nội dung, mã hồ sơ"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        method="by_state",
        choices=[(LEFT, _("Chưa trả lời")), (LATE, _("Quá hạn trả lời")), *Feedback.State.choices],
        empty_label=_("Mọi tình trạng"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Phân loại"),
        method="by_kind",
        choices=[(HANDLED, _("Trừ khiếu nại, tố cáo")), *Feedback.Kind.choices],
        empty_label=_("Mọi loại"),
    )
    channel = django_filters.ChoiceFilter(
        label=_("Hình thức"), choices=Feedback.Channel.choices, empty_label=_("Mọi hình thức")
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị xử lý"), queryset=_units, to_field_name="slug", empty_label=_("Mọi đơn vị")
    )
    since = DayFilter(label=_("Tiếp nhận từ ngày"), field_name="received_date", lookup_expr="gte")
    until = DayFilter(label=_("Đến ngày"), field_name="received_date", lookup_expr="lte")
    due_since = DayFilter(label=_("Hạn trả lời từ ngày"), field_name="due_date", lookup_expr="gte")
    due_until = DayFilter(label=_("Hạn đến ngày"), field_name="due_date", lookup_expr="lte")

    class Meta:
        model = Feedback
        fields: list[str] = []

    def by_words(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those in which the words stand."""
        return queries.with_words(rows, value, viewer=self.request.actor)

    def by_state(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those that stand so, all that wait for an answer, or those whose last day is over."""
        if value == LEFT:
            return rows.filter(state__in=Feedback.OPEN)
        if value == LATE:
            return rows.filter(queries.overdue(on=today()))
        return rows.filter(state=value)

    def by_kind(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those of a kind, or all that are handled here."""
        return rows.filter(kind__in=Feedback.HANDLED) if value == HANDLED else rows.filter(kind=value)
