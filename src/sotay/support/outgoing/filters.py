"""What the list of outgoing papers is narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.document_types import DOCUMENT_TYPES
from sotay.agency.models import Unit
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.queries import with_words


def _units(request: Any) -> QuerySet[Unit]:
    drafting = OutgoingPaper.objects.of(request.actor).values("unit")
    return Unit.objects.of(request.actor).filter(pk__in=drafting).order_by("order", "name_sort")


def _kinds(request: Any) -> list[tuple[str, str]]:
    found = OutgoingPaper.objects.of(request.actor).order_by().values_list("abbreviation", flat=True).distinct()
    return sorted((one, DOCUMENT_TYPES.get(one, one)) for one in found)


class Papers(django_filters.FilterSet):
    """By words, state, kind, unit and year of the paper's date."""

    words = django_filters.CharFilter(
        label=_("Số, ký hiệu, trích yếu"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"), choices=OutgoingPaper.State.choices, empty_label=_("Mọi tình trạng")
    )
    abbreviation = django_filters.ChoiceFilter(label=_("Loại văn bản"), empty_label=_("Mọi loại"))
    unit = django_filters.ModelChoiceFilter(label=_("Đơn vị soạn thảo"), queryset=_units, empty_label=_("Mọi đơn vị"))
    number_year = django_filters.NumberFilter(label=_("Năm"), widget=forms.TextInput(attrs={"inputmode": "numeric"}))

    class Meta:
        model = OutgoingPaper
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["abbreviation"].extra["choices"] = _kinds(self.request)

    def by_words(self, papers: QuerySet[OutgoingPaper], _name: str, words: str) -> QuerySet[OutgoingPaper]:
        """Keep the papers in which the words stand."""
        return with_words(papers, words)
