"""What packs are found by."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.manual.packs.models import Pack
from sotay.manual.packs.queries import with_hash


class Packs(django_filters.FilterSet):
    """By the hash a verifier printed, whole or its beginning, however it was typed."""

    hash = django_filters.CharFilter(
        label=_("Mã băm danh mục (từ 8 ký tự đầu)"),
        method="by_hash",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )

    class Meta:
        model = Pack
        fields: list[str] = []

    def by_hash(self, packs: QuerySet[Pack], _name: str, value: str) -> QuerySet[Pack]:
        """Keep the packs whose manifest has this hash."""
        return with_hash(packs, value)
