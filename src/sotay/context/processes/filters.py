"""What processes are narrowed by."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.context.processes.models import Process
from sotay.context.processes.queries import with_words


class Processes(django_filters.FilterSet):
    """By words and kind."""

    words = django_filters.CharFilter(
        label=_("Mã, tên, đầu vào, đầu ra"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = django_filters.ChoiceFilter(label=_("Loại"), choices=Process.Kind.choices, empty_label=_("Mọi loại"))

    class Meta:
        model = Process
        fields: list[str] = []

    def by_words(self, processes: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep the processes in which the words stand."""
        return with_words(processes, value)
