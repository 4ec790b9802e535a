"""What questionnaires are narrowed by."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import Questionnaire
from sotay.evaluation.satisfaction.questionnaires import queries

USED, WRITTEN, ENDED = "USED", "WRITTEN", "ENDED"


class Questionnaires(django_filters.FilterSet):
    """By words, whom they ask, and where they stand."""

    words = django_filters.CharFilter(
        label=_("Mã, tên, câu hỏi"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    about = django_filters.ChoiceFilter(
        label=_("Hỏi ai, về việc gì"), choices=Questionnaire.About.choices, empty_label=_("Mọi đối tượng")
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        method="by_state",
        choices=[(USED, _("Đang dùng")), (WRITTEN, _("Đang soạn")), (ENDED, _("Thôi dùng"))],
        empty_label=_("Mọi tình trạng"),
    )

    class Meta:
        model = Questionnaire
        fields: list[str] = []

    def by_words(self, rows: QuerySet[Questionnaire], _name: str, value: str) -> QuerySet[Questionnaire]:
        """Keep those in which the words stand."""
        return queries.with_words(rows, value, viewer=self.request.actor)

    def by_state(self, rows: QuerySet[Questionnaire], _name: str, value: str) -> QuerySet[Questionnaire]:
        """Keep those in use, those with a draft, or those that ended."""
        if value == ENDED:
            return rows.filter(ended_date__isnull=False)
        rows = rows.filter(ended_date__isnull=True)
        return rows.filter(used_number__isnull=False) if value == USED else rows.filter(draft_number__isnull=False)
