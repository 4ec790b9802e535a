"""Shape of input about the manual as a document."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.manual.statements.models import Manual
from sotay.ui.forms import DayField


class UploadManual(forms.Form):
    """The file of the manual."""

    file = forms.FileField(
        label=_("Tệp sổ tay"),
        help_text=_("Word (.docx) hoặc văn bản (.txt). Chưa ghi gì cho đến khi anh, chị xác nhận."),
    )


class DeclareIssue(forms.Form):
    """The decision that issued the manual; its text then counts as approved on that day."""

    number = forms.CharField(label=_("Số, ký hiệu quyết định ban hành"), max_length=80)
    date = DayField(label=_("Ngày ký"))
    edition = forms.IntegerField(label=_("Lần ban hành"), min_value=1, max_value=99, initial=1)
    revision = forms.IntegerField(label=_("Lần sửa đổi"), min_value=0, max_value=99, initial=0)
    signer_name = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    file = forms.FileField(label=_("Bản ký"), required=False, help_text=_("PDF đã ký hoặc bản quét."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, manual: Manual, known: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": manual.version} | (known or {}), **kwargs)
