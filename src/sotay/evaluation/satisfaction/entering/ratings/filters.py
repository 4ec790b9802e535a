"""What the counts of ratings are narrowed by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Unit
from sotay.evaluation.satisfaction.entering.ratings.queries import years_of
from sotay.evaluation.satisfaction.models import RatingCount


def _units(request: Any) -> QuerySet[Unit]:
    return Unit.objects.of(request.actor).order_by("order", "name_sort", "pk")


class Ratings(django_filters.FilterSet):
    """By year and unit."""

    year = django_filters.ChoiceFilter(
        label=_("Năm"), field_name="month", lookup_expr="year", choices=(), empty_label=_("Mọi năm")
    )
    unit = django_filters.ModelChoiceFilter(label=_("Đơn vị"), queryset=_units, empty_label=_("Mọi phạm vi"))

    class Meta:
        model = RatingCount
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = years_of(viewer=self.request.actor)
        self.filters["year"].extra["choices"] = [(str(one), str(one)) for one in years]
