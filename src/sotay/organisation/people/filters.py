"""What people are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.agency.models import Seat, Unit, User
from sotay.organisation.people import queries


def _units(request: Any) -> QuerySet[Unit]:
    return Unit.objects.of(request.actor).in_force(today()).order_by("order", "name_sort")


class People(django_filters.FilterSet):
    """By words, unit, role, and whether they are still here."""

    words = django_filters.CharFilter(
        label=_("Tên, tên đăng nhập"), method="leave", widget=forms.TextInput(attrs={"type": "search"})
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị"), queryset=_units, method="leave", empty_label=_("Mọi đơn vị")
    )
    role = django_filters.ChoiceFilter(
        label=_("Vai trò"), choices=Seat.Role.choices, method="leave", empty_label=_("Mọi vai trò")
    )
    past = django_filters.BooleanFilter(label=_("Đã thôi giữ vai trò"), method="leave", widget=forms.CheckboxInput)

    class Meta:
        model = User
        fields: list[str] = []

    def leave(self, people: QuerySet, _name: str, _value: Any) -> QuerySet:
        """Leave narrowing to the query, which takes all together."""
        return people

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:  # noqa: ARG002  the query starts anew
        """Ask the query with all that was chosen."""
        chosen = self.form.cleaned_data
        return queries.list_people(
            viewer=self.request.actor,
            on=today(),
            words=chosen.get("words") or "",
            unit=chosen.get("unit"),
            role=chosen.get("role") or "",
            past=bool(chosen.get("past")),
        )
