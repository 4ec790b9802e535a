"""What classes of records are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.support.records.classes import queries
from sotay.support.records.models import RecordClass, retention_text


class Classes(django_filters.FilterSet):
    """By words, retention, and whether they are still used."""

    words = django_filters.CharFilter(
        label=_("Mã, tên loại hồ sơ"), method="leave", widget=forms.TextInput(attrs={"type": "search"})
    )
    retention = django_filters.ChoiceFilter(
        label=_("Thời hạn bảo quản"), method="leave", choices=[], empty_label=_("Mọi thời hạn")
    )
    ended = django_filters.BooleanFilter(label=_("Đã thôi dùng"), method="leave", widget=forms.CheckboxInput)

    class Meta:
        model = RecordClass
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(str(year), retention_text(year)) for year in queries.retentions(viewer=self.request.actor)]
        self.filters["retention"].extra["choices"] = [
            ("permanent", _("vĩnh viễn")),
            *years,
            ("proposed", _("đề xuất, chưa quyết định")),
        ]

    def leave(self, rows: QuerySet, _name: str, _value: Any) -> QuerySet:
        """Leave narrowing to the query, which takes all together."""
        return rows

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:  # noqa: ARG002  the query starts anew
        """Ask the query with all that was chosen."""
        chosen, viewer = self.form.cleaned_data, self.request.actor
        rows = queries.list_classes(viewer=viewer, ended=bool(chosen.get("ended")))
        return queries.narrowed(
            rows, viewer=viewer, words=chosen.get("words") or "", retention=chosen.get("retention") or ""
        )
