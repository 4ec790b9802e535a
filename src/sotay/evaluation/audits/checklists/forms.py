"""Shape of input about checklists."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.audits.checklists.sources import Offered
from sotay.evaluation.audits.models import GRADES, ChecklistLine, Scale, Visit
from sotay.standard.catalogue.clauses import Clause
from sotay.support.models import Document


class PickForm(forms.Form):
    """Which of the offered questions are put on the checklist."""

    picks = forms.MultipleChoiceField(label=_("Câu hỏi"), error_messages={"required": _("Chọn ít nhất một câu hỏi.")})

    def __init__(self, *args: Any, offered: Iterable[Offered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picks"].choices = [(one.pick, one.question) for one in offered]  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """A question of one's own, or another wording of one that stands."""

    question = forms.CharField(label=_("Câu hỏi"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    look_for = forms.CharField(
        label=_("Bằng chứng cần xem"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )
    clause = forms.ChoiceField(label=_("Điều khoản"), required=False)
    document = forms.ModelChoiceField(
        label=_("Quy trình, tài liệu"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("(không gắn với tài liệu)"),
    )

    def __init__(self, *args: Any, visit: Visit, clauses: Sequence[Clause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [("", _("(không chọn)")), *((one.number, str(one)) for one in clauses)]  # type: ignore[attr-defined]
        self.fields["document"].queryset = visit.documents.order_by("code_sort", "pk")  # type: ignore[attr-defined]


class ChangeQuestionForm(QuestionForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OrderForm(forms.Form):
    """A number for each question; they are put in the order of the numbers."""

    def __init__(self, *args: Any, lines: Sequence[ChecklistLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, one in enumerate(lines, start=1):
            self.fields[f"place_{one.uuid}"] = forms.IntegerField(
                label=_("Thứ tự câu %d") % number, min_value=1, max_value=9999, initial=number, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Give the numbers by the uuids of the questions."""
        cleaned = super().clean() or self.cleaned_data
        return {"places": {name.removeprefix("place_"): place for name, place in cleaned.items() if place}}


class AnswerForm(forms.Form):
    """What was noted against a question; `base` is the version of the line that was read."""

    result = forms.ChoiceField(label=_("Kết luận"), required=False)
    evidence = forms.CharField(
        label=_("Ghi nhận, bằng chứng"), max_length=10_000, required=False, widget=forms.Textarea({"rows": 4})
    )
    samples = forms.CharField(
        label=_("Mẫu hồ sơ, tài liệu đã xem"),
        max_length=3_000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Mỗi mã một dòng; không ghi họ tên, số giấy tờ của công dân."),
    )
    base = forms.IntegerField(widget=forms.HiddenInput)
    typed_at = forms.DateTimeField(required=False, widget=forms.HiddenInput, input_formats=["iso-8601"])

    def __init__(self, *args: Any, scale: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = results_of(scale)  # type: ignore[attr-defined]


class FileForm(forms.Form):
    """A photo or a file for a question."""

    file = forms.FileField(label=_("Ảnh, tệp"), allow_empty_file=True)

    def clean(self) -> dict[str, Any]:
        """Give the file and its name as the command takes them."""
        cleaned = super().clean() or self.cleaned_data
        if file := cleaned.get("file"):
            cleaned["name"] = file.name
        return cleaned


class SettleForm(forms.Form):
    """What becomes of what lies aside."""

    take = forms.TypedChoiceField(
        label=_("Bản để riêng"),
        choices=[("1", _("Dùng bản này")), ("0", _("Giữ bản đang có"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )


class VersionForm(forms.Form):
    """The version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReopenForm(VersionForm):
    """Why a finished checklist is opened again."""

    reason = forms.CharField(label=_("Lý do"), max_length=500)


def results_of(scale: str) -> list[tuple[str, Any]]:
    """Return the results of a scale with their words, first the one that there is none yet."""
    return [("", _("Chưa kết luận")), *((str(grade), grade.label) for grade in GRADES[Scale(scale)])]
