"""Shape of input about announcements, where they hang, and a scope that moved on."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.manual.announcements.models import Announcement, Posting, ScopeChange
from sotay.ui.forms import DayField


class BeginForm(forms.Form):
    """Why it is announced again, and from when it holds; the first one needs neither."""

    reason = forms.ChoiceField(label=_("Lý do công bố lại"), choices=Announcement.Reason.choices)
    reason_text = forms.CharField(
        label=_("Nêu rõ thay đổi"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    effective_date = DayField(
        label=_("Có hiệu lực từ ngày"),
        required=False,
        help_text=_("Để trống: từ ngày ký quyết định. Ngày này không được đứng trước ngày ký."),
    )

    def __init__(self, *args: Any, again: bool, reason: str = "", reason_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"reason": reason, "reason_text": reason_text[:500]}, **kwargs)
        if not again:
            del self.fields["reason"], self.fields["reason_text"]


class WriteForm(BeginForm):
    """The words of an announcement in preparation."""

    scope_text = forms.CharField(
        label=_("Phạm vi áp dụng"), max_length=4000, required=False, widget=forms.Textarea({"rows": 5})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("scope_text", "reason", "reason_text", "effective_date", "version")

    def __init__(self, *args: Any, one: Announcement, **kwargs: Any) -> None:
        super().__init__(*args, again=one.replaces_id is not None, **kwargs)
        self.initial = {name: getattr(one, name) for name in self.fields}


class DeclareForm(forms.Form):
    """An announcement that stood before the agency used Sotay."""

    number = forms.CharField(label=_("Số, ký hiệu quyết định công bố"), max_length=80)
    issued_date = DayField(label=_("Ngày ký"))
    services = forms.CharField(
        label=_("Danh mục thủ tục đã công bố"),
        widget=forms.Textarea({"rows": 10}),
        help_text=_(
            "Mỗi dòng một thủ tục: mã rồi tên, hoặc chỉ tên. Điền sẵn danh mục hôm nay; sửa cho đúng với bản công bố."
        ),
    )
    file = forms.FileField(label=_("Bản ký"), required=False, help_text=_("PDF đã ký hoặc bản quét."))
    effective_date = DayField(
        label=_("Có hiệu lực từ ngày"), required=False, help_text=_("Để trống: từ ngày ký quyết định.")
    )
    fields_of_work = forms.CharField(
        label=_("Lĩnh vực"), required=False, widget=forms.Textarea({"rows": 3}), help_text=_("Mỗi dòng một lĩnh vực.")
    )
    places = forms.CharField(
        label=_("Địa điểm"), required=False, widget=forms.Textarea({"rows": 2}), help_text=_("Mỗi dòng một địa điểm.")
    )
    exclusions = forms.CharField(
        label=_("Điều khoản không áp dụng"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Mỗi dòng một điều khoản và lý do, ví dụ 8.3: cơ quan không thiết kế dịch vụ."),
    )
    notice_number = forms.CharField(label=_("Số, ký hiệu văn bản thông báo"), max_length=80, required=False)
    notified_date = DayField(label=_("Ngày thông báo"), required=False)

    def clean(self) -> dict[str, Any]:
        """Call the fields of work what the command calls them."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "fields_of_work" in cleaned:
            cleaned["fields"] = cleaned.pop("fields_of_work")
        return cleaned


class PostingForm(forms.Form):
    """Where an announcement hangs or stands, since when, with a photo."""

    kind = forms.ChoiceField(label=_("Hình thức"), choices=Posting.Kind.choices, widget=forms.RadioSelect)
    posted_date = DayField(label=_("Từ ngày"))
    place = forms.CharField(
        label=_("Nơi niêm yết"), max_length=200, required=False, help_text=_("Ví dụ: Bộ phận Một cửa, tầng 1.")
    )
    address = forms.URLField(label=_("Địa chỉ trang"), required=False, max_length=500, assume_scheme="https")
    photo = forms.FileField(label=_("Ảnh chụp nơi niêm yết hoặc trang đã đăng"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class ChangeForm(forms.Form):
    """What is decided of a scope that moved on."""

    way = forms.ChoiceField(label=_("Quyết định"), choices=ScopeChange.Way.choices, widget=forms.RadioSelect)
    due_date = DayField(
        label=_("Công bố trước hoặc trong ngày"), help_text=_("Mặc định hết quý sau; chỉ quá ngày này mới là quá hạn.")
    )
    reason = forms.CharField(
        label=_("Lý do"), max_length=500, required=False, help_text=_("Cần ghi khi gộp vào lần công bố sau.")
    )

    def __init__(self, *args: Any, due_date: date | None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"due_date": due_date}, **kwargs)


class ReasonForm(forms.Form):
    """Why something is given up, withdrawn or taken down."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, one: Announcement | Posting, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": one.version}, **kwargs)
