"""Shape of input about runs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.exchange.imports import Import


class UploadForm(forms.Form):
    """The file to import."""

    file = forms.FileField(label=_("Tệp"))

    def __init__(self, *args: Any, kind: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        endings = ", ".join(ending.lstrip(".").upper() for ending in kind.endings)
        field.help_text = _("Nhận tệp %(endings)s. Tệp chỉ được kiểm tra và cho xem trước; chưa thay đổi gì.") % {
            "endings": endings
        }
        field.widget.attrs["accept"] = ",".join(kind.endings)

    def clean(self) -> dict[str, Any]:
        """Give the file and its name as the command takes them."""
        cleaned = super().clean() or self.cleaned_data
        if file := cleaned.get("file"):
            cleaned["name"] = file.name
        return cleaned
