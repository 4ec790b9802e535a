"""What documents to be looked at are narrowed by."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Unit
from sotay.agency.vietnamese import fold_code
from sotay.support.documents.models import Document, Kind
from sotay.support.reviews.queries import CHANGING, LATE, OPEN, SOON

# By what standing each is shown, and its word.
SHOWN = {LATE: "overdue", SOON: "due_soon", OPEN: "open", CHANGING: "not_arisen"}
WORDS = {LATE: _("Quá hạn rà soát"), SOON: _("Sắp đến hạn"), OPEN: _("Chưa đến hạn"), CHANGING: _("Đang sửa đổi")}


class ToLookAt(django_filters.FilterSet):
    """Documents in force by words, unit, kind and when they are due."""

    words = django_filters.CharFilter(
        label=_("Mã, tên"), method="with_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    unit = django_filters.ModelChoiceFilter(label=_("Đơn vị"), queryset=Unit.objects.none(), empty_label=_("Tất cả"))
    kind = django_filters.ChoiceFilter(label=_("Loại"), choices=Kind.choices, empty_label=_("Tất cả"))
    due = django_filters.ChoiceFilter(
        label=_("Hạn rà soát"), method="by_day", choices=list(WORDS.items()), empty_label=_("Tất cả")
    )

    class Meta:
        model = Document
        fields: list[str] = []

    def __init__(self, *args: Any, on: date, soon: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.soon = on, soon
        self.filters["unit"].queryset = Unit.objects.of(self.request.actor).order_by("order", "name_sort")

    def with_words(self, rows: QuerySet, _name: str, words: str) -> QuerySet:
        """Keep documents whose code begins so, or in whose title the words stand."""
        found = Q(title__icontains=words)
        return rows.filter(found | Q(code_folded__startswith=fold_code(words)) if fold_code(words) else found)

    def by_day(self, rows: QuerySet, _name: str, word: str) -> QuerySet:
        """Keep documents that are overdue, due soon, not due yet, or being changed."""
        if word == CHANGING:
            return rows.filter(is_changing=True)
        rows = rows.filter(is_changing=False)
        if word == LATE:
            return rows.filter(next_review_date__lt=self.on)
        if word == SOON:
            return rows.filter(next_review_date__range=(self.on, self.soon))
        return rows.exclude(next_review_date__lte=self.soon)
