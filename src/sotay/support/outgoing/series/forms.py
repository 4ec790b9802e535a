"""Shape of input about series of numbers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.document_types import ADMINISTRATIVE
from sotay.support.outgoing.models import NumberSeries

KINDS = (("CV", "Công văn"), *((key, f"{word} ({key})") for key, word in ADMINISTRATIVE.items()))


class SeriesForm(forms.Form):
    """Which kinds of papers share one run of numbers, and where it lives."""

    name = forms.CharField(
        label=_("Tên sổ"), max_length=200, help_text=_("Ví dụ: Quyết định; Công văn và văn bản khác.")
    )
    abbreviations = forms.MultipleChoiceField(
        label=_("Loại văn bản lấy số ở sổ này"), choices=KINDS, widget=forms.CheckboxSelectMultiple
    )
    is_kept_here = forms.BooleanField(
        label=_("Cấp số trên hệ thống này"), required=False,
        help_text=_("Chỉ chọn khi cơ quan không cấp số trên hệ thống quản lý văn bản; khi đó có sổ đăng ký văn bản đi."),
    )  # fmt: skip
    organ = forms.CharField(
        label=_("Ký hiệu nơi ban hành"), max_length=40, required=False,
        help_text=_("Để trống cho văn bản của cơ quan. Ban, tổ đánh số riêng thì ghi, ví dụ BCĐISO."),
    )  # fmt: skip


class ChangeSeries(SeriesForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, series: NumberSeries, **kwargs: Any) -> None:
        names = ("name", "abbreviations", "is_kept_here", "organ", "version")
        super().__init__(*args, initial={name: getattr(series, name) for name in names}, **kwargs)


class EndSeries(forms.Form):
    """Only the version: the page says what ending means."""

    version = forms.IntegerField(widget=forms.HiddenInput)
