"""What syntheses are narrowed by."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import Questionnaire, Synthesis
from sotay.evaluation.satisfaction.synthesis import queries


class Syntheses(django_filters.FilterSet):
    """By words, subject, where they stand, and year."""

    words = django_filters.CharFilter(
        label=_("Mã, tên, nội dung"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    about = django_filters.ChoiceFilter(
        label=_("Về"), choices=Questionnaire.About.choices, empty_label=_("Mọi nội dung")
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"), choices=Synthesis.State.choices, empty_label=_("Mọi tình trạng")
    )
    year = django_filters.NumberFilter(label=_("Năm"), field_name="to_date", lookup_expr="year")

    class Meta:
        model = Synthesis
        fields: list[str] = []

    def by_words(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those in which the words stand."""
        return queries.with_words(rows, value, viewer=self.request.actor)
