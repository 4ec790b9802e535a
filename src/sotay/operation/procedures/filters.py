"""What the list of procedures and the matrix of services are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Unit
from sotay.context.models import Service
from sotay.context.services.queries import fields_of_services, with_words
from sotay.operation.procedures import queries
from sotay.support.documents.models import Kind
from sotay.support.documents.queries import with_words as documents_with_words
from sotay.support.models import Document

PROBLEMS = (
    ("ANY", _("Có điều cần xem lại")),
    ("REFUSED", _("Quá thời hạn, chưa trình được")),
    ("DOUBT", _("Cần xem lại")),
    ("NO_STEPS", _("Chưa có bước")),
)
STANDINGS = (
    ("GAP", _("Chưa có quy trình")),
    ("COMING", _("Quy trình chưa có hiệu lực")),
    ("COVERED", _("Đã có quy trình")),
)


def _units(request: Any) -> QuerySet[Unit]:
    units = Unit.objects.of(request.actor).filter(documents__kind=Kind.PROCEDURE)
    return units.distinct().order_by("order", "name_sort")


class Procedures(django_filters.FilterSet):
    """By words, field, unit, and what is to be looked at."""

    words = django_filters.CharFilter(
        label=_("Mã, tên quy trình"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    field = django_filters.ChoiceFilter(label=_("Lĩnh vực"), empty_label=_("Mọi lĩnh vực"))
    unit = django_filters.ModelChoiceFilter(label=_("Đơn vị"), queryset=_units, empty_label=_("Mọi đơn vị"))
    problem = django_filters.ChoiceFilter(label=_("Lưu ý"), choices=PROBLEMS, method="leave", empty_label=_("Tất cả"))

    class Meta:
        model = Document
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = queries.fields_of_procedures(viewer=self.request.actor)
        self.filters["field"].extra["choices"] = [(one, one) for one in fields]

    def by_words(self, documents: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep the procedures in which the words stand."""
        return documents_with_words(documents, value, viewer=self.request.actor)

    def leave(self, documents: QuerySet, _name: str, _value: str) -> QuerySet:
        """Leave what is computed to the rows."""
        return documents

    @property
    def wanted(self) -> str:
        """Which rows are wanted."""
        return chosen(self, "problem")


class Services(django_filters.FilterSet):
    """By words, field, and whether a procedure in force serves them."""

    words = django_filters.CharFilter(
        label=_("Mã, tên thủ tục"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    field = django_filters.ChoiceFilter(label=_("Lĩnh vực"), empty_label=_("Mọi lĩnh vực"))
    standing = django_filters.ChoiceFilter(
        label=_("Tình trạng"), choices=STANDINGS, method="leave", empty_label=_("Tất cả")
    )

    class Meta:
        model = Service
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = fields_of_services(viewer=self.request.actor)
        self.filters["field"].extra["choices"] = [(one, one) for one in fields]

    def by_words(self, services: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep the services in which the words stand."""
        return with_words(services, value, viewer=self.request.actor)

    def leave(self, services: QuerySet, _name: str, _value: str) -> QuerySet:
        """Leave what is computed to the rows."""
        return services

    @property
    def wanted(self) -> str:
        """Which rows are wanted."""
        return chosen(self, "standing")


def chosen(filters: django_filters.FilterSet, name: str) -> str:
    """Return what was chosen for a name; nothing where it is none of the choices."""
    return (filters.form.cleaned_data.get(name) or "") if filters.is_bound and filters.is_valid() else ""
