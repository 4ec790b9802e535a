"""Shape of input about the working calendar."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import CalendarDay
from sotay.agency.workdays import DayKind
from sotay.ui.forms import DayField


class DecideForm(forms.Form):
    """The notice by which the year is decided."""

    basis = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Ví dụ: Thông báo số …/TB-BNV ngày … về việc nghỉ Tết, lễ.")
    )
    decided_date = DayField(label=_("Ngày quyết định"))

    def __init__(self, *args: Any, on: date, basis: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"basis": basis, "decided_date": on}, **kwargs)


class DayForm(forms.Form):
    """A day that is not what its weekday says."""

    date = DayField(label=_("Ngày"))
    kind = forms.ChoiceField(label=_("Loại"), choices=DayKind.choices)
    name = forms.CharField(label=_("Tên ngày"), max_length=200)
    basis = forms.CharField(label=_("Căn cứ"), max_length=300)


class RemoveDayForm(forms.Form):
    """Why a day goes back to what its weekday says."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, day: CalendarDay, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": day.version}, **kwargs)
