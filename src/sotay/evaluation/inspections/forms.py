"""Shape of input about inspections received."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit, User
from sotay.evaluation.inspections import queries
from sotay.evaluation.inspections.contents import LINES, choices, named
from sotay.evaluation.inspections.models import PLAIN, Inspection, InspectionFinding, InspectionLine, Manner
from sotay.organisation.decisions.forms import RestsOnDecision
from sotay.organisation.grants.areas import AREAS, FOR_AN_INSPECTION
from sotay.ui.forms import ChoiceCards, DayField

PAPER = ("decision", "new_number", "new_date", "new_signer_name", "new_signer_title", "new_file")


class InspectionForm(RestsOnDecision):
    """Who inspects, how, when, upon what; team and papers may come later."""

    body = forms.CharField(
        label=_("Cơ quan, đoàn kiểm tra"), max_length=300, help_text=_("Ví dụ: Sở Khoa học và Công nghệ tỉnh.")
    )
    manner = forms.ChoiceField(
        label=_("Hình thức"),
        choices=Manner.choices,
        initial=Manner.FILE,
        widget=ChoiceCards(
            descriptions={
                Manner.FILE: _("Gửi báo cáo và hồ sơ theo yêu cầu."),
                Manner.SITE: _("Đoàn làm việc tại cơ quan, theo quyết định kiểm tra."),
            }
        ),
    )
    from_date = DayField(label=_("Từ ngày"), help_text=_("Có thể là ngày sắp tới."))
    plan = forms.CharField(
        label=_("Theo kế hoạch, yêu cầu"),
        max_length=300,
        required=False,
        help_text=_("Số, ngày của kế hoạch, công văn."),
    )
    to_date = DayField(label=_("Đến ngày"), required=False)
    team = forms.CharField(
        label=_("Thành phần đoàn"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    field_order = ["body", "manner", "from_date", "plan", "to_date", "team", *PAPER]

    def __init__(self, *args: Any, viewer: Actor, inspection: Inspection | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(inspection, name) for name in (*PLAIN, "decision", "version")} if inspection else {}
        super().__init__(*args, viewer=viewer, initial=initial, **kwargs)
        self.fields["decision"].label = _("Quyết định kiểm tra đã nhập")


class ChangeInspectionForm(InspectionForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class _Versioned(forms.Form):
    """A form about one record, with the version it was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class HoldForm(_Versioned):
    """Until which day it was held."""

    to_date = DayField(label=_("Ngày kiểm tra xong"))
    field_order = ["to_date"]


class PaperForm(RestsOnDecision):
    """A signed paper of an inspection: one that was entered, or number and day of a new one, with its scan."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class MinutesForm(PaperForm):
    """The minutes: the signed paper and what they conclude as a whole."""

    conclusion = forms.CharField(
        label=_("Kết luận chung"),
        required=False,
        max_length=8000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Kết luận theo từng nội dung và các điểm phải khắc phục nhập ở bước sau."),
    )
    field_order = [
        "decision",
        "new_number",
        "new_date",
        "new_file",
        "conclusion",
        "new_signer_name",
        "new_signer_title",
    ]


class LinesForm(_Versioned):
    """What the minutes say of each of the thirteen lines."""

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        said = {row.line: row for row in inspection.lines.all()}
        initial: dict[str, Any] = {"version": inspection.version}
        for key, row in said.items():
            initial |= {f"verdict_{key}": row.verdict, f"text_{key}": row.text}
        super().__init__(*args, initial=initial, **kwargs)
        verdicts = [("", _("(chưa ghi)")), *InspectionLine.Verdict.choices]
        for line in LINES:
            self.fields[f"verdict_{line.key}"] = forms.ChoiceField(
                label=named(line.key), choices=verdicts, required=False
            )
            self.fields[f"text_{line.key}"] = forms.CharField(
                label=format_lazy("{} – {}", line.key, _("ghi trong biên bản")), max_length=1000, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Bring the fields to one value `lines`."""
        cleaned = super().clean() or self.cleaned_data
        lines = {
            line.key: (cleaned.pop(f"verdict_{line.key}", ""), cleaned.pop(f"text_{line.key}", "")) for line in LINES
        }
        return {**cleaned, "lines": lines}


