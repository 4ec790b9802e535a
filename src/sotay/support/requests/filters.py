"""What requests are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.support.requests import queries
from sotay.support.requests.models import ChangeRequest


def _units(request: Any) -> QuerySet[Unit]:
    return Unit.objects.of(request.actor).in_force(today()).order_by("order", "name_sort")


class Requests(django_filters.FilterSet):
    """By words, state, kind and unit."""

    words = django_filters.CharFilter(
        label=_("Số phiếu, tài liệu, nội dung"), method="leave", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        method="leave",
        choices=[
            (queries.OPEN, _("Chưa kết thúc")),
            (queries.OVERDUE, _("Quá hạn")),
            *ChangeRequest.State.choices,
        ],
        empty_label=_("Mọi tình trạng"),
    )
    manner = django_filters.ChoiceFilter(
        label=_("Loại yêu cầu"), choices=ChangeRequest.Manner.choices, empty_label=_("Mọi loại")
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị"), queryset=_units, method="leave", empty_label=_("Mọi đơn vị")
    )

    class Meta:
        model = ChangeRequest
        fields: list[str] = []

    def leave(self, rows: QuerySet, _name: str, _value: Any) -> QuerySet:
        """Leave narrowing to the query, which takes all together."""
        return rows

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Ask the query with all that was chosen."""
        chosen = self.form.cleaned_data
        if manner := chosen.get("manner"):
            queryset = queryset.filter(manner=manner)
        return queries.narrowed(
            queryset,
            viewer=self.request.actor,
            on=today(),
            words=chosen.get("words") or "",
            state=chosen.get("state") or "",
            unit=chosen.get("unit"),
        )
