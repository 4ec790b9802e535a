"""What legal documents are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.context.laws import queries
from sotay.context.laws.models import Law
from sotay.ui.forms import DayField

EXPIRED, COMING, STANDING, FLAGGED = "expired", "coming", "standing", "flagged"
RELATED = "RELATED"
STAGES = (
    (queries.UNASSIGNED, _("Chưa phân công rà soát")),
    (queries.WAITING, _("Chờ đơn vị rà soát")),
    (queries.AFFECTS, _("Ảnh hưởng đến tài liệu")),
    (queries.NO_EFFECT, _("Không ảnh hưởng")),
    (queries.UNRELATED, _("Không liên quan")),
)


class DayFilter(django_filters.DateFilter):
    """A day typed as dd/mm/yyyy."""

    field_class = DayField


def _kinds(request: Any) -> list[tuple[str, str]]:
    return [(kind, kind) for kind in queries.kinds_of_laws(viewer=request.actor)]


def _units(request: Any) -> QuerySet[Unit]:
    return queries.units_to_ask(viewer=request.actor, on=today())


class Laws(django_filters.FilterSet):
    """By words, kind, whether they are in force, how far the looking has come, and the unit that looks."""

    words = django_filters.CharFilter(
        label=_("Số, tên, lĩnh vực"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = django_filters.ChoiceFilter(label=_("Loại"), choices=(), empty_label=_("Mọi loại"))
    force = django_filters.ChoiceFilter(
        label=_("Hiệu lực"),
        method="by_force",
        choices=[
            (STANDING, _("Còn hiệu lực")),
            (COMING, _("Chưa có hiệu lực")),
            (EXPIRED, _("Hết hiệu lực")),
            (FLAGGED, _("Số liệu cần xem lại")),
        ],
        empty_label=_("Mọi văn bản"),
    )
    since = DayFilter(label=_("Có hiệu lực từ ngày"), field_name="effective_date", lookup_expr="gte")
    until = DayFilter(label=_("Đến ngày"), field_name="effective_date", lookup_expr="lte")
    stage = django_filters.ChoiceFilter(
        label=_("Rà soát"),
        method="by_stage",
        choices=[*STAGES, (RELATED, _("Trừ văn bản không liên quan"))],
        empty_label=_("Mọi tình trạng"),
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị rà soát"), queryset=_units, field_name="reviews__unit", empty_label=_("Mọi đơn vị")
    )

    class Meta:
        model = Law
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = _kinds(self.request)

    def by_words(self, laws: QuerySet[Law], _name: str, value: str) -> QuerySet[Law]:
        """Keep the laws in which the words stand."""
        return queries.with_words(laws, value, viewer=self.request.actor)

    def by_stage(self, laws: QuerySet[Law], _name: str, value: str) -> QuerySet[Law]:
        """Keep the laws of which the looking has come so far, or all that are a matter of the agency."""
        return laws.exclude(stage=queries.UNRELATED) if value == RELATED else laws.filter(stage=value)

    def by_force(self, laws: QuerySet[Law], _name: str, value: str) -> QuerySet[Law]:
        """Keep the laws by whether they are in force today, or those whose figures look wrong."""
        on = today()
        if value == FLAGGED:
            return laws.exclude(flags=[])
        if value == COMING:
            return laws.filter(effective_date__gt=on)
        over = Q(expiry_date__isnull=False, expiry_date__lte=on)
        if value == EXPIRED:
            return laws.filter(over).order_by("-expiry_date", "pk")
        return (
            laws.exclude(over).exclude(effective_date__gt=on).order_by(F("effective_date").desc(nulls_last=True), "pk")
        )
