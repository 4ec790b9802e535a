"""Shape of input about processes."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit
from sotay.context.processes.models import Process
from sotay.context.processes.queries import list_processes
from sotay.standard.catalogue.clauses import clauses
from sotay.ui.forms import DayField


class ProcessForm(forms.Form):
    """A process; code, name and kind are asked for, the rest may come later."""

    code = forms.CharField(label=_("Mã quá trình"), max_length=20)
    name = forms.CharField(label=_("Tên quá trình"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), choices=Process.Kind.choices, initial=Process.Kind.CORE)
    inputs = forms.CharField(label=_("Đầu vào"), required=False, widget=forms.Textarea({"rows": 3}))
    outputs = forms.CharField(label=_("Đầu ra"), required=False, widget=forms.Textarea({"rows": 3}))
    owner_unit = forms.ModelChoiceField(
        label=_("Đơn vị chủ trì"), queryset=Unit.objects.none(), required=False, empty_label=_("(không nêu)")
    )
    owner_role = forms.ChoiceField(
        label=_("Vai trò chủ trì"), choices=[("", _("(không nêu)")), *Seat.Role.choices], required=False
    )
    clauses = forms.MultipleChoiceField(
        label=_("Điều khoản"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    order = forms.IntegerField(label=_("Thứ tự"), min_value=0, max_value=9999, initial=100)

    def __init__(self, *args: Any, viewer: Actor, on: date, process: Process | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(process, name) for name in (*self.base_fields,)} if process else None
        super().__init__(*args, initial=initial, **kwargs)
        units = Unit.objects.of(viewer).in_force(on)
        if process and process.owner_unit_id:
            units = units | Unit.objects.of(viewer).filter(pk=process.owner_unit_id)
        self.fields["owner_unit"].queryset = units.order_by("order", "name_sort")  # type: ignore[attr-defined]
        self.fields["clauses"].choices = [(number, str(one)) for number, one in clauses().items()]  # type: ignore[attr-defined]

    def clean_clauses(self) -> tuple[str, ...]:
        """Return the clauses as the command takes them."""
        return tuple(self.cleaned_data["clauses"])


class ChangeProcessForm(ProcessForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class EndProcessForm(forms.Form):
    """When a process ends and why."""

    ended_date = DayField(label=_("Kết thúc từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": process.version}, **kwargs)


class FlowForm(forms.Form):
    """What a process hands to another."""

    target = forms.ModelChoiceField(label=_("Chuyển cho"), queryset=Process.objects.none())
    what = forms.CharField(
        label=_("Nội dung chuyển giao"), max_length=200, help_text=_("Ví dụ: hồ sơ đã thẩm định, kết quả đánh giá.")
    )

    def __init__(self, *args: Any, viewer: Actor, on: date, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = list_processes(viewer=viewer, on=on).exclude(pk=process.pk)  # type: ignore[attr-defined]
