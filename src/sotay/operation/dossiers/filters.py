"""What the register is narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.context.models import Service
from sotay.operation.dossiers import queries
from sotay.operation.dossiers.broken import NotBroken, read_broken
from sotay.operation.dossiers.counted import NotCounted, read_counted
from sotay.operation.dossiers.models import Dossier, Timing
from sotay.ui.forms import DayField

OPEN_LATE = "OPEN_LATE"
OPEN = "OPEN"
ME, UNIT = "ME", "UNIT"
"""What the actor has; what came to his unit and nobody in it has."""


def _units(request: Any) -> QuerySet[Unit]:
    return queries.units_in_register(viewer=request.actor).only("slug", "name")


def _services(request: Any) -> QuerySet[Service]:
    return queries.services_in_register(viewer=request.actor).only("slug", "code", "name")


class DayFilter(django_filters.DateFilter):
    """A day typed as dd/mm/yyyy."""

    field_class = DayField


class Dossiers(django_filters.FilterSet):
    """By words, state, timing, service, field, unit, channel and days of reception."""

    words = django_filters.CharFilter(
        label=_("Mã hồ sơ, thủ tục"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label=_("Trạng thái"),
        method="by_state",
        choices=[(OPEN, _("Chưa giải quyết xong")), *Dossier.State.choices],
        empty_label=_("Mọi trạng thái"),
    )
    timing = django_filters.ChoiceFilter(
        label=_("Thời hạn"),
        method="by_timing",
        choices=[(OPEN_LATE, _("Chưa xong, đã quá hạn")), *Timing.choices],
        empty_label=_("Mọi thời hạn"),
    )
    service = django_filters.ModelChoiceFilter(
        label=_("Thủ tục hành chính"), queryset=_services, to_field_name="slug", empty_label=_("Mọi thủ tục")
    )
    field = django_filters.ChoiceFilter(label=_("Lĩnh vực"), method="by_field", empty_label=_("Mọi lĩnh vực"))
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị giải quyết"), queryset=_units, to_field_name="slug", empty_label=_("Mọi đơn vị")
    )
    channel = django_filters.ChoiceFilter(
        label=_("Hình thức nộp"), choices=Service.Channel.choices, empty_label=_("Mọi hình thức")
    )
    held = django_filters.CharFilter(method="by_holder", widget=forms.HiddenInput)
    received_from = DayFilter(label=_("Nhận từ ngày"), field_name="received_date", lookup_expr="gte")
    received_to = DayFilter(label=_("đến ngày"), field_name="received_date", lookup_expr="lte")
    counted = django_filters.ChoiceFilter(
        label=_("Hồ sơ của số liệu"), method="by_counted", choices=(), empty_label=_("Mọi hồ sơ")
    )

    broken = django_filters.ChoiceFilter(
        label=_("Việc phải làm còn thiếu"), method="by_broken", choices=(), empty_label=_("Mọi hồ sơ")
    )

    class Meta:
        model = Dossier
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = queries.fields_in_register(viewer=self.request.actor)
        self.filters["field"].extra["choices"] = [(one, one) for one in fields]
        self._show_what_is_counted()
        self._show_what_is_broken()

    def by_words(self, dossiers: QuerySet[Dossier], _name: str, value: str) -> QuerySet[Dossier]:
        """Keep those whose code or service is meant."""
        return queries.with_words(dossiers, value, viewer=self.request.actor)

    def by_state(self, dossiers: QuerySet[Dossier], _name: str, value: str) -> QuerySet[Dossier]:
        """Keep those of a state, or all that are open."""
        return dossiers.filter(state__in=Dossier.OPEN) if value == OPEN else dossiers.filter(state=value)

    def by_timing(self, dossiers: QuerySet[Dossier], _name: str, value: str) -> QuerySet[Dossier]:
        """Keep those settled early, on time or late, or the open ones past their day."""
        return queries.late_on(dossiers, today()) if value == OPEN_LATE else dossiers.filter(timing=value)

    def by_field(self, dossiers: QuerySet[Dossier], _name: str, value: str) -> QuerySet[Dossier]:
        """Keep those of services of a field."""
        return dossiers.filter(service__field=value)

    def by_holder(self, dossiers: QuerySet[Dossier], _name: str, value: str) -> QuerySet[Dossier]:
        """Keep those in progress that the viewer has, when asked for."""
        if value == UNIT:
            ungiven = dossiers.filter(state=Dossier.State.IN_PROGRESS, holder__isnull=True)
            return ungiven.filter(holder_unit__in=self.request.actor.unit_ids())
        if value != ME:
            return dossiers
        return dossiers.filter(state=Dossier.State.IN_PROGRESS, holder=self.request.actor.user)

    @property
    def counted_words(self) -> str:
        """The figure that led here, in words; nothing where none did."""
        choices = self.filters["counted"].extra["choices"] if "counted" in self.filters else []
        return str(_("Hồ sơ của số liệu: %s.") % choices[0][1]) if choices else ""

    def by_counted(self, dossiers: QuerySet[Dossier], _name: str, value: str) -> QuerySet[Dossier]:
        """Keep those behind a figure of the statistics, which led here."""
        return read_counted(value).among(dossiers)

    def by_broken(self, dossiers: QuerySet[Dossier], _name: str, value: str) -> QuerySet[Dossier]:
        """Keep those behind a line of what is owed, which led here."""
        return read_broken(value).among(dossiers, agency=self.request.actor.agency, on=today())

    def _show_what_is_counted(self) -> None:
        """Name the figure that led here, to be left again; nobody chooses one in the register itself."""
        try:
            counted = read_counted((self.data or {}).get("counted", ""))
        except NotCounted:
            del self.filters["counted"]
        else:
            self.filters["counted"].extra["choices"] = [(counted.written, counted.said)]

    def _show_what_is_broken(self) -> None:
        """Name the line that led here, to be left again."""
        try:
            broken = read_broken((self.data or {}).get("broken", ""))
        except NotBroken:
            del self.filters["broken"]
        else:
            self.filters["broken"].extra["choices"] = [(broken.written, broken.said)]
