"""Shape of input of the public pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LookUp(forms.Form):
    """The code of a dossier and the secret on its receipt."""

    code = forms.CharField(label=_("Mã hồ sơ"), max_length=80, help_text=_("Ở đầu giấy tiếp nhận hồ sơ."))
    secret = forms.CharField(
        label=_("Mã tra cứu"),
        max_length=60,
        help_text=_("Bốn nhóm chữ và số cạnh mã QR; gõ chữ thường, có hay không có dấu gạch đều được."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
