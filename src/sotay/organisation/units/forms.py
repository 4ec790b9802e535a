"""Shape of input about units."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.organisation.decisions.forms import RestsOnDecision
from sotay.ui.forms import DayField


class UnitForm(forms.Form):
    """A unit's name and place; the first two fields are required, the rest may come later."""

    code = forms.CharField(label=_("Mã đơn vị"), max_length=40, help_text=_("Như trong mã quy trình, ví dụ VP."))
    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    parent = forms.ModelChoiceField(
        label=_("Thuộc"), queryset=Unit.objects.none(), required=False, empty_label=_("(trực thuộc cơ quan)")
    )
    order = forms.IntegerField(label=_("Thứ tự"), min_value=0, max_value=9999, initial=100)
    handles_services = forms.BooleanField(label=_("Giải quyết thủ tục hành chính"), required=False, initial=True)
    started_date = DayField(label=_("Từ ngày"), required=False)

    def __init__(self, *args: Any, viewer: Actor, on: date, unit: Unit | None = None, **kwargs: Any) -> None:
        initial = kwargs.pop("initial", None) or (_values_of(unit) if unit else None)
        super().__init__(*args, initial=initial, **kwargs)
        parents = Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")
        self.fields["parent"].queryset = parents.exclude(pk=unit.pk) if unit else parents  # type: ignore[attr-defined]


class ChangeUnitForm(UnitForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class EndUnitForm(forms.Form):
    """When a unit ends, why, and who takes over."""

    ended_date = DayField(label=_("Kết thúc từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: sáp nhập theo Quyết định số …"))
    successors = forms.ModelMultipleChoiceField(label=_("Đơn vị kế tiếp"), queryset=Unit.objects.none(), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Actor, on: date, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": unit.version}, **kwargs)
        others = Unit.objects.of(viewer).in_force(on).exclude(pk=unit.pk).order_by("order", "name_sort")
        self.fields["successors"].queryset = others  # type: ignore[attr-defined]

    def clean_successors(self) -> tuple[Unit, ...]:
        """Return the units as the command takes them."""
        return tuple(self.cleaned_data["successors"])


class NoticeForm(RestsOnDecision):
    """The notice that assigns a unit's people their tasks."""


def _values_of(unit: Unit) -> dict[str, Any]:
    return {
        name: getattr(unit, name)
        for name in ("code", "name", "parent", "order", "handles_services", "started_date", "version")
    }
