"""Shape of input about legal documents."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.context.laws import queries
from sotay.context.laws.clean import LONGEST, PLAIN
from sotay.context.laws.models import Law, Replacement
from sotay.ui.forms import DayField


class LawForm(forms.Form):
    """A legal document: number, name and days in front, the rest folded; only number or name is needed."""

    number = forms.CharField(
        label=_("Số, ký hiệu"),
        max_length=LONGEST["number"],
        required=False,
        help_text=_("Như in trên văn bản, ví dụ 118/2025/NĐ-CP."),
    )
    title = forms.CharField(
        label=_("Tên, trích yếu"), max_length=LONGEST["title"], required=False, widget=forms.Textarea({"rows": 2})
    )
    issued_date = DayField(label=_("Ngày ban hành"), required=False)
    effective_date = DayField(
        label=_("Ngày có hiệu lực"), required=False, help_text=_("Thời hạn đưa vào hệ thống tính từ ngày này.")
    )
    units = forms.ModelMultipleChoiceField(
        label=_("Đơn vị rà soát"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Đơn vị có quy trình, biểu mẫu có thể phải sửa theo văn bản."),
    )
    kind = forms.CharField(
        label=_("Loại văn bản"),
        max_length=LONGEST["kind"],
        required=False,
        help_text=_("Để trống thì đọc từ số, ký hiệu."),
    )
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=LONGEST["issuer"], required=False)
    field = forms.CharField(label=_("Lĩnh vực"), max_length=LONGEST["field"], required=False)
    expiry_date = DayField(label=_("Ngày hết hiệu lực"), required=False)
    address = forms.URLField(
        label=_("Địa chỉ toàn văn"), max_length=LONGEST["address"], required=False, assume_scheme="https"
    )
    publishes_services = forms.BooleanField(
        label=_("Công bố danh mục thủ tục hành chính"),
        required=False,
        help_text=_("Quyết định công bố danh mục có thời hạn cập nhật riêng."),
    )

    def __init__(self, *args: Any, viewer: Actor, on: date, assigns: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if assigns:
            self.fields["units"].queryset = queries.units_to_ask(viewer=viewer, on=on)  # type: ignore[attr-defined]
        else:
            del self.fields["units"]


class ChangeLawForm(LawForm):
    """The same with the version the page was read with; who looks at it is set on a page of its own."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, law: Law, viewer: Actor, on: date, **kwargs: Any) -> None:
        values = {name: getattr(law, name) for name in (*PLAIN, "version")}
        super().__init__(*args, viewer=viewer, on=on, assigns=False, initial=values, **kwargs)


class AssignForm(forms.Form):
    """The units that look at a legal document."""

    units = forms.ModelMultipleChoiceField(
        label=_("Đơn vị rà soát"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, law: Law, viewer: Actor, on: date, **kwargs: Any) -> None:
        asked = list(law.reviews.values_list("unit_id", flat=True))
        super().__init__(*args, initial={"units": asked, "version": law.version}, **kwargs)
        standing = queries.units_to_ask(viewer=viewer, on=on)
        self.fields["units"].queryset = standing | Unit.objects.of(viewer).filter(pk__in=asked)  # type: ignore[attr-defined]


class SetAsideForm(forms.Form):
    """Why a legal document is none of the agency's."""

    reason = forms.CharField(
        label=_("Lý do không liên quan"),
        max_length=300,
        help_text=_("Ví dụ: lĩnh vực không thuộc chức năng, nhiệm vụ của cơ quan."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, law: Law, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": law.version}, **kwargs)


class ReplaceForm(forms.Form):
    """Which older legal document this one replaces or amends."""

    old = forms.CharField(
        label=_("Số, ký hiệu văn bản cũ"),
        max_length=LONGEST["number"] + LONGEST["issuer"],
        help_text=_("Văn bản phải có trong danh mục."),
    )
    manner = forms.ChoiceField(label=_("Mức độ"), choices=Replacement.Manner.choices, initial=Replacement.Manner.WHOLE)

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_old(self) -> Law | None:
        """Return the law that bears the number, None when the register has none: the command says so."""
        found = queries.laws_by_number(self.cleaned_data["old"], viewer=self.viewer)
        if len(found) > 1:
            raise forms.ValidationError(
                _("Có %(n)s văn bản mang số này: ghi thêm ngày ban hành hoặc cơ quan ban hành sau số, ký hiệu."),
                code="several_laws",
                params={"n": len(found)},
            )
        return found[0] if found else None
