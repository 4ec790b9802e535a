"""Shape of input about counts."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.context.models import Service
from sotay.operation.statistics.counts import NAMES
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import NoMonth, read_month, written
from sotay.operation.statistics.queries import units_counted
from sotay.operation.statistics.words import label_of
from sotay.ui.forms import NumberField

LARGEST: Final = 2_147_483_647
GROUPS: Final = (
    (_("Tiếp nhận"), ("carried_over", "received", "received_online")),
    (_("Giải quyết trong tháng"), ("settled_early", "settled_on_time", "settled_late", "returned")),
    (_("Còn lại cuối tháng"), ("pending_in_time", "pending_late")),
)
PRINTED: Final = ("total", "due", "settled", "pending")
"""Sums a report may print by themselves; few have to be typed."""


class MonthField(forms.CharField):
    """A month typed as 09/2026."""

    def prepare_value(self, value: Any) -> Any:
        """Write a month as 09/2026 and leave what was typed alone."""
        return written(value) if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        """Return the first day of the month; ValidationError with an example when it is none."""
        if not (text := super().clean(value)):
            return None
        try:
            return read_month(text)
        except NoMonth as problem:
            raise ValidationError(f"{problem} {_('Viết tháng/năm, ví dụ 09/2026.')}", code="invalid") from problem

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare months, however they are written."""
        return super().has_changed(self.prepare_value(initial), data)


class CountField(NumberField):
    """A number of dossiers: 1.234; empty is not told."""

    default_error_messages = {
        "invalid": _("Số hồ sơ viết dạng 1.234; không có thì để trống, không phát sinh thì ghi 0."),
        "whole": _("Số hồ sơ là số nguyên từ 0."),
        "large": _("Số quá lớn."),
    }

    def clean(self, value: Any) -> int | None:
        """Return the whole number, None for nothing; ValidationError with an example when it is none."""
        number = super().clean(value)
        if number is None:
            return None
        if number < 0 or number != number.to_integral_value():
            raise ValidationError(self.error_messages["whole"], code="invalid")
        if number > LARGEST:
            raise ValidationError(self.error_messages["large"], code="invalid")
        return int(number)


class CountsForm(forms.Form):
    """The counts of a month of the agency, or of a unit, a field, a service of it; only what is known."""

    month = MonthField(label=_("Tháng"), max_length=40, help_text=_("Tháng/năm, ví dụ 09/2026."))
    unit = forms.ModelChoiceField(
        label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=_("(toàn cơ quan)")
    )
    field = forms.CharField(
        label=_("Lĩnh vực"), max_length=200, required=False, help_text=_("Để trống là mọi lĩnh vực.")
    )
    service = forms.ModelChoiceField(
        label=_("Thủ tục hành chính"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=_("(mọi thủ tục)"),
        help_text=_("Chỉ chọn khi số liệu là của riêng một thủ tục; khi đó không cần ghi lĩnh vực."),
    )
    source = forms.CharField(
        label=_("Nguồn số liệu"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: Báo cáo tháng 9 trên hệ thống một cửa điện tử."),
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(
        self, *args: Any, viewer: Actor, on: date, row: MonthlyCount | None = None, initial: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=initial if row is None else _values_of(row), **kwargs)
        self.fields["unit"].queryset = units_counted(viewer=viewer, on=on)  # type: ignore[attr-defined]
        services = Service.objects.of(viewer)
        offered = services.published(date(on.year - 1, 1, 1))  # months of last year are still counted
        if row is not None and row.service_id:
            offered = offered | services.filter(pk=row.service_id)
        self.fields["service"].queryset = offered.order_by("code")  # type: ignore[attr-defined]
        for name in NAMES:
            self.fields[name] = CountField(label=label_of(name), required=False)

    @property
    def about(self) -> list[forms.BoundField]:
        """The fields that say which month and whose counts these are."""
        return [self["month"], self["unit"]]

    @property
    def narrower(self) -> list[forms.BoundField]:
        """The fields of counts that are not those of a whole agency or unit."""
        return [self["field"], self["service"]]

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The counts as they stand together on the form."""
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    @property
    def printed(self) -> list[forms.BoundField]:
        """The sums as a report prints them."""
        return [self[name] for name in PRINTED]

    @property
    def last(self) -> list[forms.BoundField]:
        """What stands below the counts."""
        return [self[name] for name in ("source", "note", "reason") if name in self.fields]


class ChangeCountsForm(CountsForm):
    """The same for counts that stand: why they are changed."""

    reason = forms.CharField(label=_("Lý do sửa"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


class RemoveForm(forms.Form):
    """Why counts are removed."""

    reason = forms.CharField(label=_("Lý do xóa"), max_length=300, widget=forms.Textarea({"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)


def _values_of(row: MonthlyCount) -> dict[str, Any]:
    names = ("month", "field", "source", "note", "version", *NAMES)
    return {name: getattr(row, name) for name in names} | {"unit": row.unit_id, "service": row.service_id}
