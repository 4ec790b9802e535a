"""What decisions are narrowed by."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Decision
from sotay.organisation.decisions import queries


class Decisions(django_filters.FilterSet):
    """By words."""

    words = django_filters.CharFilter(
        label=_("Số, trích yếu, người ký"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Decision
        fields: list[str] = []

    def by_words(self, decisions: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep decisions in whose number, subject or signer the words stand."""
        found = queries.list_decisions(viewer=self.request.actor, words=value)
        return decisions.filter(pk__in=found.values("pk"))
