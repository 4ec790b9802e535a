"""The one question about a document in force, whether it is still right."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.support.documents.models import Document
from sotay.support.reviews.models import DocumentReview
from sotay.ui.forms import ChoiceCards, DayField

Answer = DocumentReview.Answer


class LookForm(forms.Form):
    """What was found, why, and when."""

    answer = forms.ChoiceField(
        label=_("Tài liệu còn phù hợp với thực tế và quy định mới không?"),
        choices=Answer.choices,
        widget=ChoiceCards(
            descriptions={
                Answer.STILL_RIGHT: _("Giữ nguyên; kỳ rà soát sau tính từ ngày rà soát này."),
                Answer.CHANGE: _("Lập ngay bản sửa đổi; bản hiện hành còn hiệu lực cho đến khi bản mới được ban hành."),
            }
        ),
    )
    reason = forms.CharField(
        label=_("Lý do, nhận xét"), max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text=_("Đã đối chiếu với gì: thực tế thực hiện, văn bản mới, phản ánh, kết quả đánh giá."),
    )  # fmt: skip
    reviewed_date = DayField(label=_("Ngày rà soát"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, document: Document, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"reviewed_date": on, "version": document.version}, **kwargs)
