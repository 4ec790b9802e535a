"""Shape of input about surveys."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.evaluation.satisfaction.models import Channel, Survey
from sotay.evaluation.satisfaction.surveys import queries
from sotay.evaluation.satisfaction.surveys.commands import PLAIN
from sotay.evaluation.satisfaction.surveys.guards import BY_HAND, WAYS
from sotay.ui.forms import DayField


class SurveyForm(forms.Form):
    """What a survey asks, from when to when, by which ways."""

    title = forms.CharField(
        label=_("Tên đợt khảo sát"),
        max_length=300,
        help_text=_("Ví dụ: Khảo sát mức độ hài lòng 6 tháng đầu năm 2026."),
    )
    asks = forms.ModelChoiceField(label=_("Phiếu khảo sát"), queryset=None, empty_label=_("(chọn phiếu đang dùng)"))
    from_date = DayField(label=_("Từ ngày"))
    to_date = DayField(label=_("Đến ngày"), help_text=_("Hết ngày này trang công khai không nhận ý kiến nữa."))
    channels = forms.MultipleChoiceField(
        label=_("Hình thức lấy ý kiến"),
        choices=WAYS,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Quét mã QR, liên kết, thiết bị tại quầy chỉ dùng được khi cơ quan mở trang công khai."),
    )
    is_standing = forms.BooleanField(
        label=_("Mã QR trên áp phích, thẻ đặt bàn và liên kết công khai dẫn tới đợt này"),
        required=False,
        initial=True,
        help_text=_("Mỗi lúc chỉ một đợt; đợt hỏi công chức về hệ thống thì bỏ chọn."),
    )

    def __init__(self, *args: Any, viewer: Actor, on: date, survey: Survey | None = None, **kwargs: Any) -> None:
        half = date(on.year, 1, 1) if on.month <= 6 else date(on.year, 7, 1)  # noqa: PLR2004  halves of the year
        end = date(on.year, 6, 30) if on.month <= 6 else date(on.year, 12, 31)  # noqa: PLR2004
        initial: dict[str, Any] = {
            "from_date": half,
            "to_date": end,
            "channels": [Channel.QR, Channel.PAPER, Channel.PHONE],
        }
        if survey is not None:
            initial = {name: getattr(survey, name) for name in (*PLAIN, "version")}
        super().__init__(*args, initial=initial, **kwargs)
        versions = queries.versions_to_ask(viewer=viewer, besides=survey.asks_id if survey else None)
        self.fields["asks"].queryset = versions  # type: ignore[attr-defined]
        if survey is None and len(found := list(versions[:2])) == 1:
            self.initial["asks"] = found[0].pk


class ChangeSurveyForm(SurveyForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class _Versioned(forms.Form):
    """A form about one record, with the version it was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OpenForm(_Versioned):
    """From which day on answers were taken."""

    opened_date = DayField(label=_("Ngày mở"))
    field_order = ["opened_date"]


class CloseForm(_Versioned):
    """Since which day nobody answers."""

    closed_date = DayField(label=_("Ngày kết thúc"))
    field_order = ["closed_date"]


class ReasonForm(_Versioned):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
    field_order = ["reason"]


class HandoutForm(forms.Form):
    """How many sheets were handed out, when, for which unit."""

    channel = forms.ChoiceField(label=_("Hình thức"), choices=[])
    count = forms.IntegerField(label=_("Số phiếu phát ra"), min_value=1, max_value=1_000_000)
    given_date = DayField(label=_("Ngày phát"))
    unit = forms.ModelChoiceField(
        label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=_("(cả cơ quan)")
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, viewer: Actor, survey: Survey, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"given_date": min(on, survey.to_date)}, **kwargs)
        ways = [one for one in Channel.choices if one[0] in BY_HAND]
        self.fields["channel"].choices = ways  # type: ignore[attr-defined]
        self.fields["unit"].queryset = queries.units_to_name(viewer=viewer, on=on)  # type: ignore[attr-defined]
