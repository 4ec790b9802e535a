"""Shape of input about findings."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.evaluation.audits.models import Audit, Finding, finding_grades
from sotay.standard.catalogue.clauses import clauses
from sotay.support.models import Document
from sotay.support.requests.naming import named_document
from sotay.support.requests.queries import write_document
from sotay.ui.forms import ChoiceCards, DayField

Opinion = Finding.Opinion


class FindingForm(forms.Form):
    """A finding in a minute: where, how grave, what, by which evidence; clause and day are filled in already or folded."""

    unit = forms.ModelChoiceField(
        label=_("Đơn vị"), queryset=Unit.objects.none(), empty_label=_("(chọn đơn vị được đánh giá)")
    )
    grade = forms.ChoiceField(label=_("Mức độ"))
    what = forms.CharField(label=_("Nội dung"), max_length=4000, widget=forms.Textarea({"rows": 3}))
    clause = forms.ChoiceField(label=_("Điều khoản"), required=False)
    evidence = forms.CharField(
        label=_("Bằng chứng khách quan"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Hồ sơ, tài liệu, việc đã thấy. Không ghi họ tên, số giấy tờ của công dân."),
    )
    document = forms.CharField(
        label=_("Mã quy trình, tài liệu"),
        max_length=200,
        required=False,
        help_text=_("Khi nhiều lĩnh vực dùng chung một mã, ghi thêm lĩnh vực: QT 01 (Đất đai)."),
    )
    found_date = DayField(label=_("Ngày phát hiện"))

    FOLDED = ("document", "found_date")

    def __init__(self, *args: Any, audit: Audit, viewer: Actor, on: date, **kwargs: Any) -> None:
        given = kwargs.pop("initial", None) or {}
        initial: dict[str, Any] = {"found_date": on} | given
        if isinstance(initial.get("document"), Document):
            initial["document"] = write_document(initial["document"])
        super().__init__(*args, initial=initial, **kwargs)
        self.viewer = viewer
        units = (
            Unit.objects.of(viewer)
            .filter(pk__in=audit.visits.filter(set_aside_reason="").values("unit"))
            .order_by("order", "name_sort")
        )
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        grades = [(one.value, one.label) for one in finding_grades(audit.scale)]
        self.fields["grade"].choices = [("", _("(chọn)")), *grades]  # type: ignore[attr-defined]
        numbers = [(number, str(one)) for number, one in clauses().items()]
        self.fields["clause"].choices = [("", _("(chưa rõ)")), *numbers]  # type: ignore[attr-defined]

    def clean_document(self) -> Document | None:
        """Return the document the code names."""
        return named_document(self.cleaned_data["document"], viewer=self.viewer)


class ChangeFindingForm(FindingForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        names = ("unit", "grade", "what", "clause", "evidence", "document", "found_date", "version")
        initial = {name: getattr(finding, name) for name in names}
        super().__init__(*args, audit=finding.audit, initial=initial, **kwargs)


class DropForm(forms.Form):
    """Why it was none."""

    reason = forms.CharField(label=_("Lý do bỏ"), max_length=500, widget=forms.Textarea({"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": finding.version}, **kwargs)


class CorrectForm(forms.Form):
    """The grade as it should be, and why."""

    grade = forms.ChoiceField(label=_("Mức độ đúng"))
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea({"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, initial={"grade": finding.grade, "version": finding.version}, **kwargs)
        grades = [(one.value, one.label) for one in finding_grades(finding.audit.scale)]
        self.fields["grade"].choices = grades  # type: ignore[attr-defined]


class OpinionForm(forms.Form):
    """What the audited unit thinks of it."""

    opinion = forms.ChoiceField(
        label=_("Ý kiến của đơn vị"),
        choices=[(Opinion.AGREED.value, Opinion.AGREED.label), (Opinion.OTHERWISE.value, Opinion.OTHERWISE.label)],
        widget=ChoiceCards(
            descriptions={
                Opinion.AGREED: _("Phát hiện đúng với thực tế của đơn vị."),
                Opinion.OTHERWISE: _("Nêu điểm chưa đúng, bằng chứng khác; trưởng đoàn xem xét."),
            }
        ),
    )
    opinion_text = forms.CharField(
        label=_("Nêu ý kiến"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Cần có khi có ý kiến khác."),
    )
    opinion_date = DayField(label=_("Ngày cho ý kiến"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, finding: Finding, on: date, **kwargs: Any) -> None:
        initial = {
            "opinion": finding.opinion,
            "opinion_text": finding.opinion_text,
            "opinion_date": on,
            "version": finding.version,
        }
        super().__init__(*args, initial=initial, **kwargs)
