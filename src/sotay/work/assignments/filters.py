"""What assignments are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.ui.filters import linked_days
from sotay.work.assignments import queries
from sotay.work.assignments.models import Assignment

DAYS = ("given_since", "given_until", "done_since", "done_until")


def _units(request: Any) -> QuerySet[Unit]:
    return Unit.objects.of(request.actor).in_force(today()).order_by("order", "name_sort")


class Assignments(django_filters.FilterSet):
    """By words, state, due day and unit; by the days a number was counted over."""

    words = django_filters.CharFilter(
        label=_("Mã, nội dung"), method="leave", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        method="leave",
        choices=[(queries.OPEN, _("Chưa kết thúc")), *Assignment.State.choices],
        empty_label=_("Mọi tình trạng"),
    )
    due = django_filters.ChoiceFilter(
        label=_("Hạn"),
        method="leave",
        choices=[(queries.OVERDUE, _("Quá hạn")), (queries.SOON, _("Trong 7 ngày tới"))],
        empty_label=_("Mọi hạn"),
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị thực hiện"), queryset=_units, method="leave", empty_label=_("Mọi đơn vị")
    )
    given_since, given_until = linked_days("given_date")
    done_since, done_until = linked_days("done_date")

    class Meta:
        model = Assignment
        fields: list[str] = []

    def leave(self, rows: QuerySet, _name: str, _value: Any) -> QuerySet:
        """Leave narrowing to the query, which takes all together."""
        return rows

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Ask the query with all that was chosen."""
        chosen = self.form.cleaned_data
        for name in DAYS:
            queryset = self.filters[name].filter(queryset, chosen.get(name))
        return queries.narrowed(
            queryset,
            viewer=self.request.actor,
            on=today(),
            words=chosen.get("words") or "",
            state=chosen.get("state") or "",
            due=chosen.get("due") or "",
            unit=chosen.get("unit"),
        )