class FindingForm(_Versioned):
    """Something the minutes find not to conform."""

    what = forms.CharField(label=_("Nội dung nêu trong biên bản"), max_length=4000, widget=forms.Textarea({"rows": 4}))
    line = forms.ChoiceField(label=_("Thuộc nội dung kiểm tra"), choices=[], required=False)
    unit = forms.ModelChoiceField(
        label=_("Đơn vị liên quan"), queryset=Unit.objects.none(), required=False, empty_label=_("(cả cơ quan)")
    )
    field_order = ["what", "line", "unit"]

    def __init__(
        self,
        *args: Any,
        viewer: Actor,
        on: date,
        inspection: Inspection | None = None,
        finding: InspectionFinding | None = None,
        **kwargs: Any,
    ) -> None:
        initial: dict[str, Any] = {"version": inspection.version} if inspection else {}
        if finding is not None:
            initial = {name: getattr(finding, name) for name in ("what", "line", "unit", "version")}
        super().__init__(*args, initial=initial, **kwargs)
        named_already = finding.unit_id if finding else None
        self.fields["unit"].queryset = queries.units_to_name(  # type: ignore[attr-defined]
            viewer=viewer, on=on, besides=named_already
        )
        self.fields["line"].choices = [("", _("(chưa chọn)")), *choices()]  # type: ignore[attr-defined]


class AnswerForm(_Versioned):
    """What the inspecting body answered, and when."""

    answer = forms.CharField(label=_("Nội dung trả lời"), max_length=8000, widget=forms.Textarea({"rows": 5}))
    answer_date = DayField(label=_("Ngày trả lời"))
    field_order = ["answer", "answer_date"]


class CheckForm(_Versioned):
    """When a finding was checked again, and what was seen."""

    date = DayField(label=_("Ngày kiểm tra lại"))
    text = forms.CharField(label=_("Kết quả kiểm tra lại"), max_length=500, widget=forms.Textarea({"rows": 3}))
    field_order = ["date", "text"]


class CloseForm(_Versioned):
    """The day it is closed."""

    closed_date = DayField(label=_("Ngày kết thúc"))
    field_order = ["closed_date"]


class ReasonForm(_Versioned):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
    field_order = ["reason"]


class LetReadForm(_Versioned):
    """Whose account reads what, from which day to which."""

    to_user = forms.CharField(
        label=_("Tài khoản của thành viên đoàn (tên đăng nhập)"),
        max_length=80,
        help_text=_("Quản trị viên tạo tài khoản trước; tài khoản không có vai trò nào trong cơ quan."),
    )
    from_date = DayField(label=_("Xem từ ngày"))
    to_date = DayField(label=_("Đến hết ngày"))
    areas = forms.MultipleChoiceField(
        label=_("Phạm vi được xem"),
        choices=list(AREAS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ đọc, không sửa được gì; hết ngày thì không vào được nữa."),
    )
    field_order = ["to_user", "from_date", "to_date", "areas"]

    def __init__(self, *args: Any, inspection: Inspection, on: date, **kwargs: Any) -> None:
        start = max(inspection.from_date, on)
        initial = {
            "version": inspection.version,
            "from_date": start,
            "to_date": max(inspection.to_date or start, start),
            "areas": list(FOR_AN_INSPECTION),
        }
        super().__init__(*args, initial=initial, **kwargs)

    def clean_to_user(self) -> User:
        """Return the person of this username."""
        if user := queries.inspector_called(self.cleaned_data["to_user"]):
            return user
        raise forms.ValidationError(_("Không có tài khoản nào có tên này."))
