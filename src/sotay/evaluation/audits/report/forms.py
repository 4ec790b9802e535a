"""Shape of input about reports of audits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.audits.report.drafts import TEXTS, drafts
from sotay.evaluation.audits.report.queries import ReportPage

LONGEST = 8000


def _text(label: Any, *, rows: int = 4, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, required=False, widget=forms.Textarea({"rows": rows}), help_text=help_text
    )


class ReportForm(forms.Form):
    """The texts of a report; empty ones begin with a draft made from the figures."""

    basis = _text(_("Căn cứ"))
    former = _text(_("Kết quả khắc phục lần trước"), rows=3)
    effectiveness = _text(
        _("Nhận xét hiệu lực của hệ thống"),
        help_text=_("Hệ thống có được áp dụng, duy trì và có hiệu lực không; nơi làm tốt, nơi còn yếu."),
    )
    conclusion = _text(_("Kết luận"))
    recommendations = _text(_("Kiến nghị"), rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, page: ReportPage, **kwargs: Any) -> None:
        report, drafted = page.report, drafts(page.audit, page.figures)
        initial: dict[str, Any] = {name: (getattr(report, name) if report else "") or drafted[name] for name in TEXTS}
        initial["version"] = report.version if report else None
        super().__init__(*args, initial=initial, **kwargs)


class SubmitForm(forms.Form):
    """A word to who approves."""

    note = forms.CharField(label=_("Ghi chú cho người duyệt"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
