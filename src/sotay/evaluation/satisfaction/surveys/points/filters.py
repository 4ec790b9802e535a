"""What points are narrowed by."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import SurveyPoint


class Points(django_filters.FilterSet):
    """By kind and whether they are in use."""

    kind = django_filters.ChoiceFilter(label=_("Loại"), choices=SurveyPoint.Kind.choices, empty_label=_("Mọi loại"))
    used = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        method="by_use",
        choices=[("YES", _("Đang dùng")), ("NO", _("Đã gỡ"))],
        empty_label=_("Mọi tình trạng"),
    )

    class Meta:
        model = SurveyPoint
        fields: list[str] = []

    def by_use(self, rows: QuerySet[SurveyPoint], _name: str, value: str) -> QuerySet[SurveyPoint]:
        """Keep those in use, or those taken away."""
        return rows.filter(ended_date__isnull=value == "YES")
