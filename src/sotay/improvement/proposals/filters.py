"""What proposals are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Unit
from sotay.improvement.proposals import queries
from sotay.improvement.proposals.models import Proposal
from sotay.ui.filters import linked_days


def _units(request: Any) -> QuerySet[Unit]:
    return queries.units_named(viewer=request.actor)


class Proposals(django_filters.FilterSet):
    """By words, where they stand, unit and what came of them; by the days a number was counted over."""

    words = django_filters.CharFilter(
        label=_("Mã, nội dung"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label=_("Trạng thái"),
        method="by_state",
        choices=[(queries.LEFT, _("Chưa kết thúc")), (queries.KEPT, _("Trừ đề xuất đã rút")), *Proposal.State.choices],
        empty_label=_("Mọi trạng thái"),
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị"), queryset=_units, to_field_name="slug", empty_label=_("Mọi đơn vị")
    )
    outcome = django_filters.ChoiceFilter(
        label=_("Kết quả"), choices=Proposal.Outcome.choices, empty_label=_("Mọi kết quả")
    )
    since, until = linked_days("proposed_date")
    done_since, done_until = linked_days("done_date")
    measured_since, measured_until = linked_days("measured_date")

    class Meta:
        model = Proposal
        fields: list[str] = []

    def by_words(self, proposals: QuerySet[Proposal], _name: str, value: str) -> QuerySet[Proposal]:
        """Keep those in which the words stand."""
        return queries.with_words(proposals, value, viewer=self.request.actor)

    def by_state(self, proposals: QuerySet[Proposal], _name: str, value: str) -> QuerySet[Proposal]:
        """Keep those that stand so."""
        return queries.standing(proposals, value)
