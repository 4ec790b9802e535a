"""Shape of input about lists of files."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit, User
from sotay.support.records.lists.queries import classes_in_use
from sotay.support.records.lists.writing import next_code
from sotay.support.records.models import RecordClass, RecordLine, RecordList
from sotay.ui.forms import ChoiceCards

LAST_YEAR, CLASSES, EMPTY = "last", "classes", "empty"


class BeginList(forms.Form):
    """For which year, and what the list begins with."""

    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    source = forms.ChoiceField(
        label=_("Bắt đầu từ"),
        choices=[
            (LAST_YEAR, _("Danh mục năm trước")),
            (CLASSES, _("Các loại hồ sơ đang dùng")),
            (EMPTY, _("Danh mục trống")),
        ],
        widget=ChoiceCards(
            descriptions={
                LAST_YEAR: _("Chép các dòng của danh mục gần nhất; bỏ dòng có loại hồ sơ đã thôi dùng."),
                CLASSES: _("Mỗi loại hồ sơ một dòng, rồi ghi đơn vị, người lập."),
                EMPTY: _("Tự thêm từng dòng."),
            }
        ),
    )


def units_of(viewer: Actor, on: date) -> Any:
    """Return the units a file can be made in."""
    return Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")


def people_of(viewer: Actor, on: date) -> Any:
    """Return the people seated in the agency on a day."""
    seated = Seat.objects.of(viewer).in_force(on).values("user")
    return User.objects.filter(pk__in=seated).order_by("name_sort", "pk")


class LineForm(forms.Form):
    """One line: class, number and sign, title; who makes it."""

    record_class = forms.ModelChoiceField(
        label=_("Loại hồ sơ"), queryset=RecordClass.objects.none(), empty_label=_("(chưa chọn)")
    )
    number = forms.CharField(label=_("Số và ký hiệu hồ sơ"), max_length=40, help_text=_("Ví dụ 01.ISO."))
    title = forms.CharField(label=_("Tiêu đề hồ sơ"), max_length=300, widget=forms.Textarea({"rows": 2}))
    unit = forms.ModelChoiceField(
        label=_("Đơn vị lập"), queryset=Unit.objects.none(), required=False, empty_label=_("(toàn cơ quan)")
    )
    maker = forms.ModelChoiceField(
        label=_("Người lập"), queryset=User.objects.none(), required=False, empty_label=_("(do đơn vị phân công)")
    )
    heading = forms.CharField(
        label=_("Đề mục"),
        max_length=200,
        required=False,
        help_text=_("Để trống thì lấy đề mục của loại hồ sơ."),
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(
        self, *args: Any, viewer: Actor, on: date, one: RecordList, line: RecordLine | None = None, **kwargs: Any
    ) -> None:
        names = ("number", "title", "heading", "note", "version")
        values: dict[str, Any] = {name: getattr(line, name) for name in names} if line else {}
        if line:
            values |= {"record_class": line.record_class_id, "unit": line.unit_id, "maker": line.maker_id}
        else:
            values["number"] = next_code(one, None)
        super().__init__(*args, initial=values, **kwargs)
        classes = classes_in_use(viewer=viewer)
        if line and line.record_class.ended_date:
            classes = classes | RecordClass.objects.of(viewer).filter(pk=line.record_class_id)
        self.fields["record_class"].queryset = classes  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units_of(viewer, on)  # type: ignore[attr-defined]
        self.fields["maker"].queryset = people_of(viewer, on)  # type: ignore[attr-defined]
        if line and line.issued_date:
            for name in ("record_class", "number", "title", "heading"):
                del self.fields[name]


class ChangeLineForm(LineForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Confirm(forms.Form):
    """Confirms that something is taken out."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Submit(forms.Form):
    """A word to who issues the list."""

    note = forms.CharField(
        label=_("Nội dung trình"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithReason(forms.Form):
    """Why a list is opened again, or given up."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)
