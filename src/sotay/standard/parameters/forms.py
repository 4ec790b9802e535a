"""Shape of input about a parameter."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.standard.parameters.queries import ParameterRow
from sotay.standard.registry.kinds import Mistyped
from sotay.ui.forms import DayField


class SetParameter(forms.Form):
    """The value, from which day, and why."""

    value = forms.CharField(label=_("Giá trị"), max_length=40)
    valid_from_date = DayField(label=_("Có giá trị từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: theo Kế hoạch số … ngày …"))

    def __init__(self, *args: Any, row: ParameterRow, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"valid_from_date": date(on.year, 1, 1)}, **kwargs)
        self.kind = row.parameter.kind
        if self.kind.choices:
            self.fields["value"] = forms.ChoiceField(label=_("Giá trị"), choices=self.kind.choices)
        else:
            self.fields["value"].help_text = self.kind.hint
        self.fields["valid_from_date"].help_text = _("Kỳ bắt đầu từ ngày này trở đi được xét theo giá trị mới.")

    def clean_value(self) -> str:
        """Say beside the field what cannot be read."""
        try:
            return self.kind.keep(self.cleaned_data["value"])
        except Mistyped as mistake:
            raise forms.ValidationError(str(mistake), code="mistyped") from mistake
