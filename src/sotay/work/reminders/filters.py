"""What the log of reminders is narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.vietnamese import fold
from sotay.work.notices.models import Notice
from sotay.work.reminders.queries import KINDS


class Reminders(django_filters.FilterSet):
    """By words in what it was about or in the name of the person, and by kind."""

    q = django_filters.CharFilter(label=_("Tìm"), method="by_words", widget=forms.TextInput(attrs={"type": "search"}))
    kind = django_filters.ChoiceFilter(
        label=_("Loại"), choices=[(kind, Notice.Kind(kind).label) for kind in KINDS], empty_label=_("Tất cả")
    )

    class Meta:
        model = Notice
        fields = ("q", "kind")

    def by_words(self, rows: QuerySet[Notice], _name: str, words: Any) -> QuerySet[Notice]:
        """Keep reminders about something with these words, or to a person of this name."""
        return rows.filter(Q(subject_text__icontains=words) | Q(user__search_text__contains=fold(words)))
