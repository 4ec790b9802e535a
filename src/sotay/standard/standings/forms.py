"""Shape of input about declared evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.standard.catalogue.obligations import Obligation
from sotay.ui.forms import DayField


class DeclareEvidence(forms.Form):
    """A paper from before the agency used Sotay."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False)
    date = DayField(label=_("Ngày của văn bản"))
    unit = forms.ModelChoiceField(
        label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=_("(mọi đơn vị)")
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    file = forms.FileField(label=_("Bản quét"), required=False, help_text=_("PDF đã ký hoặc bản quét."))

    def __init__(self, *args: Any, viewer: Actor, on: date, obligation: Obligation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if obligation.owed == "unit":
            units = Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")
            self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]
