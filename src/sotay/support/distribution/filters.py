"""What readings, paper copies and openings are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Unit
from sotay.agency.vietnamese import fold_code
from sotay.support.distribution.models import Opening, PaperCopy
from sotay.support.distribution.queries import LATE, READ, WAITING, ReaderRow, narrowed
from sotay.support.documents.models import Revision

# By what standing each is shown.
SHOWN = {READ: "met", WAITING: "open", LATE: "overdue"}
STATES = {READ: _("Đã đọc và hiểu"), WAITING: _("Chưa xác nhận"), LATE: _("Quá hạn xác nhận")}
OUT, OLD, BACK = "OUT", "OLD", "BACK"
WHERE = {OUT: _("Đang giữ"), OLD: _("Đang giữ bản cũ"), BACK: _("Đã thu hồi")}


class ReadersForm(forms.Form):
    """By words, and whether they have confirmed."""

    words = forms.CharField(
        label=_("Họ tên, đơn vị, tài liệu"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(label=_("Xác nhận"), required=False, choices=[("", _("Tất cả")), *STATES.items()])


class Readers:
    """People who must know documents, narrowed by what was chosen; they are made, not rows of one table."""

    is_bound = True

    def __init__(self, data: QueryDict, rows: list[ReaderRow]) -> None:
        self.data = data
        self.form = ReadersForm(data)
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        self.qs = narrowed(rows, words=chosen.get("words", ""), state=chosen.get("state", ""))


class Copies(django_filters.FilterSet):
    """Paper copies by document, unit and where they are."""

    words = django_filters.CharFilter(
        label=_("Mã, người giữ"), method="with_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị giữ"), queryset=Unit.objects.none(), empty_label=_("Tất cả")
    )
    where = django_filters.ChoiceFilter(
        label=_("Tình trạng"), method="by_place", choices=list(WHERE.items()), empty_label=_("Tất cả")
    )

    class Meta:
        model = PaperCopy
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        viewer = self.request.actor
        self.filters["unit"].queryset = Unit.objects.of(viewer).order_by("order", "name_sort")

    def with_words(self, rows: QuerySet, _name: str, words: str) -> QuerySet:
        """Keep copies of documents whose code begins so, or whose holder is called so."""
        return rows.filter(
            Q(document__code_folded__startswith=fold_code(words) or "–")
            | Q(holder__icontains=words)
            | Q(document__title__icontains=words)
        )

    def by_place(self, rows: QuerySet, _name: str, where: str) -> QuerySet:
        """Keep copies that are out, out though superseded, or taken back."""
        if where == BACK:
            return rows.filter(returned_date__isnull=False)
        out = rows.filter(returned_date__isnull=True)
        return out.filter(revision__state__in=Revision.ENDED) if where == OLD else out


class Openings(django_filters.FilterSet):
    """Openings by manner and by day."""

    manner = django_filters.ChoiceFilter(label=_("Cách mở"), choices=Opening.Manner.choices, empty_label=_("Tất cả"))
    words = django_filters.CharFilter(
        label=_("Họ tên"), field_name="user__full_name", lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip

    class Meta:
        model = Opening
        fields: list[str] = []
