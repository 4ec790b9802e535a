"""Shape of input about the agency."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Agency
from sotay.ui.forms import DayField

FIELDS = (
    "name", "kind", "letter_code", "committee_name", "manual_name", "is_small", "wants_qmr", "parent_name", "place_name",
    "overseer", "in_use_from_date", "version",
)  # fmt: skip


class AgencyForm(forms.Form):
    """What the agency is called and how it works; five fields are required."""

    name = forms.CharField(label=_("Tên cơ quan"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại cơ quan"), choices=Agency.Kind.choices)
    letter_code = forms.CharField(
        label=_("Chữ viết tắt"), max_length=40, help_text=_("Như trong số ký hiệu văn bản, ví dụ STTTT.")
    )
    committee_name = forms.CharField(label=_("Tên gọi ban"), max_length=60)
    manual_name = forms.CharField(label=_("Tên gọi sổ tay"), max_length=100)
    is_small = forms.BooleanField(
        label=_("Cơ quan nhỏ"),
        required=False,
        help_text=_("Một người có thể giữ nhiều vai trò; vẫn phải có ít nhất hai người trong mỗi chuỗi duyệt."),
    )
    wants_qmr = forms.BooleanField(label=_("Có Đại diện lãnh đạo về chất lượng (QMR)"), required=False)
    parent_name = forms.CharField(label=_("Cơ quan chủ quản"), max_length=200, required=False)
    place_name = forms.CharField(
        label=_("Địa danh"), max_length=100, required=False, help_text=_("Đứng trước ngày tháng trên văn bản.")
    )
    overseer = forms.ModelChoiceField(
        label=_("Cơ quan theo dõi"), queryset=Agency.objects.none(), required=False, empty_label=_("(chưa chọn)")
    )
    in_use_from_date = DayField(
        label=_("Dùng hệ thống từ ngày"), required=False, help_text=_("Kỳ trước ngày này không bị tính là quá hạn.")
    )
    logo = forms.FileField(
        label=_("Biểu trưng"), required=False, help_text=_("PNG, JPEG hoặc WEBP; để trống thì giữ nguyên.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, initial={name: getattr(agency, name) for name in FIELDS}, **kwargs)
        overseers = Agency.objects.filter(kind=Agency.Kind.OVERSEER, ended_date__isnull=True)
        self.fields["overseer"].queryset = overseers.exclude(pk=agency.pk).order_by("name")  # type: ignore[attr-defined]
