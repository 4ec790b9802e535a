"""What announcements and the services of one are narrowed by."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.manual.announcements.models import Announcement


class Announcements(django_filters.FilterSet):
    """By where they stand."""

    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"), choices=Announcement.State.choices, empty_label=_("Mọi tình trạng")
    )

    class Meta:
        model = Announcement
        fields: list[str] = []


class Services(django_filters.FilterSet):
    """By words of code, name or field."""

    words = django_filters.CharFilter(label=_("Tìm"), method="with_words")

    def with_words(self, rows: QuerySet, _name: str, words: str) -> QuerySet[Any]:
        """Keep the services in whose code, name or field the words stand."""
        return rows.filter(Q(code__icontains=words) | Q(name__icontains=words) | Q(field__icontains=words))
