"""What the register of audits is narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Unit
from sotay.evaluation.audits.models import Audit
from sotay.evaluation.audits.plan import queries
from sotay.ui.forms import DayField


class DayFilter(django_filters.DateFilter):
    """A day written as on paper."""

    field_class = DayField


def _units(request: Any) -> QuerySet[Unit]:
    return queries.units_audited(viewer=request.actor)


class Audits(django_filters.FilterSet):
    """By words, year, where it stands, and the unit that was visited."""

    words = django_filters.CharFilter(
        label=_("Mã, tên, phạm vi"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    year = django_filters.ChoiceFilter(label=_("Năm"), empty_label=_("Mọi năm"))
    state = django_filters.ChoiceFilter(
        label=_("Trạng thái"),
        method="by_state",
        choices=[(queries.OPEN, _("Chưa hoàn thành")), *Audit.State.choices],
        empty_label=_("Mọi trạng thái"),
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị"), queryset=_units, method="by_unit", to_field_name="slug", empty_label=_("Mọi đơn vị")
    )

    reported_since = DayFilter(label=_("Báo cáo phê duyệt từ ngày"), field_name="reported_date", lookup_expr="gte")
    reported_until = DayFilter(label=_("Đến ngày"), field_name="reported_date", lookup_expr="lte")

    class Meta:
        model = Audit
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = queries.years_of(viewer=self.request.actor)
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]

    def by_words(self, rows: QuerySet[Audit], _name: str, value: str) -> QuerySet[Audit]:
        """Keep those in whose code or texts the words stand."""
        return queries.with_words(rows, value, viewer=self.request.actor)

    def by_state(self, rows: QuerySet[Audit], _name: str, value: str) -> QuerySet[Audit]:
        """Keep those in a state, or not over yet."""
        return queries.in_state(rows, value)

    def by_unit(self, rows: QuerySet[Audit], _name: str, value: Unit) -> QuerySet[Audit]:
        """Keep those that visit a unit."""
        return queries.of_unit(rows, value)
