"""Shape of input about the agency's own forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.papers.catalogue.models import FormSetting
from sotay.ui.forms import DayField


class SettingForm(forms.Form):
    """Code, edition, day and name of a form as the agency has it."""

    code = forms.CharField(
        label=_("Mã biểu mẫu"), max_length=60, required=False, help_text=_("Như ghi trên biểu mẫu, ví dụ BM.01.07.")
    )
    edition = forms.CharField(label=_("Lần ban hành"), max_length=20, required=False, help_text=_("Ví dụ 02."))
    issued_date = DayField(label=_("Ngày ban hành"), required=False)
    title = forms.CharField(
        label=_("Tên trên biểu mẫu"),
        max_length=300,
        required=False,
        help_text=_("Để trống thì dùng tên của danh mục."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, setting: FormSetting | None, **kwargs: Any) -> None:
        names = ("code", "edition", "issued_date", "title", "version")
        initial = {name: getattr(setting, name) for name in names} if setting else {}
        super().__init__(*args, initial=initial, **kwargs)


class TemplateForm(forms.Form):
    """The DOCX that replaces the Word face of a form."""

    file = forms.FileField(
        label=_("Tệp mẫu (DOCX)"), help_text=_("Tệp Word có các trường như {{ ten_truong }}."), allow_empty_file=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".docx"

    def clean(self) -> dict[str, Any]:
        """Give the file and its name as the command takes them."""
        cleaned = super().clean() or self.cleaned_data
        if file := cleaned.get("file"):
            cleaned["name"] = file.name
        return cleaned


class EndForm(forms.Form):
    """Why a template is filled no more."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": version}, **kwargs)
