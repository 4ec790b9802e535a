"""Shape of input about counts of ratings."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.context.models import Service
from sotay.evaluation.satisfaction.entering.queries import services_to_judge, units_to_judge
from sotay.evaluation.satisfaction.marks import LEVELS
from sotay.evaluation.satisfaction.models import RatingCount
from sotay.operation.statistics.forms import CountField, MonthField


class SheetCountField(CountField):
    """A number of ratings; a percentage is refused in words of its own."""

    default_error_messages = {
        "invalid": _("Số phiếu viết dạng 1.234; không có phiếu nào thì ghi 0."),
        "whole": _("Số phiếu là số nguyên từ 0."),
        "percent": _("Đây là tỷ lệ phần trăm; hãy ghi số phiếu đếm được của mức này."),
    }

    def clean(self, value: Any) -> int | None:
        """Return the whole number; ValidationError for a percentage and for what is no count."""
        if "%" in str(value or ""):
            raise ValidationError(self.error_messages["percent"], code="percent")
        return super().clean(value)


class RatingForm(forms.Form):
    """The counts of a month: five levels as the portal tells them, never a percentage."""

    month = MonthField(label=_("Tháng"), max_length=40, help_text=_("Tháng/năm, ví dụ 09/2026."))
    source = forms.CharField(
        label=_("Nguồn số liệu"),
        max_length=300,
        help_text=_("Ví dụ: Báo cáo đánh giá trên Cổng Dịch vụ công tỉnh, lấy ngày 05/10/2026."),
    )
    unit = forms.ModelChoiceField(
        label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=_("(toàn cơ quan)")
    )
    service = forms.ModelChoiceField(
        label=_("Thủ tục hành chính"), queryset=Service.objects.none(), required=False, empty_label=_("(mọi thủ tục)")
    )
    returned = SheetCountField(
        label=_("Thu về"),
        required=False,
        help_text=_("Số lượt đánh giá Cổng nhận được; để trống thì bằng tổng năm mức."),
    )
    handed_out = SheetCountField(
        label=_("Phát ra"), required=False, help_text=_("Chỉ ghi khi Cổng có số này, ví dụ số lời mời đánh giá.")
    )

    def __init__(self, *args: Any, viewer: Actor, on: date, row: RatingCount | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_values_of(row) if row else None, **kwargs)
        unit, service = (row.unit_id, row.service_id) if row else (None, None)
        units = units_to_judge(viewer=viewer, on=on, also=unit)
        services = services_to_judge(viewer=viewer, on=on, also=service)
        self.fields["unit"].queryset, self.fields["service"].queryset = units, services  # type: ignore[attr-defined]
        for level, word in LEVELS:
            self.fields[f"level_{level}"] = SheetCountField(label=word)
        self.order_fields(["month", *(f"level_{level}" for level, _word in LEVELS), "source"])

    def clean(self) -> dict[str, Any]:
        """Return the counts with the five levels together, the worst first."""
        cleaned = super().clean() or {}
        levels = [cleaned.pop(f"level_{level}", None) for level in range(1, 6)]
        return {**cleaned, "levels": [one or 0 for one in levels]}


class ChangeRatingForm(RatingForm):
    """The same for counts that stand: why they are changed."""

    reason = forms.CharField(label=_("Lý do sửa"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


class RemoveForm(forms.Form):
    """Why counts are removed."""

    reason = forms.CharField(label=_("Lý do xóa"), max_length=300, widget=forms.Textarea({"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)


def _values_of(row: RatingCount) -> dict[str, Any]:
    levels = {f"level_{place}": count for place, count in enumerate(row.levels, start=1)}
    names = ("month", "source", "returned", "handed_out", "version")
    return {name: getattr(row, name) for name in names} | {"unit": row.unit_id, "service": row.service_id} | levels
