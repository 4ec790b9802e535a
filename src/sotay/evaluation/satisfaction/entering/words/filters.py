"""What words are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Unit
from sotay.evaluation.satisfaction.entering.words import queries
from sotay.evaluation.satisfaction.models import AnswerText, Survey


def _surveys(request: Any) -> QuerySet[Survey]:
    return queries.surveys_with_words(viewer=request.actor)


def _units(request: Any) -> QuerySet[Unit]:
    return Unit.objects.of(request.actor).order_by("order", "name_sort", "pk")


class Texts(django_filters.FilterSet):
    """By words, survey and unit."""

    words = django_filters.CharFilter(
        label=_("Từ trong ý kiến"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    survey = django_filters.ModelChoiceFilter(
        label=_("Đợt khảo sát"), field_name="answer__survey", queryset=_surveys, empty_label=_("Mọi đợt")
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị"), field_name="answer__unit", queryset=_units, empty_label=_("Mọi đơn vị")
    )

    class Meta:
        model = AnswerText
        fields: list[str] = []

    def by_words(self, rows: QuerySet[AnswerText], _name: str, value: str) -> QuerySet[AnswerText]:
        """Keep those in which the words stand."""
        return queries.with_words(rows, value)
