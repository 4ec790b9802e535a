"""What the list of counts is narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import NoMonth, read_month
from sotay.operation.statistics.queries import units_counted, years_of
from sotay.search.queries import matching


def _units(request: Any) -> QuerySet[Unit]:
    return units_counted(viewer=request.actor, on=today())


class MonthlyCounts(django_filters.FilterSet):
    """By words, year, unit and where the figures come from."""

    words = django_filters.CharFilter(
        label=_("Lĩnh vực, thủ tục, nguồn, tháng"),
        method="by_words",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    year = django_filters.ChoiceFilter(
        label=_("Năm"), field_name="month", lookup_expr="year", choices=(), empty_label=_("Mọi năm")
    )
    unit = django_filters.ModelChoiceFilter(label=_("Đơn vị"), queryset=_units, empty_label=_("Mọi phạm vi"))
    origin = django_filters.ChoiceFilter(
        label=_("Cách ghi"), choices=MonthlyCount.Origin.choices, empty_label=_("Mọi cách ghi")
    )

    class Meta:
        model = MonthlyCount
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = years_of(viewer=self.request.actor, on=today())
        self.filters["year"].extra["choices"] = [(str(one), str(one)) for one in years]

    def by_words(self, rows: QuerySet[MonthlyCount], _name: str, typed: str) -> QuerySet[MonthlyCount]:
        """Keep the rows in which the words stand, or those of a month that was typed."""
        try:
            return rows.filter(month=read_month(typed))
        except NoMonth:
            return rows.filter(uuid__in=matching(typed, model=MonthlyCount, viewer=self.request.actor))
