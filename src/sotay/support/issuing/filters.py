"""What the list of issues is narrowed by."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.support.issuing.models import Issue


class Issues(django_filters.FilterSet):
    """By words and by state."""

    words = django_filters.CharFilter(
        label=_("Tên, số quyết định"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"), choices=Issue.State.choices, empty_label=_("Mọi tình trạng")
    )

    class Meta:
        model = Issue
        fields: list[str] = []

    def by_words(self, issues: QuerySet[Issue], _name: str, words: str) -> QuerySet[Issue]:
        """Keep the issues in whose name, number of decision or listed codes the words stand."""
        found = Q(name__icontains=words) | Q(decision__number__icontains=words)
        listed = issues.model.objects.filter(items__document__code__icontains=words).values("pk")
        return issues.filter(found | Q(pk__in=listed))
