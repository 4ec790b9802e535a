"""What nonconforming outputs are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Unit
from sotay.context.models import Service
from sotay.operation.outputs import queries
from sotay.operation.outputs.models import NonconformingOutput
from sotay.ui.forms import DayField

LEFT, KEPT = "LEFT", "KEPT"


class DayFilter(django_filters.DateFilter):
    """A day written as on paper."""

    field_class = DayField


def _units(request: Any) -> QuerySet[Unit]:
    return queries.units_named(viewer=request.actor)


def _services(request: Any) -> QuerySet[Service]:
    return queries.services_named(viewer=request.actor)


class Outputs(django_filters.FilterSet):
    """By words, kind, stage, where it stands, unit, service, and the days it was found on."""

    words = django_filters.CharFilter(
        label=_("Số, nội dung, mã hồ sơ"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = django_filters.ChoiceFilter(
        label=_("Loại"), choices=NonconformingOutput.Kind.choices, empty_label=_("Mọi loại")
    )
    state = django_filters.ChoiceFilter(
        label=_("Trạng thái"),
        method="by_state",
        choices=[(LEFT, _("Chưa đóng")), (KEPT, _("Trừ phiếu đã hủy bỏ")), *NonconformingOutput.State.choices],
        empty_label=_("Mọi trạng thái"),
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị"), queryset=_units, to_field_name="slug", empty_label=_("Mọi đơn vị")
    )
    service = django_filters.ModelChoiceFilter(
        label=_("Thủ tục hành chính"), queryset=_services, to_field_name="slug", empty_label=_("Mọi thủ tục")
    )
    stage = django_filters.ChoiceFilter(
        label=_("Phát hiện"), choices=NonconformingOutput.Stage.choices, empty_label=_("Trước và sau khi trả")
    )
    since = DayFilter(label=_("Phát hiện từ ngày"), field_name="found_date", lookup_expr="gte")
    until = DayFilter(label=_("Đến ngày"), field_name="found_date", lookup_expr="lte")

    class Meta:
        model = NonconformingOutput
        fields: list[str] = []

    def by_words(self, outputs: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those in which the words stand."""
        return queries.with_words(outputs, value, viewer=self.request.actor)

    def by_state(self, outputs: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those that stand so, all that are not over, or all that were not cancelled."""
        if value == KEPT:
            return outputs.exclude(state=NonconformingOutput.State.CANCELLED)
        if value == LEFT:
            return outputs.exclude(state__in=NonconformingOutput.CLOSED)
        return outputs.filter(state=value)
