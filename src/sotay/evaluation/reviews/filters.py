"""What reviews and their decisions are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.reviews import queries
from sotay.evaluation.reviews.decisions import Standing
from sotay.evaluation.reviews.models import Review, ReviewDecision
from sotay.ui.filters import linked_days


class Reviews(django_filters.FilterSet):
    """By words, year and state."""

    words = django_filters.CharFilter(
        label=_("Mã, tên, kết luận"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    year = django_filters.ChoiceFilter(label=_("Năm"), choices=(), empty_label=_("Mọi năm"))
    state = django_filters.ChoiceFilter(
        label=_("Trạng thái"), choices=Review.State.choices, empty_label=_("Mọi trạng thái")
    )

    class Meta:
        model = Review
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = Review.objects.of(self.request.actor).order_by("-year").values_list("year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def by_words(self, reviews: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep the reviews that bear the words."""
        return queries.with_words(reviews, value, viewer=self.request.actor)


class Decisions(django_filters.FilterSet):
    """By words, how they stand and which output they are; by the days a number was counted over."""

    words = django_filters.CharFilter(
        label=_("Nội dung, cuộc xem xét"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    standing = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        method="by_standing",
        choices=[
            (queries.LEFT, _("Chưa thực hiện xong")),
            (queries.FOLLOWED_WORD, _("Đã báo hoàn thành")),
            *Standing.choices,
        ],
        empty_label=_("Mọi tình trạng"),
    )
    kind = django_filters.ChoiceFilter(label=_("Loại"), choices=ReviewDecision.Kind.choices, empty_label=_("Mọi loại"))
    done_since, done_until = linked_days("assignment__done_date")

    class Meta:
        model = ReviewDecision
        fields: list[str] = []

    def by_words(self, decisions: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep the decisions in which the words stand as written, or whose review bears the code."""
        return decisions.filter(Q(text__icontains=value.strip()) | Q(review__code__icontains=value.strip()))

    def by_standing(self, decisions: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep the decisions that stand so."""
        return queries.standing_so(decisions, value)
