"""Shape of input about issuing the manual as a document."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.manual.statements.models import Manual
from sotay.organisation.decisions.queries import NewDecision
from sotay.ui.forms import DayField


class IssueForm(forms.Form):
    """The decision that issues it, by default the one that issued its text; signer and title are needed once."""

    number = forms.CharField(label=_("Số, ký hiệu quyết định ban hành"), max_length=80)
    date = DayField(label=_("Ngày ký"))
    signer_name = forms.CharField(label=_("Người ký"), max_length=120)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    in_force_date = DayField(label=_("Có hiệu lực từ ngày"), required=False, help_text=_("Để trống: từ ngày ký."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, manual: Manual, signer: tuple[str, str] = ("", ""), **kwargs: Any) -> None:
        paper = manual.issue_decision
        initial = {
            "number": paper.number if paper else "",
            "date": paper.date if paper else None,
            "signer_name": (paper.signer_name if paper else "") or signer[0],
            "signer_title": (paper.signer_title if paper else "") or signer[1],
            "version": manual.version,
        }
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Make one decision of its fields."""
        told: dict[str, Any] = super().clean() or {}
        if self.errors:
            return told
        day: date = told.pop("date")
        told["decision"] = NewDecision(
            number=told.pop("number"),
            date=day,
            signer_name=told.pop("signer_name"),
            signer_title=told.pop("signer_title"),
        )
        return told
