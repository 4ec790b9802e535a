"""Shape of input about lists of dossiers to be made anonymous."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.ui.forms import DayField


class BeginList(forms.Form):
    """Closed before which day."""

    closed_before_date = DayField(
        label=_("Hồ sơ kết thúc trước ngày"),
        help_text=_("Mọi hồ sơ đã trả, từ chối, dừng, rút trước ngày này và còn thông tin người nộp."),
    )


class Submit(forms.Form):
    """A word to who approves the list."""

    note = forms.CharField(
        label=_("Nội dung trình"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class Confirm(forms.Form):
    """Confirms that data are emptied for good."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WithReason(forms.Form):
    """Why a dossier is left out, or a list given up."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Không ghi tên người nộp."))
    version = forms.IntegerField(widget=forms.HiddenInput)
