"""Shape of input about files."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit, User
from sotay.organisation.decisions.forms import RestsOnDecision
from sotay.support.records.lists.forms import people_of, units_of
from sotay.support.records.models import RecordClass, RecordFile, RecordLine
from sotay.ui.forms import DayField


class FileForm(forms.Form):
    """What a file is called and who keeps it."""

    title = forms.CharField(label=_("Tiêu đề hồ sơ"), max_length=300, widget=forms.Textarea({"rows": 2}))
    keeper = forms.ModelChoiceField(
        label=_("Người giữ"), queryset=User.objects.none(), required=False, empty_label=_("(trưởng đơn vị)")
    )
    unit = forms.ModelChoiceField(
        label=_("Đơn vị lập"), queryset=Unit.objects.none(), required=False, empty_label=_("(toàn cơ quan)")
    )
    place = forms.CharField(
        label=_("Nơi để"), max_length=200, required=False, help_text=_("Tủ, kho, hoặc thư mục điện tử.")
    )

    def __init__(self, *args: Any, viewer: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"].queryset = people_of(viewer, on)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units_of(viewer, on)  # type: ignore[attr-defined]


class OpenFile(FileForm):
    """Opens a file by a line of the list."""

    opened_date = DayField(label=_("Ngày mở"))

    field_order = ("title", "opened_date", "keeper", "unit", "place")

    def __init__(self, *args: Any, line: RecordLine, viewer: Actor, on: date, **kwargs: Any) -> None:
        mine = viewer.user.pk if viewer.user else None
        start = {"title": line.title, "keeper": line.maker_id or mine, "unit": line.unit_id, "opened_date": on}
        super().__init__(*args, viewer=viewer, on=on, initial=start, **kwargs)


class ChangeFile(FileForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, file: RecordFile, viewer: Actor, on: date, **kwargs: Any) -> None:
        start = {"title": file.title, "keeper": file.keeper_id, "unit": file.unit_id, "place": file.place}
        super().__init__(*args, viewer=viewer, on=on, initial=start | {"version": file.version}, **kwargs)
        keepers = self.fields["keeper"].queryset | User.objects.filter(pk=file.keeper_id)  # type: ignore[attr-defined]
        self.fields["keeper"].queryset = keepers  # type: ignore[attr-defined]
        units = self.fields["unit"].queryset | Unit.objects.filter(pk=file.unit_id)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class CloseFile(forms.Form):
    """When the work ended (or the document did), and how many sheets there are."""

    closed_date = DayField(label=_("Ngày kết thúc công việc"))
    sheets = forms.IntegerField(
        label=_("Số tờ"), min_value=1, required=False, help_text=_("Của hồ sơ giấy; hồ sơ điện tử để trống.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, file: RecordFile, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": file.version, "closed_date": on}, **kwargs)
        if file.record_class.start == RecordClass.Start.DOCUMENT_ENDED:
            self.fields["closed_date"].label = _("Ngày tài liệu hết hiệu lực")


class WithReason(forms.Form):
    """Why a file is opened again."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


class KeepLonger(RestsOnDecision):
    """Until when a file stays with its unit, and the paper that consents."""

    until = DayField(label=_("Giữ lại đến ngày"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("until", "decision")

    def __init__(self, *args: Any, file: RecordFile, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, initial={"version": file.version}, **kwargs)
