"""Shape of input about words and contacts."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RemoveForm(forms.Form):
    """Why words or a contact are deleted."""

    reason = forms.CharField(
        label=_("Lý do xóa"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Ví dụ: ý kiến nêu tên người khác; người trả lời yêu cầu xóa. Không chép lại nội dung vào đây."),
    )
