"""What nonconformities are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.improvement.nonconformities import queries
from sotay.improvement.nonconformities.models import Nonconformity
from sotay.standard.catalogue.clauses import clause_key
from sotay.ui.forms import DayField


class DayFilter(django_filters.DateFilter):
    """A day written as on paper; it comes with the link of a number and is not typed here."""

    field_class = DayField


def _units(request: Any) -> QuerySet[Unit]:
    return queries.units_named(viewer=request.actor)


class Nonconformities(django_filters.FilterSet):
    """By words, where it stands, source, unit, clause, grade, year and owner; and the days it was found or closed on."""

    words = django_filters.CharFilter(
        label=_("Số, nội dung"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label=_("Trạng thái"),
        method="by_state",
        choices=[
            (queries.LEFT, _("Chưa đóng")),
            (queries.OVERDUE, _("Quá hạn")),
            (queries.KEPT, _("Trừ phiếu không được chấp nhận")),
            *Nonconformity.State.choices,
        ],
        empty_label=_("Mọi trạng thái"),
    )
    source = django_filters.ChoiceFilter(
        label=_("Nguồn"), choices=Nonconformity.Source.choices, empty_label=_("Mọi nguồn")
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị"), queryset=_units, to_field_name="slug", empty_label=_("Mọi đơn vị")
    )
    clause = django_filters.ChoiceFilter(label=_("Điều khoản"), method="by_clause", empty_label=_("Mọi điều khoản"))
    grade = django_filters.ChoiceFilter(
        label=_("Mức độ"), choices=Nonconformity.Grade.choices, empty_label=_("Mọi mức độ")
    )
    year = django_filters.ChoiceFilter(
        label=_("Năm phát hiện"), field_name="found_date", lookup_expr="year", empty_label=_("Mọi năm")
    )
    owner = django_filters.ChoiceFilter(
        label=_("Người chịu trách nhiệm"), method="by_owner", empty_label=_("Mọi người")
    )
    since = DayFilter(field_name="found_date", lookup_expr="gte", widget=forms.HiddenInput)
    until = DayFilter(field_name="found_date", lookup_expr="lte", widget=forms.HiddenInput)
    closed_since = DayFilter(field_name="closed_date", lookup_expr="gte", widget=forms.HiddenInput)
    closed_until = DayFilter(field_name="closed_date", lookup_expr="lte", widget=forms.HiddenInput)

    class Meta:
        model = Nonconformity
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actor = self.request.actor
        clauses = sorted(queries.clauses_named(viewer=actor), key=clause_key)
        self.filters["clause"].extra["choices"] = [(one, one) for one in clauses]
        self.filters["year"].extra["choices"] = [(str(one), str(one)) for one in queries.years_named(viewer=actor)]
        mine = [(queries.MINE, _("Của tôi"))] if actor.is_member else []
        people = [(str(one.uuid), str(one)) for one in queries.owners_named(viewer=actor)]
        self.filters["owner"].extra["choices"] = [*mine, *people]

    def by_words(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those in which the words stand."""
        return queries.with_words(rows, value, viewer=self.request.actor)

    def by_state(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those that stand so, all that are open, or the late ones."""
        return queries.standing(rows, value, on=today())

    def by_clause(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those of a clause and the clauses below it."""
        return rows.filter(Q(clause=value) | Q(clause__startswith=f"{value}."))

    def by_owner(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those somebody answers for."""
        return queries.owned_by(rows, value, viewer=self.request.actor)
