"""What files are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.support.records.files import queries
from sotay.support.records.models import RecordClass, RecordFile


def _units(request: Any) -> QuerySet[Unit]:
    return Unit.objects.of(request.actor).order_by("order", "name_sort")


def _classes(request: Any) -> QuerySet[RecordClass]:
    return RecordClass.objects.of(request.actor).order_by("code", "pk")


class Files(django_filters.FilterSet):
    """By words, state, what is due, class, unit and year."""

    words = django_filters.CharFilter(
        label=_("Số, tiêu đề hồ sơ"), method="leave", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"), method="leave", choices=RecordFile.State.choices, empty_label=_("Mọi tình trạng")
    )
    due = django_filters.ChoiceFilter(
        label=_("Đến hạn"),
        method="leave",
        choices=[
            (queries.TO_ARCHIVE, _("nộp lưu")),
            (queries.TO_DISPOSE, _("xét hủy")),
            (queries.TO_HISTORY, _("nộp lưu trữ lịch sử")),
        ],
        empty_label=_("(không lọc)"),
    )
    record_class = django_filters.ModelChoiceFilter(
        label=_("Loại hồ sơ"), queryset=_classes, method="leave", empty_label=_("Mọi loại")
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị"), queryset=_units, method="leave", empty_label=_("Mọi đơn vị")
    )
    year = django_filters.NumberFilter(label=_("Năm của danh mục"), method="leave")

    class Meta:
        model = RecordFile
        fields: list[str] = []

    def leave(self, rows: QuerySet, _name: str, _value: Any) -> QuerySet:
        """Leave narrowing to the query, which takes all together."""
        return rows

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Ask the query with all that was chosen."""
        chosen = self.form.cleaned_data
        year = chosen.get("year")
        return queries.narrowed(
            queryset,
            viewer=self.request.actor,
            on=today(),
            words=chosen.get("words") or "",
            state=chosen.get("state") or "",
            record_class=chosen.get("record_class"),
            unit=chosen.get("unit"),
            year=int(year) if year is not None else None,
            due=chosen.get("due") or "",
        )
