"""What the objectives of a year are narrowed by; rows are made, not of one table, so this is a plain form."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sotay.planning.objectives.models import ObjectiveSet
from sotay.planning.results.verdicts import Verdict
from sotay.planning.year.queries import Row, narrowed

_ALL = ("", _("Tất cả"))


class ObjectivesForm(forms.Form):
    """By words, unit, state of the set, verdict, and whether it serves an objective above."""

    words = forms.CharField(
        label=_("Nội dung, mã, người chịu trách nhiệm"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    unit = forms.ChoiceField(label=_("Đơn vị"), required=False)
    verdict = forms.ChoiceField(label=_("Đánh giá"), required=False, choices=[_ALL, *Verdict.choices])
    state = forms.ChoiceField(
        label=_("Bộ mục tiêu"),
        required=False,
        choices=[_ALL, *(one for one in ObjectiveSet.State.choices if one[0] != ObjectiveSet.State.SUPERSEDED)],
    )
    tied = forms.ChoiceField(label=_("Mục tiêu cấp trên"), required=False, choices=[_ALL, ("no", _("Đơn vị chưa gắn"))])
    year = forms.IntegerField(required=False, widget=forms.HiddenInput)


class Objectives:
    """The objectives of a year, narrowed by what was chosen."""

    is_bound = True

    def __init__(self, data: QueryDict, rows: Sequence[Row]) -> None:
        self.data = {name: value for name, value in data.items() if name != "year"}  # the year is no narrowing
        self.form = ObjectivesForm(data)
        units = {row.place.unit.slug if row.place.unit else "co-quan": row.unit for row in rows}
        self.form.fields["unit"].choices = [_ALL, *units.items()]  # type: ignore[attr-defined]
        self.form.is_valid()
        chosen = self.form.cleaned_data
        names = ("words", "unit", "state", "verdict", "tied")
        self.qs = narrowed(rows, **{name: chosen.get(name) or "" for name in names})
