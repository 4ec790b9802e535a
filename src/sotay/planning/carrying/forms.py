"""Shape of input for carrying objectives into a year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Unit
from sotay.planning.carrying.queries import Carry


class HandOver(forms.Form):
    """Confirms that objectives go on with the successors."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CarryForm(forms.Form):
    """Whose sets are carried: all that can be, until some are taken away."""

    units = forms.MultipleChoiceField(label=_("Bộ mục tiêu"), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("Lời trình"), max_length=500, required=False, help_text=_("Chỉ dùng khi giữ nguyên và trình.")
    )

    def __init__(self, *args: Any, carries: list[Carry], **kwargs: Any) -> None:
        open_ = {one.key: one for one in carries if one.there is None}
        super().__init__(*args, initial={"units": list(open_)}, **kwargs)
        self._units = {key: one.unit for key, one in open_.items()}
        self.fields["units"].choices = [  # type: ignore[attr-defined]
            (key, one.unit.name if one.unit else _("Mục tiêu của cơ quan")) for key, one in open_.items()
        ]

    def clean_units(self) -> list[Unit | None]:
        """Return the units as the command takes them, None for the agency itself."""
        return [self._units[key] for key in self.cleaned_data["units"]]
