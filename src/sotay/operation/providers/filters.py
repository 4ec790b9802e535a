"""What providers are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.operation.providers import queries
from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.ui.filters import LinkedDay

UNSEEN = "UNSEEN"


def _units(request: Any) -> QuerySet[Unit]:
    return queries.units_with_providers(viewer=request.actor)


class Providers(django_filters.FilterSet):
    """By words, unit, what is supplied, the latest outcome, and where it stands; by the days a number was counted over."""

    words = django_filters.CharFilter(
        label=_("Mã, tên, sản phẩm, dịch vụ"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    unit = django_filters.ModelChoiceFilter(label=_("Đơn vị quản lý"), queryset=_units, empty_label=_("Mọi đơn vị"))
    supplies = django_filters.ChoiceFilter(
        label=_("Loại"), choices=Provider.Supplies.choices, empty_label=_("Mọi loại")
    )
    outcome = django_filters.ChoiceFilter(
        label=_("Kết quả gần nhất"),
        method="by_outcome",
        choices=[*ProviderEvaluation.Outcome.choices, (queries.NOBODY, _("Chưa đánh giá lần nào"))],
        empty_label=_("Mọi kết quả"),
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        method="by_state",
        choices=[*Provider.State.choices, (UNSEEN, _("Chưa đánh giá trong năm"))],
        empty_label=_("Mọi tình trạng"),
    )
    supplied_since = LinkedDay("pk", "exact", method="leave")
    supplied_until = LinkedDay("pk", "exact", method="leave")
    seen_since = LinkedDay("pk", "exact", method="leave")
    seen_until = LinkedDay("pk", "exact", method="leave")
    came_to = django_filters.ChoiceFilter(
        choices=ProviderEvaluation.Outcome.choices, method="leave", widget=forms.HiddenInput
    )

    class Meta:
        model = Provider
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Provider]) -> QuerySet[Provider]:
        """Narrow by the days of a number too: those that supplied within them, those evaluated and what it came to."""
        chosen = self.form.cleaned_data
        first, last = chosen.get("supplied_since"), chosen.get("supplied_until")
        if first and last:
            queryset = queryset.supplying(first, last)  # type: ignore[attr-defined]
        first, last = chosen.get("seen_since"), chosen.get("seen_until")
        if first and last:
            queryset = queries.evaluated_within(queryset, first, last)
            queryset = queryset.filter(came_to=chosen["came_to"]) if chosen.get("came_to") else queryset
        return super().filter_queryset(queryset)

    def leave(self, providers: QuerySet[Provider], _name: str, _value: str) -> QuerySet[Provider]:
        """Leave the days of a number to `filter_queryset`, which takes both together."""
        return providers

    def by_words(self, providers: QuerySet[Provider], _name: str, value: str) -> QuerySet[Provider]:
        """Keep those in which the words stand."""
        return queries.with_words(providers, value, viewer=self.request.actor)

    def by_outcome(self, providers: QuerySet[Provider], _name: str, value: str) -> QuerySet[Provider]:
        """Keep those whose latest evaluation came to this, or those without one."""
        if value == queries.NOBODY:
            return providers.filter(last_outcome__isnull=True)
        return providers.filter(last_outcome=value)

    def by_state(self, providers: QuerySet[Provider], _name: str, value: str) -> QuerySet[Provider]:
        """Keep those that supply, that ended, or that supply in this year and were not evaluated in it."""
        if value == UNSEEN:
            return queries.not_evaluated(providers, viewer=self.request.actor, on=today())
        return providers.filter(state=value)
