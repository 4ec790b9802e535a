"""Shape of the answer to a question: only the fields that question asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.manual.startup.queries import Asked
from sotay.ui.forms import DayField


class AnswerForm(forms.Form):
    """Number, date, note, scan of a paper, as far as a question asks for them."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    date = DayField(label=_("Ngày"))
    edition = forms.IntegerField(label=_("Lần ban hành"), min_value=1, max_value=99, initial=1)
    revision = forms.IntegerField(label=_("Lần sửa đổi"), min_value=0, max_value=99, initial=0)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    signer_name = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    file = forms.FileField(label=_("Bản quét"), required=False, help_text=_("PDF hoặc ảnh; có thể thêm sau."))

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        question, answer = asked.question, asked.answer
        known = {
            name: value
            for name in ("number", "date", "note", "edition", "revision")
            if answer is not None and (value := getattr(answer, name)) not in (None, "")
        }
        super().__init__(*args, initial=known, **kwargs)
        for name in set(self.fields) - {*question.asks, "date"}:
            del self.fields[name]
        self.fields["date"].label = question.date_label
        for name, label in (("number", question.number_label), ("note", question.note_label)):
            if name in self.fields:
                self.fields[name].label = label
        if answer is not None and answer.file_name and "file" in self.fields:
            self.fields["file"].help_text = _("Đã có %s; để trống thì giữ nguyên.") % answer.file_name
