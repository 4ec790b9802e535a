"""Shape of input about the policy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.leadership.policy.models import Policy
from sotay.ui.forms import DayField


class PolicyForm(forms.Form):
    """The text of an edition and why it is made."""

    text = forms.CharField(
        label=_("Nội dung chính sách"),
        widget=forms.Textarea({"rows": 16}),
        help_text=_("Mỗi cam kết một dòng, bắt đầu bằng dấu gạch ngang. Dòng trống ngăn các đoạn."),
    )
    reason = forms.CharField(label=_("Lý do ban hành, sửa đổi"), max_length=300, required=False)


class ChangePolicyForm(PolicyForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        initial = {"text": policy.text, "reason": policy.reason, "version": policy.version}
        super().__init__(*args, initial=initial, **kwargs)


class SubmitForm(forms.Form):
    """A word to the head."""

    note = forms.CharField(
        label=_("Nội dung trình"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": policy.version}, **kwargs)


class PostingForm(forms.Form):
    """Where and since when the policy is made known."""

    place = forms.CharField(
        label=_("Nơi niêm yết, đăng tải"),
        max_length=200,
        help_text=_("Ví dụ: Bộ phận Một cửa; trang thông tin điện tử của cơ quan."),
    )
    posted_date = DayField(label=_("Từ ngày"))
    address = forms.URLField(label=_("Địa chỉ trang"), required=False, assume_scheme="https")
