"""What syntheses are narrowed by."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import Questionnaire, Synthesis
from sotay.evaluation.satisfaction.synthesis import queries
from sotay.ui.forms import DayField


class DayFilter(django_filters.DateFilter):
    """A day written as on paper."""

    field_class = DayField


class Syntheses(django_filters.FilterSet):
    """By words, subject, where they stand, year, and the days they were issued on."""

    words = django_filters.CharFilter(
        label=_("Mã, tên, nội dung"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    about = django_filters.ChoiceFilter(
        label=_("Về"), choices=Questionnaire.About.choices, empty_label=_("Mọi nội dung")
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"), choices=Synthesis.State.choices, empty_label=_("Mọi tình trạng")
    )
    issued_since = DayFilter(label=_("Ban hành từ ngày"), field_name="issued_date", lookup_expr="gte")
    issued_until = DayFilter(label=_("Đến ngày"), field_name="issued_date", lookup_expr="lte")
    year = django_filters.NumberFilter(label=_("Năm"), field_name="to_date", lookup_expr="year")

    class Meta:
        model = Synthesis
        fields: list[str] = []

    def by_words(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those in which the words stand."""
        return queries.with_words(rows, value, viewer=self.request.actor)
