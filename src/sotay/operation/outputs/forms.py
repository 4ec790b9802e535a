"""Shape of input about nonconforming outputs."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit, User
from sotay.context.models import Service
from sotay.operation.dossiers.models import Dossier
from sotay.operation.outputs import queries
from sotay.operation.outputs.models import NonconformingOutput
from sotay.ui.forms import ChoiceCards, DayField

Kind, Stage, Action = NonconformingOutput.Kind, NonconformingOutput.Stage, NonconformingOutput.Action
CONFORMS, LACKS = "CONFORMS", "LACKS"


class LogForm(forms.Form):
    """An output in a minute: what is wrong, what happened, when it was found, with which dossier; the rest is folded."""

    kind = forms.ChoiceField(label=_("Loại"), choices=[("", _("(chọn)")), *Kind.choices])
    what = forms.CharField(
        label=_("Nội dung không phù hợp"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Ghi sự việc, không ghi họ tên, số điện thoại, số giấy tờ của công dân: hồ sơ đã có mã."),
    )
    found_date = DayField(label=_("Ngày phát hiện"))
    dossier = forms.CharField(
        label=_("Mã hồ sơ"),
        required=False,
        max_length=60,
        help_text=_("Nếu không gắn với một hồ sơ thì chọn đơn vị hoặc thủ tục hành chính ở dưới."),
    )
    unit = forms.ModelChoiceField(
        label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=_("(theo hồ sơ, thủ tục)")
    )
    service = forms.ModelChoiceField(
        label=_("Thủ tục hành chính"), queryset=Service.objects.none(), required=False, empty_label=_("(theo hồ sơ)")
    )
    stage = forms.ChoiceField(
        label=_("Phát hiện khi nào"),
        choices=[("", _("(theo ngày trả kết quả của hồ sơ)")), *Stage.choices],
        required=False,
    )

    FOLDED = ("service", "stage")

    def __init__(self, *args: Any, viewer: Actor, on: date, dossier: Dossier | None = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"found_date": on}
        if dossier is not None:
            initial |= {"dossier": dossier.code, "kind": _kind_of(dossier, on)}
        super().__init__(*args, initial=initial, **kwargs)
        self.viewer = viewer
        units = Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")
        services = Service.objects.of(viewer).published(on).order_by("code", "pk")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["service"].queryset = services  # type: ignore[attr-defined]

    def clean_dossier(self) -> Dossier | None:
        """Return the dossier of a code; ValidationError for a code no dossier here bears."""
        code = self.cleaned_data["dossier"].strip()
        if not code:
            return None
        found = queries.dossier_by_code(code, viewer=self.viewer)
        if found is None:
            raise ValidationError(
                _(
                    "Không có hồ sơ mã này trong sổ. Nếu hồ sơ chưa nhập vào Sotay, hãy để trống và chọn đơn vị, thủ tục."
                ),
                code="dossier_unknown",
            )
        return found


class DecideForm(forms.Form):
    """What is done with it, by whom, until when."""

    action = forms.ChoiceField(
        label=_("Cách xử lý"),
        choices=Action.choices,
        widget=ChoiceCards(
            descriptions={
                Action.FIX: _("Sửa kết quả, hoàn thiện rồi mới trả hoặc trả lại."),
                Action.REISSUE: _("Thu hồi kết quả đã trả, cấp kết quả đúng."),
                Action.STOP: _("Tạm dừng, tách riêng, không trả kết quả này."),
                Action.APOLOGY: _("Xin lỗi bằng văn bản hoặc trực tiếp và hẹn lại."),
                Action.CONCESSION: _("Người đứng đầu hoặc cấp phó chấp nhận dùng tiếp, có lý do."),
            }
        ),
    )
    action_text = forms.CharField(
        label=_("Nội dung xử lý"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Không ghi thông tin của công dân. Nhân nhượng thì ghi lý do và phạm vi chấp nhận."),
    )
    decided_date = DayField(label=_("Ngày quyết định"))
    assigned_to = forms.ModelChoiceField(
        label=_("Người xử lý"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("(lãnh đạo đơn vị phân công)"),
    )
    due_date = DayField(label=_("Hạn xử lý"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, output: NonconformingOutput, viewer: Actor, on: date, **kwargs: Any) -> None:
        initial = {
            "action": output.action,
            "action_text": output.action_text,
            "decided_date": on,
            "assigned_to": output.assigned_to,
            "due_date": output.due_date,
            "version": output.version,
        }
        super().__init__(*args, initial=initial, **kwargs)
        people = queries.people_to_assign(viewer=viewer, on=on)
        self.fields["assigned_to"].queryset = people  # type: ignore[attr-defined]


class DoneForm(forms.Form):
    """What was done, and when."""

    done_text = forms.CharField(
        label=_("Kết quả xử lý"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Đã làm gì, số văn bản nếu có. Không ghi thông tin của công dân."),
    )
    done_date = DayField(label=_("Ngày xử lý xong"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, output: NonconformingOutput, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"done_date": on, "version": output.version}, **kwargs)


class CheckForm(forms.Form):
    """Whether it conforms now; what is missing where it does not."""

    outcome = forms.ChoiceField(
        label=_("Kết quả kiểm tra lại"),
        choices=[(CONFORMS, _("Đã phù hợp, đóng")), (LACKS, _("Chưa phù hợp, xử lý tiếp"))],
        widget=ChoiceCards(
            descriptions={
                CONFORMS: _("Đầu ra đáp ứng yêu cầu sau khi xử lý."),
                LACKS: _("Trả về bước xử lý, nêu điều còn thiếu."),
            }
        ),
    )
    checked_text = forms.CharField(
        label=_("Nhận xét"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Cần có khi chưa phù hợp: điều còn thiếu, chưa đạt. Không ghi thông tin của công dân."),
    )
    checked_date = DayField(label=_("Ngày kiểm tra lại"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, output: NonconformingOutput, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"checked_date": on, "version": output.version}, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Return the outcome as a yes or no."""
        values = super().clean() or {}
        if "outcome" in values:
            values["conforms"] = values.pop("outcome") == CONFORMS
        return values


class CancelForm(forms.Form):
    """Why it was none."""

    reason = forms.CharField(
        label=_("Lý do hủy bỏ"),
        max_length=500,
        help_text=_("Ví dụ: ghi nhầm hồ sơ; đã ghi ở số khác. Không ghi thông tin của công dân."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, output: NonconformingOutput, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": output.version}, **kwargs)


def _kind_of(dossier: Dossier, on: date) -> str:
    """Return what is probably wrong with a dossier: an original was lost, or it is late."""
    if dossier.papers.filter(fate="LOST").exists():
        return Kind.LOST
    return Kind.LATE if dossier.is_late(on) else ""
