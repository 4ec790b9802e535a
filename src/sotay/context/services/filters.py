"""What services are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.context.services import flags, queries
from sotay.context.services.models import Service
from sotay.context.services.serving import is_told

ANY_FLAG, UNSERVED, NO_UNIT = "any", "unserved", "none"


def _units(request: Any) -> QuerySet[Unit]:
    return queries.units_to_settle(viewer=request.actor)


class Services(django_filters.FilterSet):
    """By words, field, level, way of handing in, unit, state, and what is to be looked at again."""

    words = django_filters.CharFilter(
        label=_("Mã, tên, quyết định"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    field = django_filters.ChoiceFilter(label=_("Lĩnh vực"), choices=(), empty_label=_("Mọi lĩnh vực"))
    level = django_filters.ChoiceFilter(
        label=_("Cấp thực hiện"), method="by_level", choices=Service.Level.choices, empty_label=_("Mọi cấp")
    )
    channel = django_filters.ChoiceFilter(
        label=_("Hình thức nộp"),
        method="by_channel",
        choices=Service.Channel.choices,
        empty_label=_("Mọi hình thức"),
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị giải quyết"),
        queryset=_units,
        empty_label=_("Mọi đơn vị"),
        null_label=_("Chưa giao đơn vị"),
        null_value=NO_UNIT,
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"), choices=Service.State.choices, empty_label=_("Mọi thủ tục")
    )
    look = django_filters.ChoiceFilter(label=_("Cần xem lại"), method="by_look", choices=(), empty_label=_("Không lọc"))

    class Meta:
        model = Service
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = queries.fields_of_services(viewer=self.request.actor)
        self.filters["field"].extra["choices"] = [(field, field) for field in fields]
        looks = [(ANY_FLAG, _("Có chỗ cần xem lại")), *flags.choices()]
        if is_told():
            looks.insert(0, (UNSERVED, _("Chưa có quy trình đang hiệu lực")))
        self.filters["look"].extra["choices"] = looks

    def by_words(self, services: QuerySet[Service], _name: str, value: str) -> QuerySet[Service]:
        """Keep the services in which the words stand."""
        return queries.with_words(services, value, viewer=self.request.actor)

    def by_level(self, services: QuerySet[Service], _name: str, value: str) -> QuerySet[Service]:
        """Keep the services settled at a level."""
        return services.filter(levels__contains=[value])

    def by_channel(self, services: QuerySet[Service], _name: str, value: str) -> QuerySet[Service]:
        """Keep the services handed in in a way."""
        return services.filter(channels__contains=[value])

    def by_look(self, services: QuerySet[Service], _name: str, value: str) -> QuerySet[Service]:
        """Keep the services that bear a flag, or that no procedure in force serves."""
        if value == UNSERVED:
            return queries.unserved(services, viewer=self.request.actor, on=today())
        if value == ANY_FLAG:
            return services.exclude(flags=[])
        return services.filter(flags__contains=[value])
