"""What letters of bodies above are narrowed by."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.manual.reports.models import Directive


class Directives(django_filters.FilterSet):
    """By words, and whether they are still cited."""

    words = django_filters.CharFilter(
        label=_("Số, cơ quan, trích yếu"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    cited = django_filters.ChoiceFilter(
        label=_("Viện dẫn"), method="by_cited", choices=(("yes", _("Đang viện dẫn")), ("no", _("Thôi viện dẫn"))),
        empty_label=_("Tất cả"),
    )  # fmt: skip

    class Meta:
        model = Directive
        fields: list[str] = []

    def by_words(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those in which the words stand."""
        return rows.filter(Q(number__icontains=value) | Q(issuer__icontains=value) | Q(summary__icontains=value))

    def by_cited(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those that are cited, or no longer."""
        return rows.filter(ended_date__isnull=value == "yes")
