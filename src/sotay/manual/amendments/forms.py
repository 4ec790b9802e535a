"""Shape of input about amendments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.manual.amendments.models import Amendment, Draft
from sotay.manual.amendments.queries import list_open_amendments
from sotay.manual.statements.models import Statement
from sotay.ui.forms import DayField


class OpenAmendment(forms.Form):
    """Why the manual is amended."""

    reason = forms.CharField(
        label=_("Lý do sửa đổi"), max_length=300, help_text=_("Ví dụ: cập nhật Nghị định 118/2025/NĐ-CP.")
    )


class WriteDraft(forms.Form):
    """A proposed text, in an amendment that is open or a new one."""

    text = forms.CharField(
        label=_("Nội dung áp dụng"),
        widget=forms.Textarea({"rows": 18}),
        help_text=_("Đoạn cách nhau một dòng trống; “- ” cho gạch đầu dòng, “**chữ**” cho chữ đậm."),
    )
    amendment = forms.ModelChoiceField(
        label=_("Trong đợt sửa đổi"), queryset=Amendment.objects.none(), required=False, empty_label=_("(mở đợt mới)")
    )
    reason = forms.CharField(
        label=_("Lý do mở đợt mới"), max_length=300, required=False, help_text=_("Chỉ cần khi mở đợt mới.")
    )
    note = forms.CharField(label=_("Vì sao sửa điều này"), max_length=300, required=False)
    base_version = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, viewer: Actor, statement: Statement, draft: Draft | None, **kwargs: Any) -> None:
        open_ = list_open_amendments(viewer=viewer)
        initial = {
            "text": draft.text if draft else statement.text,
            "note": draft.note if draft else "",
            "amendment": draft.amendment if draft else open_.first(),
            "base_version": statement.version,
            "version": draft.version if draft else None,
        }
        super().__init__(*args, initial=initial, **kwargs)
        if draft is not None:
            del self.fields["amendment"], self.fields["reason"]
        else:
            self.fields["amendment"].queryset = open_  # type: ignore[attr-defined]


class Submit(forms.Form):
    """Words for who decides."""

    note = forms.CharField(
        label=_("Nội dung trình"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, amendment: Amendment, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": amendment.version}, **kwargs)


class Issue(forms.Form):
    """The decision that puts the approved texts into force."""

    number = forms.CharField(label=_("Số, ký hiệu quyết định ban hành"), max_length=80)
    date = DayField(label=_("Ngày ký"))
    new_edition = forms.BooleanField(
        label=_("Ban hành lại toàn bộ"),
        required=False,
        help_text=_("Lần ban hành mới, lần sửa đổi trở về 00; để trống thì lần sửa đổi tăng một."),
    )
    signer_name = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    file = forms.FileField(label=_("Bản ký"), required=False, help_text=_("PDF đã ký hoặc bản quét."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, amendment: Amendment, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": amendment.version}, **kwargs)


class Withdraw(forms.Form):
    """Why an amendment is cancelled."""

    reason = forms.CharField(label=_("Lý do hủy"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, amendment: Amendment, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": amendment.version}, **kwargs)
