"""Shape of input about lists of hand-over and disposal."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.organisation.decisions.forms import RestsOnDecision
from sotay.support.records.models import RecordFile, Transfer
from sotay.ui.forms import DayField


class FilesField(forms.ModelMultipleChoiceField):
    """Files to choose from, each told with how long it is kept."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, file: RecordFile) -> str:
        """Tell number, title and retention of a file."""
        return f"{file.number} – {file.title} ({file.record_class.retention})"


class ChooseFiles(forms.Form):
    """Which files stand in a list."""

    files = FilesField(
        label=_("Hồ sơ"),
        queryset=RecordFile.objects.none(),
        error_messages={"required": _("Hãy chọn ít nhất một hồ sơ.")},
    )

    def __init__(self, *args: Any, among: QuerySet[RecordFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].queryset = among  # type: ignore[attr-defined]


class BeginTransfer(ChooseFiles):
    """Which files, and on what the list rests."""

    reason = forms.CharField(
        label=_("Căn cứ, lý do"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )


class AddFiles(ChooseFiles):
    """More files for a list."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ChangeTransfer(forms.Form):
    """On what a list rests."""

    reason = forms.CharField(label=_("Căn cứ, lý do"), max_length=500, widget=forms.Textarea({"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class Submit(forms.Form):
    """A word to who decides."""

    note = forms.CharField(
        label=_("Nội dung trình"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithReason(forms.Form):
    """Why a file is left out, or a list given up."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CarryOut(RestsOnDecision):
    """When a list was done, by whom, and the minutes."""

    done_date = DayField(label=_("Ngày giao nhận"))
    received_by = forms.CharField(
        label=_("Bên nhận"), max_length=200, help_text=_("Ví dụ: Lưu trữ cơ quan, người nhận.")
    )
    method = forms.CharField(
        label=_("Hình thức hủy"), max_length=200, help_text=_("Ví dụ: cắt vụn; xóa tệp điện tử không khôi phục được.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("done_date", "received_by", "method", "decision")

    def __init__(self, *args: Any, transfer: Transfer, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, initial={"version": transfer.version}, **kwargs)
        self.fields["decision"].label = _("Biên bản đã có")
        self.fields["new_number"].label = _("hoặc số biên bản mới")
        self.fields["new_date"].label = _("Ngày ký biên bản mới")
        if transfer.manner == Transfer.Manner.ARCHIVE:
            del self.fields["method"]
            return
        self.fields["done_date"].label = _("Ngày hủy")
        self.fields["received_by"].label = _("Những người thực hiện, chứng kiến")
        self.fields["received_by"].help_text = ""
