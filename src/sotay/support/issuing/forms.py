"""Shape of input about issues."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Decision, Unit
from sotay.commands import may
from sotay.organisation.decisions.forms import RestsOnDecision
from sotay.support.documents.models import Document, Revision
from sotay.support.issuing import queries
from sotay.support.issuing.models import Issue
from sotay.ui.forms import DayField

MORE_OF_DECISION = ("new_signer_title",)


class IssueForm(forms.Form):
    """What is issued together: a name, why, and from when it is to hold."""

    name = forms.CharField(
        label=_("Tên đợt ban hành"), max_length=200, help_text=_("Ví dụ: Bộ quy trình một cửa năm 2026.")
    )
    reason = forms.CharField(
        label=_("Lý do ban hành"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    in_force_date = DayField(
        label=_("Dự kiến có hiệu lực từ ngày"),
        required=False,
        help_text=_("Ngày chính thức ghi khi ban hành, không trước ngày ký quyết định."),
    )


class _Revisions(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Revision) -> str:  # type: ignore[override]
        """Name a revision by code, title, number and state."""
        document = obj.document
        field = f" ({document.field})" if document.field else ""
        state = obj.get_state_display().lower()
        return f"{document.code} – {document.title}{field}, {obj.number}, {state}"


class NewIssue(IssueForm):
    """A new issue with the revisions it begins with."""

    revisions = _Revisions(label=_("Tài liệu ban hành"), queryset=Revision.objects.none(), required=False)

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revisions"].queryset = queries.revisions_to_issue(viewer=viewer)  # type: ignore[attr-defined]
        _say_when_none(self, "revisions")


class ChangeIssue(IssueForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, issue: Issue, **kwargs: Any) -> None:
        names = ("name", "reason", "in_force_date", "version")
        super().__init__(*args, initial={name: getattr(issue, name) for name in names}, **kwargs)


class AddRevisions(forms.Form):
    """Which revisions are put on the list."""

    revisions = _Revisions(label=_("Tài liệu ban hành"), queryset=Revision.objects.none(), required=False)

    def __init__(self, *args: Any, viewer: Actor, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = queries.revisions_to_issue(viewer=viewer, words="" if self.is_bound else words)
        self.fields["revisions"].queryset = found  # type: ignore[attr-defined]
        _say_when_none(self, "revisions")


class AddWithdrawal(forms.Form):
    """Which document is withdrawn, why, and what takes its place."""

    document = forms.ModelChoiceField(
        label=_("Tài liệu thu hồi"), queryset=Document.objects.none(), empty_label=_("(chọn tài liệu)")
    )
    withdraw_reason = forms.CharField(label=_("Lý do thu hồi"), max_length=300)
    replaced_by = forms.ModelChoiceField(
        label=_("Thay bằng"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("(không có tài liệu thay thế)"),
        help_text=_("Tài liệu đang có hiệu lực, hoặc có hiệu lực cùng đợt này."),
    )

    def __init__(self, *args: Any, viewer: Actor, issue: Issue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = queries.documents_to_withdraw(viewer=viewer)  # type: ignore[attr-defined]
        self.fields["replaced_by"].queryset = queries.possible_heirs(issue, viewer=viewer)  # type: ignore[attr-defined]


class Submit(forms.Form):
    """Words for who reviews and approves."""

    note = forms.CharField(
        label=_("Nội dung trình"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithReason(forms.Form):
    """Why an issue is opened again or given up."""

    reason = forms.CharField(label=_("Lý do"), max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)


class KeepUnit(forms.Form):
    """Which unit keeps the documents that have none."""

    unit = forms.ModelChoiceField(
        label=_("Đơn vị chủ trì"), queryset=Unit.objects.none(), empty_label=_("(chọn đơn vị)")
    )

    def __init__(self, *args: Any, viewer: Actor, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class IssueOne(RestsOnDecision):
    """The decision one approved revision is issued by, and its day in force."""

    in_force_date = DayField(
        label=_("Có hiệu lực từ ngày"),
        required=False,
        help_text=_("Không trước ngày ký quyết định; để trống là từ ngày ký."),
    )

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        if not may(viewer, "organisation.manage_decisions"):  # then only papers entered by others can be named
            for name in [name for name in self.fields if name.startswith("new_")]:
                del self.fields[name]


class IssueTogether(IssueOne):
    """The decision a whole list is issued by, and the day it holds from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, viewer: Actor, issue: Issue, paper: Decision | None, own_days: bool, **kwargs: Any
    ) -> None:
        initial = {"version": issue.version, "decision": paper, "in_force_date": issue.in_force_date}
        super().__init__(*args, viewer=viewer, initial=initial, **kwargs)
        if own_days:
            self.fields["in_force_date"].help_text = gettext(
                "Để trống: mỗi tài liệu giữ ngày hiệu lực riêng trong danh sách. Ghi ngày: mọi tài liệu từ ngày đó."
            )


def _say_when_none(form: forms.Form, name: str) -> None:
    if not form.fields[name].queryset.exists():  # type: ignore[attr-defined]
        form.fields[name].help_text = gettext("Không có bản nào đang soạn hoặc đã phê duyệt mà chưa ban hành.")
