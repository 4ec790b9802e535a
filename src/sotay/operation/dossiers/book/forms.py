"""Shape of input about registers."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CloseBook(forms.Form):
    """A word to who closes the register."""

    note = forms.CharField(
        label=_("Nội dung trình"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
