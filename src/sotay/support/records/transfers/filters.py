"""What lists of hand-over and disposal are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.support.records.models import Transfer
from sotay.support.records.transfers import queries


class Transfers(django_filters.FilterSet):
    """By words, manner and state."""

    words = django_filters.CharFilter(
        label=_("Số, căn cứ"), method="leave", widget=forms.TextInput(attrs={"type": "search"})
    )
    manner = django_filters.ChoiceFilter(
        label=_("Việc"), method="leave", choices=Transfer.Manner.choices, empty_label=_("Nộp lưu và hủy")
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"), method="leave", choices=Transfer.State.choices, empty_label=_("Mọi tình trạng")
    )

    class Meta:
        model = Transfer
        fields: list[str] = []

    def leave(self, rows: QuerySet, _name: str, _value: Any) -> QuerySet:
        """Leave narrowing to the query, which takes all together."""
        return rows

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Ask the query with all that was chosen."""
        chosen = self.form.cleaned_data
        return queries.narrowed(
            queryset,
            viewer=self.request.actor,
            words=chosen.get("words") or "",
            manner=chosen.get("manner") or "",
            state=chosen.get("state") or "",
        )
