"""What batches and answers are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Unit, User
from sotay.evaluation.satisfaction.entering import queries
from sotay.evaluation.satisfaction.models import Answer, AnswerBatch, Channel, Proof, Survey

INVALID, FLAGGED, VALID = "INVALID", "FLAGGED", "VALID"


def _surveys(request: Any) -> QuerySet[Survey]:
    return Survey.objects.of(request.actor).order_by("-from_date", "-pk")


def _units(request: Any) -> QuerySet[Unit]:
    return Unit.objects.of(request.actor).order_by("order", "name_sort", "pk")


def _people(request: Any) -> QuerySet[User]:
    entered = AnswerBatch.objects.of(request.actor).values("entered_by")
    return User.objects.filter(pk__in=entered).order_by("name_sort", "pk")


class Batches(django_filters.FilterSet):
    """By words, survey, who entered, whether all sheets are in."""

    words = django_filters.CharFilter(
        label=_("Mã lô, ghi chú"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    survey = django_filters.ModelChoiceFilter(label=_("Đợt khảo sát"), queryset=_surveys, empty_label=_("Mọi đợt"))
    channel = django_filters.ChoiceFilter(
        label=_("Hình thức"),
        choices=[(one.value, one.label) for one in (Channel.PAPER, Channel.PHONE, Channel.FILE)],
        empty_label=_("Mọi hình thức"),
    )
    person = django_filters.ModelChoiceFilter(
        label=_("Người nhập"), field_name="entered_by", queryset=_people, empty_label=_("Mọi người")
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"), choices=AnswerBatch.State.choices, empty_label=_("Tất cả")
    )

    class Meta:
        model = AnswerBatch
        fields: list[str] = []

    def by_words(self, rows: QuerySet[AnswerBatch], _name: str, value: str) -> QuerySet[AnswerBatch]:
        """Keep those in which the words stand."""
        return queries.with_words(rows, value, viewer=self.request.actor)


class Answers(django_filters.FilterSet):
    """By batch or dossier, survey, how it came, what proves it, unit, whether it counts, and days."""

    code = django_filters.CharFilter(
        label=_("Mã lô, mã hồ sơ"), method="by_code", widget=forms.TextInput(attrs={"type": "search"})
    )
    survey = django_filters.ModelChoiceFilter(label=_("Đợt khảo sát"), queryset=_surveys, empty_label=_("Mọi đợt"))
    channel = django_filters.ChoiceFilter(label=_("Hình thức"), choices=Channel.choices, empty_label=_("Mọi hình thức"))
    proof = django_filters.ChoiceFilter(label=_("Căn cứ"), choices=Proof.choices, empty_label=_("Mọi căn cứ"))
    unit = django_filters.ModelChoiceFilter(label=_("Đơn vị"), queryset=_units, empty_label=_("Mọi đơn vị"))
    standing = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        method="by_standing",
        choices=[(VALID, _("Hợp lệ")), (INVALID, _("Không hợp lệ")), (FLAGGED, _("Cần xem lại"))],
        empty_label=_("Tất cả"),
    )

    class Meta:
        model = Answer
        fields: list[str] = []

    def by_code(self, rows: QuerySet[Answer], _name: str, value: str) -> QuerySet[Answer]:
        """Keep those of a batch; of a dossier only for those who see it."""
        return queries.with_code(rows, value, viewer=self.request.actor)

    def by_standing(self, rows: QuerySet[Answer], _name: str, value: str) -> QuerySet[Answer]:
        """Keep those that count, that do not, or that are to be looked at."""
        if value == INVALID:
            return rows.exclude(invalid_reason="")
        return rows.filter(is_flagged=True) if value == FLAGGED else rows.filter(invalid_reason="")
