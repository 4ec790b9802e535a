"""What rounds of approval are narrowed by."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.approvals import purposes
from sotay.approvals.models import Approval


def _purposes() -> list[tuple[str, str]]:
    return [(one.code, str(one.label)) for one in purposes.everyone()]


class Approvals(django_filters.FilterSet):
    """By words in the title, kind and state."""

    words = django_filters.CharFilter(
        label=_("Nội dung trình"),
        field_name="title",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    purpose = django_filters.ChoiceFilter(label=_("Loại"), choices=_purposes, empty_label=_("Mọi loại"))
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"), choices=Approval.State.choices, empty_label=_("Mọi tình trạng")
    )

    class Meta:
        model = Approval
        fields: list[str] = []
