"""Shape of input about classes of records."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sotay.support.records.classes.guards import in_order, unknown_clauses
from sotay.support.records.models import RecordClass
from sotay.support.records.retention import UnclearRetention, read_retention
from sotay.ui.forms import DayField


class ClassForm(forms.Form):
    """Code, title and how long it is kept; the rest may come later."""

    code = forms.CharField(label=_("Mã loại"), max_length=20, help_text=_("Ví dụ DG-01."))
    title = forms.CharField(label=_("Tên loại hồ sơ"), max_length=300)
    retention = forms.CharField(
        label=_("Thời hạn bảo quản"), max_length=20, help_text=_("Số năm, ví dụ 5 năm; hoặc vĩnh viễn.")
    )
    heading = forms.CharField(
        label=_("Đề mục"),
        max_length=200,
        required=False,
        help_text=_("Đề mục lớn, hoặc “đề mục lớn / đề mục nhỏ”; danh mục hồ sơ xếp theo đề mục."),
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        required=False,
        help_text=_("Văn bản quy định thời hạn, ví dụ thông tư, quyết định của cơ quan; quy trình nội bộ."),
    )
    start = forms.ChoiceField(
        label=_("Tính từ"),
        choices=RecordClass.Start.choices,
        required=False,
        help_text=_(
            "Bản gốc tài liệu tính từ ngày tài liệu hết hiệu lực; hồ sơ khác tính từ hết năm công việc kết thúc."
        ),
    )
    disposal = forms.ChoiceField(label=_("Khi hết hạn"), choices=RecordClass.Disposal.choices, required=False)
    clauses = forms.CharField(
        label=_("Điều khoản ISO"),
        max_length=200,
        required=False,
        help_text=_("Hồ sơ này là bằng chứng của điều khoản nào, ví dụ 9.2.2, 10.2.2."),
    )

    def clean_retention(self) -> int | None:
        """Return the years, None for ever."""
        try:
            return read_retention(self.cleaned_data["retention"])
        except UnclearRetention as unclear:
            raise ValidationError(str(unclear), code="unclear_retention") from unclear

    def clean_start(self) -> str:
        """Take the usual start when none was chosen."""
        return self.cleaned_data["start"] or RecordClass.Start.WORK_ENDED

    def clean_disposal(self) -> str:
        """Take the usual end when none was chosen."""
        return self.cleaned_data["disposal"] or RecordClass.Disposal.DESTROY

    def clean_clauses(self) -> str:
        """Return the clauses in order; a number the standard does not have is named."""
        if unknown := unknown_clauses(self.cleaned_data["clauses"]):
            raise ValidationError(
                _("Tiêu chuẩn không có điều khoản %(numbers)s."),
                code="unknown_clause",
                params={"numbers": ", ".join(unknown)},
            )
        return in_order(self.cleaned_data["clauses"])


class ChangeClassForm(ClassForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, one: RecordClass, **kwargs: Any) -> None:
        names = ("code", "title", "retention", "heading", "basis", "start", "disposal", "clauses", "version")
        super().__init__(*args, initial={name: getattr(one, name) for name in names}, **kwargs)


class EndClassForm(forms.Form):
    """From when a class is no longer used."""

    ended_date = DayField(label=_("Thôi dùng từ ngày"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ProposalsForm(forms.Form):
    """Which of the proposed classes are taken."""

    codes = forms.MultipleChoiceField(label=_("Loại hồ sơ"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, initial={"codes": [code for code, _words in choices]}, **kwargs)
        self.fields["codes"].choices = choices  # type: ignore[attr-defined]
