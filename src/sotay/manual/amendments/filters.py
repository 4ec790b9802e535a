"""What amendments are narrowed by."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.manual.amendments.models import Amendment


class Amendments(django_filters.FilterSet):
    """By words and state."""

    words = django_filters.CharFilter(
        label=_("Mã, lý do"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"), choices=Amendment.State.choices, empty_label=_("Mọi tình trạng")
    )

    class Meta:
        model = Amendment
        fields: list[str] = []

    def by_words(self, amendments: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep amendments in whose code or reason the words stand."""
        return amendments.filter(Q(code__icontains=value) | Q(reason__icontains=value))
