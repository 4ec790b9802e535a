"""Shape of input about signed copies."""

from django import forms
from django.utils.translation import gettext_lazy as _


class BringSigned(forms.Form):
    """A signed PDF or a scan, and where the paper original is."""

    file = forms.FileField(
        label=_("Bản ký"), help_text=_("PDF đã ký số, hoặc bản quét có dấu. Tệp được giữ nguyên từng byte.")
    )
    place = forms.CharField(
        label=_("Bản gốc giấy lưu tại"), max_length=200, required=False,
        help_text=_("Cần ghi khi đưa lên bản quét của văn bản ký tay."),
    )  # fmt: skip
