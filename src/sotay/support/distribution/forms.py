"""Shape of input about distribution."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit
from sotay.support.distribution import queries
from sotay.support.distribution.models import PaperCopy
from sotay.support.documents.models import Document
from sotay.ui.forms import DayField

ANY = (("", "–"),)


class AudienceForm(forms.Form):
    """Whom a document is for."""

    everyone = forms.BooleanField(label=_("Toàn cơ quan"), required=False)
    units = forms.ModelMultipleChoiceField(
        label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    must_confirm = forms.BooleanField(
        label=_("Cần xác nhận đã đọc và hiểu"),
        required=False,
        help_text=_("Mỗi người nhận, cả người mới về, được nhắc cho đến khi xác nhận."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Vai trò"), choices=Seat.Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, document: Document, on: date, **kwargs: Any) -> None:
        audiences = list(document.audiences.select_related("unit"))
        initial = {
            "everyone": any(one.unit_id is None and not one.role for one in audiences),
            "units": _standing([one.unit for one in audiences if one.unit and not one.role], on=on),
            "roles": [one.role for one in audiences if one.role and not one.unit_id],
            "must_confirm": all(one.must_confirm for one in audiences),
            "version": document.version,
        }
        if not audiences and document.unit_id:
            initial["units"] = [document.unit_id]
        super().__init__(*args, initial=initial, **kwargs)
        standing = Unit.objects.filter(agency=document.agency).in_force(on)
        self.fields["units"].queryset = standing.order_by("order", "name_sort")


def _standing(units: list[Unit], *, on: date) -> list[int]:
    """Return the keys of the units that stand, those that took over in place of those that ended."""
    found: dict[int, None] = {}
    left = list(units)
    while left:
        one = left.pop()
        if one.ended_date is None or one.ended_date > on:
            found[one.pk] = None
        else:
            left += [each.successor for each in one.successions.select_related("successor")]
    return list(found)


class GiveCopyForm(forms.Form):
    """Who gets a paper copy, and when."""

    unit = forms.ModelChoiceField(label=_("Đơn vị giữ"), queryset=Unit.objects.none(), required=False, empty_label="–")
    holder = forms.CharField(
        label=_("Người, nơi giữ"), max_length=200, required=False, help_text=_("Ví dụ: Bộ phận Một cửa.")
    )
    given_date = DayField(label=_("Ngày cấp"))
    number = forms.IntegerField(
        label=_("Bản số"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("Để trống thì lấy số kế tiếp."),
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, document: Document, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"given_date": on}, **kwargs)
        standing = Unit.objects.filter(agency=document.agency).in_force(on)
        self.fields["unit"].queryset = standing.order_by("order", "name_sort")


class CopyChoice(forms.ModelMultipleChoiceField):
    """Paper copies to choose from, each told by its number, edition and holder."""

    def label_from_instance(self, obj: PaperCopy) -> str:
        """Return *Bản số 03, lần ban hành 01, sửa đổi 00 – Văn phòng*."""
        held = ", ".join(filter(None, [obj.holder, obj.unit.name if obj.unit else ""]))
        return f"{obj}, {obj.revision.number} – {held}"


class TakeBackForm(forms.Form):
    """Which paper copies come back, when, and what becomes of them."""

    copies = CopyChoice(label=_("Bản thu hồi"), queryset=PaperCopy.objects.none(), widget=forms.CheckboxSelectMultiple)
    returned_date = DayField(label=_("Ngày thu hồi"))
    fate = forms.ChoiceField(label=_("Xử lý bản cũ"), choices=[*ANY, *PaperCopy.Fate.choices])
    renew = forms.BooleanField(
        label=_("Cấp ngay bản đang có hiệu lực cho cùng nơi giữ"), required=False, help_text=_("Mỗi nơi một số mới.")
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, document: Document, viewer: Actor, on: date, **kwargs: Any) -> None:
        out = queries.list_copies_out(document, viewer=viewer)
        old = [one.pk for one in out if one.revision.state in {"SUPERSEDED", "WITHDRAWN"}]
        initial = {"returned_date": on, "copies": old, "renew": bool(old) and document.state == "IN_FORCE"}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["copies"].queryset = out

    def clean_copies(self) -> list[PaperCopy]:
        """Return the copies as a list."""
        return list(self.cleaned_data["copies"])


class CheckForm(forms.Form):
    """The eight signs printed beside the QR."""

    code = forms.CharField(
        label=_("Mã kiểm tra"),
        max_length=20,
        help_text=_("Tám ký tự in cạnh mã QR ở chân trang, ví dụ ABCD-EFGH."),
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "autocapitalize": "characters"}),
    )
