"""Shape of input about confirmations of effectiveness."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.confirmations.models import Confirmation


class _OfOne(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, one: Confirmation, **kwargs: Any) -> None:
        names = [name for name in ("text", "version") if name in self.base_fields]
        super().__init__(*args, initial={name: getattr(one, name) for name in names}, **kwargs)


class TextForm(_OfOne):
    """The words of a confirmation."""

    text = forms.CharField(label=_("Nội dung xác nhận"), max_length=4000, widget=forms.Textarea({"rows": 8}))


class SubmitForm(_OfOne):
    """A word to the head."""

    note = forms.CharField(
        label=_("Ghi chú gửi người đứng đầu"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )


class ReasonForm(_OfOne):
    """Why a draft is given up."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
