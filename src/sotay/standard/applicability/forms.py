"""Shape of input about whether a clause applies."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.ui.forms import ChoiceCards, DayField

APPLIES = [("yes", _("Áp dụng")), ("no", _("Không áp dụng"))]


class DecideApplicability(forms.Form):
    """Whether the clause applies, why not, by which day's decision, from when."""

    applicable = forms.ChoiceField(label=_("Điều khoản này"), choices=APPLIES, widget=ChoiceCards)
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Bắt buộc khi không áp dụng: vì sao sự phù hợp của dịch vụ không bị ảnh hưởng."),
    )
    valid_from_date = DayField(label=_("Từ ngày"))
    decided_date = DayField(label=_("Ngày quyết định"), required=False)

    def __init__(self, *args: Any, on: date, applies: bool, reason: str = "", **kwargs: Any) -> None:
        initial = {"applicable": "yes" if applies else "no", "reason": reason, "valid_from_date": on}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_applicable(self) -> bool:
        """Return yes or no as the command takes it."""
        return self.cleaned_data["applicable"] == "yes"
