"""What the list of obligations is narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.standard.catalogue.clauses import clauses
from sotay.standard.standings.models import Standing, Word


def _units(request: Any) -> QuerySet[Unit]:
    return Unit.objects.of(request.actor).in_force(today()).order_by("order", "name_sort")


def _chapters() -> list[tuple[str, str]]:
    return [(number, lazy(str, str)(one)) for number, one in clauses().items() if one.level == 1]


class Obligations(django_filters.FilterSet):
    """By words, word of standing, chapter of the standard, unit; `chosen` is what `queries.list_rows` takes."""

    words = django_filters.CharFilter(label=_("Tìm việc"), widget=forms.TextInput(attrs={"type": "search"}))
    standing = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        choices=[("TO_DO", _("Cần làm ngay (quá hạn, sắp đến hạn)")), *Word.choices],
        empty_label=_("Mọi tình trạng"),
    )
    chapter = django_filters.ChoiceFilter(label=_("Điều"), choices=_chapters, empty_label=_("Mọi điều"))
    unit = django_filters.ModelChoiceFilter(label=_("Đơn vị"), queryset=_units, empty_label=_("Mọi đơn vị"))

    class Meta:
        model = Standing
        fields: list[str] = []

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen; a choice that is none counts as not made."""
        self.form.is_valid()
        made = getattr(self.form, "cleaned_data", {})
        return {
            "words": made.get("words") or "",
            "standing": made.get("standing") or "",
            "chapter": made.get("chapter") or "",
            "unit": made.get("unit"),
        }
