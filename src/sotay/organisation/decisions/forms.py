"""Shape of input about decisions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Decision
from sotay.organisation.decisions.queries import NewDecision
from sotay.ui.forms import DayField


class DecisionForm(forms.Form):
    """A signed paper; number and day are required, the rest may come with the scan."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80, help_text=_("Ví dụ 04/QĐ-BCĐISO."))
    date = DayField(label=_("Ngày ký"))
    summary = forms.CharField(label=_("Trích yếu"), max_length=300, required=False)
    signer_name = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    file = forms.FileField(label=_("Bản ký"), required=False, help_text=_("PDF đã ký hoặc bản quét."))


class ChangeDecisionForm(DecisionForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        names = ("number", "date", "summary", "signer_name", "signer_title", "version")
        super().__init__(*args, initial={name: getattr(decision, name) for name in names}, **kwargs)
        self.fields["file"].help_text = _("Để trống thì giữ bản ký đang có.") if decision.file_id else ""


class RestsOnDecision(forms.Form):
    """The part of a form that names the decision: one that was entered, or the number and day of a new one."""

    decision = forms.ModelChoiceField(
        label=_("Theo văn bản đã có"), queryset=Decision.objects.none(), required=False, empty_label=_("(chưa chọn)")
    )
    new_number = forms.CharField(label=_("hoặc số, ký hiệu văn bản mới"), max_length=80, required=False)
    new_date = DayField(label=_("Ngày ký văn bản mới"), required=False)
    new_signer_name = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    new_signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    new_file = forms.FileField(label=_("Bản ký (PDF, bản quét)"), required=False)

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions = Decision.objects.of(viewer).order_by("-date", "-pk")
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]
        self.fields["decision"].label_from_instance = _named  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Bring the two ways to one value `decision`: a Decision, a NewDecision or None."""
        cleaned = super().clean() or self.cleaned_data
        new = {
            name: cleaned.pop(f"new_{name}", None) for name in ("number", "date", "signer_name", "signer_title", "file")
        }
        if cleaned.get("decision") or not any(new.values()):
            return cleaned
        if not new["number"] and "new_number" not in self.errors:
            self.add_error("new_number", _("Cần số, ký hiệu của văn bản."))
        if not new["date"] and "new_date" not in self.errors:
            self.add_error("new_date", _("Cần ngày ký của văn bản."))
        if not self.errors:
            cleaned["decision"] = NewDecision(**{name: value for name, value in new.items() if value})
        return cleaned


def _named(decision: Decision) -> str:
    day: date = decision.date
    return f"{decision.number} – {day.day:02}/{day.month:02}/{day.year}" + (
        f" – {decision.summary[:60]}" if decision.summary else ""
    )
