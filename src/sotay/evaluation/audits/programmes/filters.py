"""What programmes are narrowed by."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.audits.models import Programme
from sotay.evaluation.audits.programmes.queries import visible


def _years(request: Any) -> list[tuple[int, str]]:
    rows = visible(Programme.objects.of(request.actor), request.actor)
    return [(year, str(year)) for year in rows.order_by("-year").values_list("year", flat=True).distinct()]


class Programmes(django_filters.FilterSet):
    """By year and where they stand."""

    year = django_filters.ChoiceFilter(label=_("Năm"), empty_label=_("Mọi năm"))
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"), choices=Programme.State.choices, empty_label=_("Mọi tình trạng")
    )

    class Meta:
        model = Programme
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = _years(self.request)
