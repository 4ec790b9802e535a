"""Shape of input about slips."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.context.models import Service
from sotay.evaluation.satisfaction.models import Survey
from sotay.operation.dossiers.queries import services_in_register, units_in_register
from sotay.ui.forms import DayField


class SlipsForm(forms.Form):
    """Of which settled dossiers."""

    from_date = DayField(label=_("Hồ sơ giải quyết xong từ ngày"))
    to_date = DayField(label=_("Đến ngày"))
    unit = forms.ModelChoiceField(
        label=_("Đơn vị giải quyết"), queryset=Unit.objects.none(), required=False, empty_label=_("(mọi đơn vị)")
    )
    services = forms.ModelMultipleChoiceField(
        label=_("Thủ tục hành chính"),
        queryset=Service.objects.none(),
        required=False,
        widget=forms.SelectMultiple({"size": 6}),
        help_text=_("Không chọn: mọi thủ tục."),
    )

    def __init__(self, *args: Any, viewer: Actor, survey: Survey, on: date, **kwargs: Any) -> None:
        last = min(on, survey.to_date)
        super().__init__(*args, initial={"from_date": min(survey.from_date, last), "to_date": last}, **kwargs)
        self.fields["unit"].queryset = units_in_register(viewer=viewer)  # type: ignore[attr-defined]
        self.fields["services"].queryset = services_in_register(viewer=viewer)  # type: ignore[attr-defined]


class SendAgainForm(forms.Form):
    """Nothing to type: the button says it all."""
