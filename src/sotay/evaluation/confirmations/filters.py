"""What confirmations of effectiveness are narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.confirmations.models import Confirmation


class Confirmations(django_filters.FilterSet):
    """By where they stand."""

    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"), choices=Confirmation.State.choices, empty_label=_("Mọi tình trạng")
    )

    class Meta:
        model = Confirmation
        fields: list[str] = []
