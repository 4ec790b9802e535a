"""Shape of input about feedback."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.models import Unit, User
from sotay.context.models import Service
from sotay.evaluation.feedback import queries
from sotay.evaluation.feedback.models import Feedback
from sotay.operation.dossiers.models import Dossier
from sotay.ui.forms import ChoiceCards, DayField

Kind, Channel = Feedback.Kind, Feedback.Channel
LONGEST = 10_000
HANDLED = [(one.value, one.label) for one in Feedback.HANDLED]
NOTED = [(one.value, one.label) for one in Feedback.ONLY_NOTED]
BY_OFFICIALS = [(one.value, one.label) for one in Channel if one != Channel.PAGE]
EXPLAINED = {
    Kind.REFLECTION: _("Nêu việc chưa đúng, chưa tốt trong giải quyết công việc, thủ tục."),
    Kind.PETITION: _("Đề nghị cơ quan làm hoặc sửa một việc."),
    Kind.PRAISE: _("Ghi nhận điều làm tốt; không bắt buộc trả lời."),
    Kind.SUGGESTION: _("Ý kiến để làm tốt hơn; không bắt buộc trả lời."),
}
NOTED_EXPLAINED = {
    Kind.COMPLAINT: _("Chỉ ghi ngày, số đơn, lĩnh vực; giải quyết theo Luật Khiếu nại, ngoài Sotay."),
    Kind.DENUNCIATION: _("Chỉ đếm: không ghi số đơn, nội dung, tên ai; giải quyết theo Luật Tố cáo, ngoài Sotay."),
}
NO_NAMES = _("Không ghi họ tên, số điện thoại, địa chỉ của người gửi: phần này được lưu lâu dài.")


class _AboutForm(forms.Form):
    """What a feedback is about: unit, service, dossier, perhaps an official."""

    about_unit = forms.ModelChoiceField(
        label=_("Về đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=_("(chưa rõ, hoặc cả cơ quan)")
    )
    dossier = forms.CharField(label=_("Mã hồ sơ"), required=False, max_length=60)
    service = forms.ModelChoiceField(
        label=_("Thủ tục hành chính"), queryset=Service.objects.none(), required=False, empty_label=_("(theo hồ sơ)")
    )
    field = forms.CharField(label=_("Lĩnh vực"), required=False, max_length=200)
    concerns_official = forms.BooleanField(
        label=_("Liên quan đến công chức, viên chức cụ thể"),
        required=False,
        help_text=_(
            "Chỉ người đứng đầu, cấp phó, thư ký và trưởng đơn vị được giao (trừ khi nói về chính người đó) xem được; không có "
            "trong tìm kiếm, không công khai."
        ),
    )
    about_official = forms.ModelChoiceField(
        label=_("Người được nêu"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("(không rõ, hoặc không có tài khoản)"),
        help_text=_("Người này không xem được nội dung, dù giữ vai trò nào."),
    )

    def __init__(self, *args: Any, viewer: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["about_unit"].queryset = queries.units_to_name(viewer=viewer, on=on)  # type: ignore[attr-defined]
        self.fields["service"].queryset = queries.services_to_name(viewer=viewer, on=on)  # type: ignore[attr-defined]
        self.fields["about_official"].queryset = queries.people_to_name(viewer=viewer, on=on)  # type: ignore[attr-defined]

    def clean_dossier(self) -> Dossier | None:
        """Return the dossier of a code; ValidationError for a code no dossier here bears."""
        code = self.cleaned_data["dossier"].strip()
        if not code:
            return None
        found = queries.dossier_by_code(code, viewer=self.viewer)
        if found is None:
            raise ValidationError(
                _("Không có hồ sơ mã này trong sổ. Hồ sơ chưa nhập vào Sotay thì để trống, chọn đơn vị, thủ tục."),
                code="dossier_unknown",
            )
        return found


class ReceiveForm(_AboutForm):
    """A feedback in a minute: how it came, what it is, when, what was said; the rest is folded."""

    channel = forms.ChoiceField(label=_("Hình thức"), choices=BY_OFFICIALS, initial=Channel.DESK)
    kind = forms.ChoiceField(
        label=_("Phân loại"), choices=HANDLED, initial=Kind.REFLECTION, widget=ChoiceCards(descriptions=EXPLAINED)
    )
    received_date = DayField(label=pgettext_lazy("feedback", "Ngày tiếp nhận"))
    text = forms.CharField(
        label=_("Nội dung"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Ghi đúng lời người gửi; tên và cách liên hệ ghi ở ô riêng, chỉ khi họ tự cho biết."),
    )
    name = forms.CharField(label=_("Người gửi"), required=False, max_length=300)
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=40)
    email = forms.EmailField(label=_("Thư điện tử"), required=False, max_length=200)
    address = forms.CharField(label=_("Địa chỉ"), required=False, max_length=500)
    reference_number = forms.CharField(label=_("Số, ký hiệu văn bản"), required=False, max_length=80)

    FOLDED = (
        *("name", "phone", "email", "address", "about_unit", "dossier", "service", "field", "reference_number"),
        *("concerns_official", "about_official"),
    )
    field_order = ("channel", "kind", "received_date", "text", *FOLDED)

    def __init__(self, *args: Any, on: date, dossier: str = "", **kwargs: Any) -> None:
        initial = {"received_date": on, "dossier": dossier}
        super().__init__(*args, on=on, initial=initial, **kwargs)


class NoteForm(forms.Form):
    """A complaint or denunciation that is only noted."""

    kind = forms.ChoiceField(
        label=_("Loại đơn"), choices=NOTED, initial=Kind.COMPLAINT, widget=ChoiceCards(descriptions=NOTED_EXPLAINED)
    )
    received_date = DayField(label=_("Ngày nhận đơn"))
    reference_number = forms.CharField(
        label=_("Số, ký hiệu đơn"), required=False, max_length=80, help_text=_("Chỉ của khiếu nại.")
    )
    field = forms.CharField(label=_("Lĩnh vực"), required=False, max_length=200, help_text=_("Chỉ của khiếu nại."))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"received_date": on}, **kwargs)


class OnlyNotedForm(forms.Form):
    """That a feedback is a complaint or denunciation."""

    kind = NoteForm.base_fields["kind"]
    reference_number = NoteForm.base_fields["reference_number"]
    field = NoteForm.base_fields["field"]
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, feedback: Feedback, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": feedback.version}, **kwargs)


class SortForm(_AboutForm):
    """What it is and what it is about."""

    kind = forms.ChoiceField(label=_("Phân loại"), choices=HANDLED, widget=ChoiceCards(descriptions=EXPLAINED))
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("kind", "about_unit", "dossier", "service", "field", "concerns_official", "about_official")

    def __init__(self, *args: Any, feedback: Feedback, **kwargs: Any) -> None:
        names = ("kind", "about_unit", "service", "field", "concerns_official", "about_official", "version")
        initial = {name: getattr(feedback, name) for name in names}
        initial["dossier"] = feedback.dossier.code if feedback.dossier else ""
        super().__init__(*args, initial=initial, **kwargs)
        for name in ("about_unit", "service", "about_official"):
            if kept := getattr(feedback, name):
                self._offer(name, kept.pk)

    def _offer(self, name: str, pk: int) -> None:
        """Offer what is chosen though it ended since, so that saving loses nobody, and nobody named reads on."""
        field: Any = self.fields[name]
        there = field.queryset
        rows = there.model._default_manager.filter(Q(pk__in=there.order_by().values("pk")) | Q(pk=pk))
        field.queryset = rows.order_by(*there.query.order_by)


class AssignForm(forms.Form):
    """The unit that answers, and since when."""

    unit = forms.ModelChoiceField(label=_("Đơn vị xử lý"), queryset=Unit.objects.none(), empty_label=_("(chọn đơn vị)"))
    assigned_date = DayField(label=_("Ngày giao"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, feedback: Feedback, viewer: Actor, on: date, **kwargs: Any) -> None:
        unit = feedback.unit or (None if feedback.concerns_official else feedback.about_unit)
        initial = {"unit": unit, "assigned_date": on, "version": feedback.version}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["unit"].queryset = queries.units_to_name(viewer=viewer, on=on)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What is answered, and when."""

    answer = forms.CharField(
        label=_("Nội dung trả lời"), max_length=LONGEST, widget=forms.Textarea({"rows": 6}), help_text=NO_NAMES
    )
    answered_date = DayField(label=_("Ngày trả lời"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, feedback: Feedback, on: date, **kwargs: Any) -> None:
        initial = {
            "answer": feedback.answer,
            "answered_date": feedback.answered_date or on,
            "version": feedback.version,
        }
        super().__init__(*args, initial=initial, **kwargs)


class TurnAwayForm(forms.Form):
    """To whom it goes, or why it is not taken up."""

    reason = forms.CharField(max_length=500, help_text=NO_NAMES)
    ended_date = DayField(label=_("Ngày"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, feedback: Feedback, on: date, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"ended_date": on, "version": feedback.version}, **kwargs)
        self.fields["reason"].label = label


class ThankForm(forms.Form):
    """That praise or a suggestion is put on file."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, feedback: Feedback, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": feedback.version}, **kwargs)


class PublishForm(forms.Form):
    """What everybody reads, beside the answer."""

    public_text = forms.CharField(
        label=_("Nội dung công khai"),
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Tóm tắt điều được phản ánh, kiến nghị; không nêu tên ai. Câu trả lời được công khai kèm theo."),
    )
    published_date = DayField(label=_("Ngày công khai"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, feedback: Feedback, on: date, **kwargs: Any) -> None:
        initial = {"public_text": feedback.public_text, "published_date": on, "version": feedback.version}
        super().__init__(*args, initial=initial, **kwargs)


class WithdrawForm(forms.Form):
    """Why it is taken off the public page."""

    reason = forms.CharField(label=_("Lý do"), max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, feedback: Feedback, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": feedback.version}, **kwargs)


class EmptyForm(forms.Form):
    """Why the sender's data are deleted, and whether the words go too; where nobody is named, the words are all there is."""

    reason = forms.CharField(
        label=_("Lý do xóa"), max_length=500, help_text=_("Ví dụ: người gửi yêu cầu; đã trả lời xong, không còn cần.")
    )
    words_too = forms.BooleanField(label=_("Xóa cả nội dung đã gửi"), required=False)

    def __init__(self, *args: Any, is_named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_named:
            del self.fields["words_too"]

    def clean(self) -> dict[str, Any]:
        """Say that the words go where they are all there is."""
        return {"words_too": True, **(super().clean() or self.cleaned_data)}
