"""What surveys are narrowed by."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.evaluation.satisfaction.models import Survey
from sotay.evaluation.satisfaction.surveys import queries


class Surveys(django_filters.FilterSet):
    """By words, year and where they stand."""

    words = django_filters.CharFilter(
        label=_("Mã, tên đợt"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    year = django_filters.NumberFilter(label=_("Năm"), field_name="from_date", lookup_expr="year")
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        method="by_state",
        choices=[*Survey.State.choices, (queries.RAN_OUT, _("Hết hạn, chưa kết thúc"))],
        empty_label=_("Mọi tình trạng"),
    )

    class Meta:
        model = Survey
        fields: list[str] = []

    def by_words(self, rows: QuerySet[Survey], _name: str, value: str) -> QuerySet[Survey]:
        """Keep those in which the words stand."""
        return queries.with_words(rows, value, viewer=self.request.actor)

    def by_state(self, rows: QuerySet[Survey], _name: str, value: str) -> QuerySet[Survey]:
        """Keep those in a state, or open ones whose last day is over."""
        return rows.filter(queries.ran_out(on=today())) if value == queries.RAN_OUT else rows.filter(state=value)
