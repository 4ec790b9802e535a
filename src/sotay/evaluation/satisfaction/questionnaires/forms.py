"""Shape of input about questionnaires."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import Factor, Question, Questionnaire, QuestionnaireVersion
from sotay.evaluation.satisfaction.questionnaires.shipped import shipped
from sotay.evaluation.satisfaction.questionnaires.writing import ASKED, NAMED, WORDS
from sotay.ui.forms import ChoiceCards, DayField

BLANK = "BLANK"
Kind = Question.Kind


class Lines(forms.CharField):
    """Several texts, a line each; empty lines are left out."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """Write a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Return the lines."""
        return [line for one in super().clean(value).splitlines() if (line := one.strip())]


class NewForm(forms.Form):
    """A questionnaire: what to begin from, its name; the rest has its usual value."""

    made_from = forms.ChoiceField(label=_("Bắt đầu từ"))
    title = forms.CharField(
        label=_("Tên phiếu"), max_length=300, required=False, help_text=_("Để trống thì lấy tên của mẫu đã chọn.")
    )
    about = forms.ChoiceField(
        label=_("Hỏi ai, về việc gì"),
        choices=[("", _("(theo mẫu đã chọn)")), *Questionnaire.About.choices],
        required=False,
        help_text=_("Chỉ phiếu hỏi người dân, tổ chức được tính vào tỷ lệ phiếu trên hồ sơ đã giải quyết."),
    )
    code = forms.CharField(
        label=_("Mã phiếu"),
        required=False,
        max_length=40,
        help_text=_("Theo mã biểu mẫu của cơ quan; để trống thì lấy số kế tiếp của năm."),
    )
    title_en = forms.CharField(label=_("Tên phiếu (tiếng Anh)"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made_from = self.fields["made_from"]
        made_from.choices = [  # type: ignore[attr-defined]
            *((one.code, one.title) for one in shipped().values()),
            (BLANK, _("Tự soạn từ đầu")),
        ]
        made_from.widget = ChoiceCards(
            descriptions={
                **{one.code: one.note for one in shipped().values()},
                BLANK: _("Phiếu trống, thêm từng câu hỏi."),
            }
        )
        made_from.widget.choices = made_from.choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a name where there is no sample to take it from."""
        given = super().clean() or {}
        if given.get("made_from") == BLANK:
            if not given.get("title"):
                self.add_error("title", _("Phiếu tự soạn cần có tên."))
            given["made_from"] = ""
        return given


class NameForm(forms.Form):
    """What a questionnaire is called and whom it asks."""

    title = forms.CharField(label=_("Tên phiếu"), max_length=300)
    title_en = forms.CharField(label=_("Tên phiếu (tiếng Anh)"), max_length=300, required=False)
    about = forms.ChoiceField(label=_("Hỏi ai, về việc gì"), choices=Questionnaire.About.choices)
    code = forms.CharField(label=_("Mã phiếu"), max_length=40)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any) -> None:
        initial = {name: getattr(questionnaire, name) for name in (*NAMED, "version")}
        super().__init__(*args, initial=initial, **kwargs)


class WordsForm(forms.Form):
    """What a version says before and after its questions."""

    intro = forms.CharField(
        label=_("Lời giới thiệu"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Hỏi về việc gì, để làm gì; không hỏi họ tên."),
    )
    intro_en = forms.CharField(
        label=_("Lời giới thiệu (tiếng Anh)"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    thanks = forms.CharField(label=_("Lời cảm ơn"), required=False, max_length=500)
    thanks_en = forms.CharField(label=_("Lời cảm ơn (tiếng Anh)"), required=False, max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, draft: QuestionnaireVersion, **kwargs: Any) -> None:
        initial = {name: getattr(draft, name) for name in (*WORDS, "version")}
        super().__init__(*args, initial=initial, **kwargs)


class QuestionForm(forms.Form):
    """A question: its words, how it is answered, its factor; choices and limits where its kind knows them."""

    text = forms.CharField(label=_("Câu hỏi"), max_length=500, widget=forms.Textarea({"rows": 2}))
    text_en = forms.CharField(
        label=_("Câu hỏi (tiếng Anh)"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    kind = forms.ChoiceField(label=_("Cách trả lời"), choices=Kind.choices, initial=Kind.LIKERT)
    factor = forms.ChoiceField(
        label=_("Yếu tố"),
        choices=Factor.choices,
        initial=Factor.OTHER,
        help_text=_("Kết quả được tổng hợp theo yếu tố."),
    )
    options = Lines(
        label=_("Các lựa chọn"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Chỉ với câu “Chọn một”, “Chọn nhiều”: mỗi dòng một lựa chọn, ít nhất hai."),
    )
    is_required = forms.BooleanField(
        label=_("Phải trả lời"),
        required=False,
        help_text=_("Trên trang công khai và thiết bị tại quầy; phiếu giấy nhận như người dân đã ghi."),
    )
    options_en = Lines(
        label=_("Các lựa chọn (tiếng Anh)"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Cùng thứ tự, cùng số dòng; hoặc để trống hết."),
    )
    lowest = forms.IntegerField(
        label=_("Số nhỏ nhất"),
        required=False,
        min_value=-2_000_000_000,
        max_value=2_000_000_000,
        help_text=_("Chỉ với câu trả lời bằng số."),
    )
    highest = forms.IntegerField(
        label=_("Số lớn nhất"), required=False, min_value=-2_000_000_000, max_value=2_000_000_000
    )

    def __init__(self, *args: Any, question: Question | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(question, name) for name in (*ASKED, "version")} if question else {}
        super().__init__(*args, initial=initial, **kwargs)


class ChangeQuestionForm(QuestionForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionedForm(forms.Form):
    """A button about one record, with the version it was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class UseForm(VersionedForm):
    """From which day on a version is used, and the print of the questions it was read with."""

    in_use_date = DayField(label=_("Dùng từ ngày"), help_text=_("Ngày phiếu bắt đầu được dùng; có thể là ngày đã qua."))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ["in_use_date"]


class EndForm(VersionedForm):
    """Since when a questionnaire is used no more, and why."""

    ended_date = DayField(label=_("Thôi dùng từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: thay bằng phiếu khác."))
    field_order = ["ended_date", "reason"]

    def __init__(self, *args: Any, questionnaire: Questionnaire, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": questionnaire.version, "ended_date": on}, **kwargs)


class ResumeForm(VersionedForm):
    """Why a questionnaire is taken up again."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: ghi nhầm phiếu thôi dùng."))
    field_order = ["reason"]
