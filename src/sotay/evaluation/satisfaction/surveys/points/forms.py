"""Shape of input about points."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.context.models import Service
from sotay.evaluation.satisfaction.models import SurveyPoint
from sotay.evaluation.satisfaction.surveys.points import queries
from sotay.evaluation.satisfaction.surveys.queries import units_to_name
from sotay.ui.forms import ChoiceCards, DayField

Kind = SurveyPoint.Kind


class PointForm(forms.Form):
    """What stands where, for which unit and service."""

    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=Kind.choices,
        initial=Kind.POSTER,
        widget=ChoiceCards(
            descriptions={
                Kind.POSTER: _("Tờ A4 dán tường, có mã QR."),
                Kind.CARD: _("Tờ A6 đặt trên bàn, quầy, có mã QR."),
                Kind.KIOSK: _("Máy tính bảng, màn hình tại quầy; mở một địa chỉ và để nguyên."),
            }
        ),
    )
    name = forms.CharField(label=_("Đặt tại"), max_length=200, help_text=_("Ví dụ: Quầy số 2, Bộ phận Một cửa."))
    unit = forms.ModelChoiceField(
        label=_("Đơn vị được đánh giá"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("(người trả lời tự chọn)"),
    )
    service = forms.ModelChoiceField(
        label=_("Thủ tục hành chính"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=_("(người trả lời tự chọn)"),
    )

    def __init__(self, *args: Any, viewer: Actor, on: date, point: SurveyPoint | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(point, name) for name in ("name", "unit", "service", "version")} if point else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["unit"].queryset = units_to_name(viewer=viewer, on=on)  # type: ignore[attr-defined]
        self.fields["service"].queryset = queries.services_to_name(viewer=viewer)  # type: ignore[attr-defined]


class ChangePointForm(PointForm):
    """The same without the kind, which stays, and with the version the page was read with."""

    kind = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput)


class EndForm(forms.Form):
    """Since which day it is gone."""

    ended_date = DayField(label=_("Ngày gỡ bỏ"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ResumeForm(forms.Form):
    """Nothing to type: the button says it all."""
