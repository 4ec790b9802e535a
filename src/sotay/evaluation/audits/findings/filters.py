"""What findings are narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Unit
from sotay.evaluation.audits.findings import queries
from sotay.evaluation.audits.findings.followed import has_open_sheet, has_sheet
from sotay.evaluation.audits.models import NO_FINDINGS, NONCONFORMITIES, Audit, Finding, Grade
from sotay.standard.catalogue.clauses import clauses, covers
from sotay.ui.forms import DayField

ALL_BAD, NO_OPINION, DROPPED, ITSELF = "NONCONFORMITIES", "NONE", "DROPPED", "="
SHEETS = [("NONE", _("Chưa có phiếu")), ("ANY", _("Đã có phiếu")), ("OPEN", _("Còn phiếu chưa đóng"))]


class DayFilter(django_filters.DateFilter):
    """A day written as on paper."""

    field_class = DayField


def _audits(request: Any) -> QuerySet[Audit]:
    return queries.audits_with_findings(viewer=request.actor)


def _units(request: Any) -> QuerySet[Unit]:
    return queries.units_with_findings(viewer=request.actor)


class Findings(django_filters.FilterSet):
    """By words, audit, unit, clause with those below it, grade, year, opinion, sheets; dropped ones where they are asked for."""

    words = django_filters.CharFilter(
        label=_("Mã, nội dung"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    audit = django_filters.ModelChoiceFilter(
        label=_("Cuộc đánh giá"), queryset=_audits, to_field_name="slug", empty_label=_("Mọi cuộc")
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị"), queryset=_units, to_field_name="slug", empty_label=_("Mọi đơn vị")
    )
    grade = django_filters.ChoiceFilter(
        label=_("Mức độ"),
        method="by_grade",
        choices=[
            (ALL_BAD, _("Mọi điểm không phù hợp")),
            *((one.value, one.label) for one in Grade if one not in NO_FINDINGS),
        ],
        empty_label=_("Mọi mức độ"),
    )
    clause = django_filters.ChoiceFilter(
        label=_("Điều khoản"),
        method="by_clause",
        choices=[],
        empty_label=_("Mọi điều khoản"),
    )
    year = django_filters.ChoiceFilter(label=_("Năm"), field_name="audit__year", empty_label=_("Mọi năm"))
    opinion = django_filters.ChoiceFilter(
        label=_("Ý kiến của đơn vị"),
        method="by_opinion",
        choices=[(NO_OPINION, _("Đơn vị chưa có ý kiến")), *(one for one in Finding.Opinion.choices if one[0])],
        empty_label=_("Mọi ý kiến"),
    )
    sheet = django_filters.ChoiceFilter(
        label=_("Phiếu không phù hợp"), method="by_sheet", choices=SHEETS, empty_label=_("Có và chưa có")
    )
    state = django_filters.ChoiceFilter(
        label=_("Trạng thái"), method="by_state", choices=[(DROPPED, _("Đã bỏ"))], empty_label=_("Đang tính")
    )

    reported_since = DayFilter(
        label=_("Báo cáo phê duyệt từ ngày"), field_name="audit__reported_date", lookup_expr="gte"
    )
    reported_until = DayFilter(label=_("Đến ngày"), field_name="audit__reported_date", lookup_expr="lte")

    class Meta:
        model = Finding
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = queries.years_with_findings(viewer=self.request.actor)
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]
        offered = [(number, str(one)) for number, one in clauses().items()]
        asked = (self.data or {}).get("clause", "").removeprefix(ITSELF)
        if asked in clauses():  # a report counts a clause by itself: its numbers open the same findings
            itself = _("%s (không kể mục bên dưới)") % clauses()[asked]
            offered.insert([number for number, _one in offered].index(asked) + 1, (ITSELF + asked, str(itself)))
        self.filters["clause"].extra["choices"] = offered

    @property
    def qs(self) -> QuerySet:
        """The rows asked for; dropped ones only where they are named."""
        found = super().qs
        asked = self.form.cleaned_data.get("state") if self.is_bound and self.form.is_valid() else ""
        return found if asked == DROPPED else found.filter(is_dropped=False)

    def by_words(self, findings: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those in which the words stand."""
        return queries.with_words(findings, value, viewer=self.request.actor)

    def by_grade(self, findings: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those of a grade, or all nonconformities."""
        return findings.filter(grade__in=NONCONFORMITIES if value == ALL_BAD else [value])

    def by_clause(self, findings: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those against a clause or one below it; against itself alone where that is asked."""
        if value.startswith(ITSELF):
            return findings.filter(clause=value.removeprefix(ITSELF))
        return findings.filter(clause__in=[number for number in clauses() if covers(value, number)])

    def by_opinion(self, findings: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those the unit thinks so of, or has not said anything of after the closing meeting."""
        if value == NO_OPINION:
            awaited = Q(audit__state__in=Audit.AFTER_MEETING, grade__in=queries.ASKED_OF_UNIT)
            return findings.filter(awaited, opinion="")
        return findings.filter(opinion=value)

    def by_sheet(self, findings: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep those with sheets, with open ones, or nonconformities without any."""
        if value == "OPEN":
            return findings.filter(has_open_sheet())
        if value == "ANY":
            return findings.filter(has_sheet())
        told = Q(audit__state__in=Audit.AFTER_MEETING, grade__in=NONCONFORMITIES)
        return findings.filter(told, ~has_sheet())

    def by_state(self, findings: QuerySet, _name: str, _value: str) -> QuerySet:
        """Keep those that were dropped."""
        return findings.filter(is_dropped=True)
