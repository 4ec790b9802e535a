"""What inspections are narrowed by."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.evaluation.inspections import queries
from sotay.evaluation.inspections.models import Inspection, Manner
from sotay.ui.filters import linked_days


class Inspections(django_filters.FilterSet):
    """By words, year, manner, and where it stands; by the days a number was counted over."""

    words = django_filters.CharFilter(
        label=_("Mã, cơ quan kiểm tra, nội dung"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    year = django_filters.NumberFilter(label=_("Năm"), field_name="from_date", lookup_expr="year")
    manner = django_filters.ChoiceFilter(label=_("Hình thức"), choices=Manner.choices, empty_label=_("Mọi hình thức"))
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        method="by_state",
        choices=[
            *Inspection.State.choices,
            (queries.LATE, _("Quá hạn báo cáo khắc phục")),
            (queries.KEPT, _("Trừ cuộc không tiến hành")),
        ],
        empty_label=_("Mọi tình trạng"),
    )
    since, until = linked_days("from_date")
    signed_since, signed_until = linked_days("minutes_date")

    class Meta:
        model = Inspection
        fields: list[str] = []

    def by_words(self, rows: QuerySet[Inspection], _name: str, value: str) -> QuerySet[Inspection]:
        """Keep those in which the words stand."""
        return queries.with_words(rows, value, viewer=self.request.actor)

    def by_state(self, rows: QuerySet[Inspection], _name: str, value: str) -> QuerySet[Inspection]:
        """Keep those in a state, those whose report on fixes is overdue, or all that were not called off."""
        if value == queries.KEPT:
            return rows.exclude(state=Inspection.State.CANCELLED)
        return queries.late(rows, on=today()) if value == queries.LATE else rows.filter(state=value)
