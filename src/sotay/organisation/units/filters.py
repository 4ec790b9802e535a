"""What units are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.organisation.units import queries


class Units(django_filters.FilterSet):
    """By words, and whether they still stand."""

    words = django_filters.CharFilter(
        label=_("Mã, tên đơn vị"), method="leave", widget=forms.TextInput(attrs={"type": "search"})
    )
    ended = django_filters.BooleanFilter(label=_("Đã kết thúc"), method="leave", widget=forms.CheckboxInput)

    class Meta:
        model = Unit
        fields: list[str] = []

    def leave(self, units: QuerySet, _name: str, _value: Any) -> QuerySet:
        """Leave narrowing to the query, which takes all together."""
        return units

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:  # noqa: ARG002  the query starts anew
        """Ask the query with all that was chosen."""
        chosen = self.form.cleaned_data
        return queries.list_units(
            viewer=self.request.actor,
            on=today(),
            words=chosen.get("words") or "",
            ended=bool(chosen.get("ended")),
        )
