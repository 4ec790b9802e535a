"""Shape of input for submitting several sets under one decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.planning.objectives.models import ObjectiveSet
from sotay.planning.year.queries import Draft
from sotay.ui.forms import DayField


class SubmitSets(forms.Form):
    """Which complete drafts are submitted, from when they are in force, and words for who decides."""

    sets = forms.MultipleChoiceField(label=_("Bộ mục tiêu"), widget=forms.CheckboxSelectMultiple)
    in_force_date = DayField(
        label=_("Thực hiện từ ngày"), required=False, help_text=_("Để trống thì từ ngày phê duyệt.")
    )
    note = forms.CharField(
        label=_("Nội dung trình"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, drafts: list[Draft], **kwargs: Any) -> None:
        self._sets = {one.set.slug: one.set for one in drafts if not one.reasons}
        super().__init__(*args, initial={"sets": list(self._sets)}, **kwargs)
        self.fields["sets"].choices = [(slug, str(one)) for slug, one in self._sets.items()]  # type: ignore[attr-defined]

    def clean_sets(self) -> list[ObjectiveSet]:
        """Return the sets as the command takes them."""
        return [self._sets[slug] for slug in self.cleaned_data["sets"]]
