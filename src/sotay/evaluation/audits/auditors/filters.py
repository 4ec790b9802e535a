"""What the register of auditors is narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.evaluation.audits.auditors import queries
from sotay.evaluation.audits.models import Auditor
from sotay.standard.catalogue.clauses import clauses

VALID, RUNNING_OUT, OVER = "VALID", "RUNNING_OUT", "OVER"
STATES = [
    (VALID, _("Đang có hiệu lực")),
    (RUNNING_OUT, _("Sắp hết hoặc đã hết hiệu lực, chưa kết thúc")),
    (OVER, _("Không còn hiệu lực")),
]


class Auditors(django_filters.FilterSet):
    """By words, whether the entry holds, and a clause to be audited."""

    words = django_filters.CharFilter(
        label=_("Tên, khóa đào tạo, lĩnh vực"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(label=_("Hiệu lực"), method="by_state", choices=STATES, empty_label=_("Tất cả"))
    clause = django_filters.ChoiceFilter(
        label=_("Đánh giá được điều khoản"),
        method="by_clause",
        choices=lambda: [(number, str(one)) for number, one in clauses().items()],
        empty_label=_("Mọi điều khoản"),
    )
    can_lead = django_filters.ChoiceFilter(
        label=_("Làm trưởng đoàn"), choices=[(True, _("Có thể"))], empty_label=_("Tất cả")
    )

    class Meta:
        model = Auditor
        fields: list[str] = []

    def by_words(self, auditors: QuerySet[Auditor], _name: str, value: str) -> QuerySet[Auditor]:
        """Keep those in which the words stand."""
        return queries.with_words(auditors, value, viewer=self.request.actor)

    def by_state(self, auditors: QuerySet[Auditor], _name: str, value: str) -> QuerySet[Auditor]:
        """Keep those that hold today, that run out, or that are over."""
        keep: dict[str, Any] = {VALID: queries.holding, RUNNING_OUT: queries.running_out, OVER: queries.over}
        return keep[value](auditors, today())

    def by_clause(self, auditors: QuerySet[Auditor], _name: str, value: str) -> QuerySet[Auditor]:
        """Keep those that may audit a clause."""
        return queries.for_clause(auditors, value)
