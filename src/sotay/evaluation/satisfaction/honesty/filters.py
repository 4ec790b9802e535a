"""What groups of answers are narrowed by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import Survey, Suspicion
from sotay.ui.forms import DayField


class DayFilter(django_filters.DateFilter):
    """A day written as on paper."""

    field_class = DayField


def _surveys(request: Any) -> QuerySet[Survey]:
    named = Suspicion.objects.of(request.actor).values("survey")
    return Survey.objects.of(request.actor).filter(pk__in=named).order_by("-from_date", "code")


class Suspicions(django_filters.FilterSet):
    """By where they stand, why, the survey, and the date on the sheets."""

    state = django_filters.ChoiceFilter(
        label=_("Trạng thái"), choices=Suspicion.State.choices, empty_label=_("Mọi trạng thái")
    )
    kind = django_filters.ChoiceFilter(label=_("Vì sao"), choices=Suspicion.Kind.choices, empty_label=_("Mọi lý do"))
    survey = django_filters.ModelChoiceFilter(
        label=_("Đợt khảo sát"), queryset=_surveys, to_field_name="slug", empty_label=_("Mọi đợt")
    )
    since = DayFilter(label=_("Ngày của phiếu, từ"), field_name="day", lookup_expr="gte")
    until = DayFilter(label=_("Đến ngày"), field_name="day", lookup_expr="lte")

    class Meta:
        model = Suspicion
        fields: list[str] = []
