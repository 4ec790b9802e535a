"""Shape of input about approvals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, User
from sotay.approvals.guards import StepChosen
from sotay.approvals.models import Approval, Item, Rule
from sotay.approvals.queries import RouteRow
from sotay.ui.forms import DayField

MOST_STEPS = 5


class Approve(forms.Form):
    """A word of agreement; each item of the set may be left out with its reason."""

    note = forms.CharField(label=_("Ý kiến"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: list[Item], version: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": version}, **kwargs)
        self.items = items if len(items) > 1 else []
        for item in self.items:
            self.fields[f"out_{item.pk}"] = forms.BooleanField(label=_("Để lại"), required=False)
            self.fields[f"why_{item.pk}"] = forms.CharField(label=_("Lý do để lại"), max_length=300, required=False)

    def rows(self) -> list[tuple[Item, forms.BoundField, forms.BoundField]]:
        """Return each item with its two fields, for the page."""
        return [(item, self[f"out_{item.pk}"], self[f"why_{item.pk}"]) for item in self.items]

    def clean(self) -> dict[str, Any]:
        """Return note, version and what is left out, as the command takes them."""
        cleaned = super().clean() or self.cleaned_data
        left_out = {
            item.pk: cleaned.get(f"why_{item.pk}") or "" for item in self.items if cleaned.get(f"out_{item.pk}")
        }
        kept = {name: value for name, value in cleaned.items() if name in {"note", "version"}}
        return {**kept, "leave_out": left_out}


class WithReason(forms.Form):
    """A reason, for returning and taking back."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, approval: Approval, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": approval.version}, **kwargs)


class SignedPaper(forms.Form):
    """The signed paper that approves a set (practice 1.1)."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80, help_text=_("Như ghi trên văn bản đã ký."))
    date = DayField(label=_("Ngày ký"))
    signer_name = forms.CharField(label=_("Người ký"), max_length=120)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    file = forms.FileField(label=_("Bản ký"), required=False, help_text=_("PDF đã ký hoặc bản quét."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, approval: Approval, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": approval.version}, **kwargs)


class ChooseRoute(forms.Form):
    """Up to five steps: each a name and a role or a person; steps without a name are left out."""

    def __init__(self, *args: Any, row: RouteRow, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(seats__agency=viewer.agency, is_active=True).distinct().order_by("name_sort")
        roles = [("", "–"), *Seat.Role.choices]
        for place in range(1, MOST_STEPS + 1):
            step = row.steps[place - 1] if place <= len(row.steps) else None
            label = forms.CharField(label=_("Tên bước"), max_length=60, required=False)
            label.initial = step.label if step else ""
            role = forms.ChoiceField(label=_("Vai trò"), choices=roles, required=False)
            role.initial = step.role if step else ""
            user = forms.ModelChoiceField(label=_("hoặc một người"), queryset=people, required=False, empty_label="–")
            user.initial = getattr(step, "user_id", None)
            rule = forms.ChoiceField(label=_("Cần"), choices=Rule.choices, required=False)
            rule.initial = step.rule if step else Rule.ONE
            self.fields |= {
                f"label_{place}": label,
                f"role_{place}": role,
                f"user_{place}": user,
                f"rule_{place}": rule,
            }

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Return the fields of each step, for the page."""
        names = ("label", "role", "user", "rule")
        return [(place, [self[f"{name}_{place}"] for name in names]) for place in range(1, MOST_STEPS + 1)]

    def clean(self) -> dict[str, Any]:
        """Return the steps as the command takes them."""
        cleaned = super().clean() or self.cleaned_data
        steps = [
            StepChosen(
                label=cleaned.get(f"label_{place}") or "",
                role=cleaned.get(f"role_{place}") or "",
                user=cleaned.get(f"user_{place}"),
                rule=cleaned.get(f"rule_{place}") or Rule.ONE,
            )
            for place in range(1, MOST_STEPS + 1)
        ]
        return {"steps": [one for one in steps if one.label or one.role or one.user]}
