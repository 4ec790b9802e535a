"""What the log of reminders is narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.vietnamese import fold
from sotay.ui.filters import linked_days
from sotay.work.notices.models import Notice
from sotay.work.reminders.queries import KINDS, PAST, of_kind

_KINDS = [(str(kind), Notice.Kind(kind).label) for kind in KINDS]
_KINDS.insert(1, (PAST, Notice.OVERDUE_REMINDER))


class Reminders(django_filters.FilterSet):
    """By words in what it was about or in the name of the person, by kind; by the days a number was counted over."""

    q = django_filters.CharFilter(label=_("Tìm"), method="by_words", widget=forms.TextInput(attrs={"type": "search"}))
    kind = django_filters.ChoiceFilter(label=_("Loại"), method="by_kind", choices=_KINDS, empty_label=_("Tất cả"))
    since, until = linked_days("reminded_date")

    class Meta:
        model = Notice
        fields = ("q", "kind")

    def by_words(self, rows: QuerySet[Notice], _name: str, words: Any) -> QuerySet[Notice]:
        """Keep reminders about something with these words, or to a person of this name."""
        return rows.filter(Q(subject_text__icontains=words) | Q(user__search_text__contains=fold(words)))

    def by_kind(self, rows: QuerySet[Notice], _name: str, kind: str) -> QuerySet[Notice]:
        """Keep reminders of one kind."""
        return rows.filter(of_kind(kind))
