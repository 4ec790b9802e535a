"""Shape of input about batches and sheets."""

import re
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.context.models import Service
from sotay.evaluation.satisfaction.entering import queries
from sotay.evaluation.satisfaction.entering.guards import TYPED
from sotay.evaluation.satisfaction.marks import Marked, asked, read
from sotay.evaluation.satisfaction.models import AnswerBatch, Channel, Question, Survey
from sotay.evaluation.satisfaction.public.commands import Contact
from sotay.evaluation.satisfaction.questionnaires.controls import name_of, named
from sotay.ui.forms import ChoiceCards, DayField

FOLDED = ("unit", "service", "expected", "note")
MOST = 5_000
_PARTED = re.compile(r"[\s;,.+/]+")
Kind = Question.Kind


class BatchForm(forms.Form):
    """A batch of sheets: of which survey, how they came, which day stands on them."""

    survey = forms.ModelChoiceField(
        label=_("Đợt khảo sát"), queryset=Survey.objects.none(), empty_label=_("(chọn đợt khảo sát)")
    )
    channel = forms.ChoiceField(
        label=_("Hình thức"),
        choices=[(one.value, one.label) for one in TYPED],
        initial=Channel.PAPER,
        widget=ChoiceCards(
            descriptions={
                Channel.PAPER: _("Phiếu người dân, tổ chức đã tự điền; nhập đúng như trên phiếu."),
                Channel.PHONE: _("Công chức gọi điện hỏi và ghi câu trả lời."),
            }
        ),
    )
    given_date = DayField(
        label=_("Ngày ghi trên phiếu"),
        help_text=_("Ngày người dân trả lời, không phải ngày nhập; phiếu nào ngày khác thì sửa khi nhập phiếu đó."),
    )
    unit = forms.ModelChoiceField(
        label=_("Đơn vị được đánh giá"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("(không rõ, hoặc nhiều đơn vị)"),
        help_text=_("Phiếu có mã hồ sơ thì lấy đơn vị của hồ sơ."),
    )
    service = forms.ModelChoiceField(
        label=_("Thủ tục hành chính"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=_("(không rõ, hoặc nhiều thủ tục)"),
    )
    expected = forms.IntegerField(
        label=_("Số phiếu trong lô"),
        required=False,
        min_value=1,
        max_value=MOST,
        help_text=_("Đếm trước khi nhập; khi nhập xong, hệ thống nêu nếu số phiếu khác số này."),
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)

    def __init__(
        self, *args: Any, viewer: Actor, on: date, batch: AnswerBatch | None = None, survey: str = "", **kwargs: Any
    ) -> None:
        surveys = queries.surveys_to_enter(viewer=viewer)
        if batch is not None:
            names = ("survey", "channel", "unit", "service", "given_date", "expected", "note", "version")
            initial = {name: getattr(batch, name) for name in names}
        else:
            some = list(surveys)
            named = [one for one in some if one.slug == survey] or [one for one in some if one.state == "OPEN"]
            initial = {"survey": named[0] if len(named) == 1 else None, "given_date": on}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["survey"].queryset = surveys  # type: ignore[attr-defined]
        unit, service = (batch.unit_id, batch.service_id) if batch else (None, None)
        units = queries.units_to_judge(viewer=viewer, on=on, also=unit)
        services = queries.services_to_judge(viewer=viewer, on=on, also=service)
        self.fields["unit"].queryset, self.fields["service"].queryset = units, services  # type: ignore[attr-defined]


class ChangeBatchForm(BatchForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class FinishForm(forms.Form):
    """Since which day all sheets of a batch are entered."""

    done_date = DayField(label=_("Ngày nhập xong"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class RemoveForm(forms.Form):
    """The version of a batch that is removed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class InvalidForm(forms.Form):
    """Why a sheet does not count."""

    reason = forms.CharField(
        label=_("Lý do không hợp lệ"),
        max_length=300,
        help_text=_("Ví dụ: nhập nhầm mức ở câu 3; phiếu của hồ sơ khác; người trả lời không phải người nộp hồ sơ."),
    )


class SheetForm(forms.Form):
    """One sheet as it lies there: a box for each question takes a figure, in the order of the paper.

    `cleaned_data` is what `commands.enter_sheet` takes. Questions that bear a star on paper may be empty here.
    """

    code = forms.CharField(
        label=_("Mã hồ sơ trên phiếu"), required=False, max_length=60, widget=forms.TextInput({"autocomplete": "off"})
    )
    given_date = DayField(label=_("Ngày ghi trên phiếu"))
    invalid_reason = forms.CharField(label=_("Phiếu hỏng: lý do"), required=False, max_length=300)
    name = forms.CharField(label=_("Họ tên"), required=False, max_length=200)
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=40)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    is_english = forms.BooleanField(label=_("Phiếu tiếng Anh"), required=False)
    nonce = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: Sequence[Question], given_date: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"given_date": given_date, "nonce": uuid.uuid4()}, **kwargs)
        self.questions = questions
        for one in questions:
            self.fields[name_of(one)] = forms.CharField(label=asked(one), required=False, max_length=10_000, strip=True)

    def clean(self) -> dict[str, Any]:
        """Return the marks, words and contact of the sheet; what cannot be read is an error beside its question."""
        cleaned = super().clean() or {}
        typed = {one.position: _typed(one, str(cleaned.pop(name_of(one), "") or "")) for one in self.questions}
        marked: Marked = read(self.questions, typed, must=False)
        for one in self.questions:
            if wrong := marked.wrong.get(one.position):
                self.add_error(name_of(one), wrong)
        contact = Contact(*(cleaned.pop(name, "") for name in ("name", "phone", "email")))
        return {**cleaned, "marks": marked.marks, "texts": marked.texts, "contact": contact or None}


def _typed(question: Question, text: str) -> Any:
    """Return what was typed as `marks.read` takes it: figures are places, as the screen shows them, told by their words.

    Several choices are parted by anything; where there are fewer than ten, their figures may run together ("13").
    """
    if question.kind == Kind.SINGLE:
        return named(question, text)
    if question.kind == Kind.MULTIPLE and text:
        parts = [part for part in _PARTED.split(text) if part]
        if all(part.isdigit() for part in parts):
            parts = list("".join(parts)) if len(question.options) < 10 else parts  # noqa: PLR2004  one figure each
            return [named(question, part) for part in parts]
        return text.split(";")
    return text
