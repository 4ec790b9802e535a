"""Shape of input about reports, the days of a plan, and letters of bodies above."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.evaluation.inspections.queries import list_inspections
from sotay.evaluation.models import Inspection
from sotay.manual.reports.dates import PlanDate
from sotay.manual.reports.models import Directive, Report
from sotay.standard.registry.kinds import Mistyped
from sotay.standard.registry.parameters import parameter_of
from sotay.ui.forms import DayField

HALVES = ((0, _("Cả năm")), (1, _("6 tháng đầu năm")))


class BeginReport(forms.Form):
    """What report, of which year, of six months or the whole; for a self-report the inspection it is for."""

    kind = forms.ChoiceField(label=_("Loại báo cáo"))
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    half = forms.TypedChoiceField(
        label=_("Kỳ"), choices=HALVES, coerce=int, help_text=_("Kỳ 6 tháng chỉ dành cho báo cáo gửi hai Ban Chỉ đạo.")
    )
    inspection = forms.ModelChoiceField(
        label=_("Cuộc kiểm tra"),
        queryset=Inspection.objects.none(),
        required=False,
        help_text=_("Chỉ chọn khi lập báo cáo tự kiểm tra."),
    )

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [one for one in Report.Kind if one != Report.Kind.ROLLUP or _rolls_up(viewer.agency)]
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]  # type: ignore[attr-defined]
        inspections = list_inspections(viewer=viewer).exclude(state=Inspection.State.CANCELLED)
        self.fields["inspection"].queryset = inspections  # type: ignore[attr-defined]


def _rolls_up(agency: Agency) -> bool:
    return agency.kind == Agency.Kind.OVERSEER


class SetDates(forms.Form):
    """The days of a plan's year; each may stay as it holds."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, report: Report, dates: list[PlanDate], **kwargs: Any) -> None:
        self.dates = {_name(one.code): one for one in dates}
        initial = {name: parameter_of(one.code).kind.type(one.kept) for name, one in self.dates.items()}
        super().__init__(*args, initial={"version": report.version, **initial}, **kwargs)
        for name, one in self.dates.items():
            self.fields[name] = forms.CharField(
                label=parameter_of(one.code).title,
                required=False,
                max_length=10,
                help_text=_("Đang áp dụng: %s.") % one.shown_before,
            )

    def clean(self) -> dict[str, Any]:
        """Say beside each field what is no day; hand the command the days by their parameters."""
        cleaned = super().clean() or {}
        chosen = {}
        for name, one in self.dates.items():
            typed = cleaned.pop(name, "")
            try:
                chosen[one.code] = parameter_of(one.code).kind.keep(typed) if typed else ""
            except Mistyped as mistake:
                self.add_error(name, str(mistake))
        return {"version": cleaned.get("version"), "chosen": chosen}


def _name(code: str) -> str:
    return code.replace(".", "_")


class _OfOne(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, one: Report | Directive, **kwargs: Any) -> None:
        names = [name for name in self.base_fields if hasattr(one, name)]
        super().__init__(*args, initial={name: getattr(one, name) for name in names}, **kwargs)


class DropReport(_OfOne):
    """Why a report is given up."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class KeepDirective(forms.Form):
    """A letter of a body above: number, day, who, what about, what it asks."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    dated = DayField(label=_("Ngày văn bản"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    summary = forms.CharField(label=_("Trích yếu"), max_length=300)
    asks = forms.CharField(
        label=_("Nội dung yêu cầu cơ quan thực hiện"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
    )


class ChangeDirective(_OfOne, KeepDirective):
    """What was entered of a letter of a body above."""


class EndDirective(_OfOne):
    """From which day a letter is cited no longer, and why."""

    ended_date = DayField(label=_("Thôi viện dẫn từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: đã thực hiện xong, có văn bản mới."))
