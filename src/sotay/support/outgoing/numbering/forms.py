"""Shape of input about number, date, issuing and withdrawal."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.support.outgoing.models import NumberSeries, OutgoingPaper
from sotay.support.outgoing.numbering.numbers_given import next_number
from sotay.support.outgoing.numbers import written
from sotay.support.outgoing.writing import series_for
from sotay.ui.forms import DayField


class Number(forms.Form):
    """Number and date as the agency's document system gave them, or the next of a series kept here."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False)
    dated = DayField(label=_("Ngày văn bản"), required=False)
    series = forms.ModelChoiceField(
        label=_("Sổ"), queryset=NumberSeries.objects.none(), required=False, empty_label=_("(theo loại văn bản)")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, paper: OutgoingPaper, on: date, **kwargs: Any) -> None:
        usual = series_for(paper)
        entered = paper.decision
        initial = {"version": paper.version, "dated": entered.date if entered else on, "series": usual}
        if entered is not None:
            initial["number"] = entered.number
        super().__init__(*args, initial=initial, **kwargs)
        rows = NumberSeries.objects.filter(
            agency=paper.agency, ended_date__isnull=True, abbreviations__contains=[paper.abbreviation]
        )
        self.fields["series"].queryset = rows.order_by("pk")
        if rows.count() < 2:  # noqa: PLR2004  nothing to choose between
            del self.fields["series"]
        number = self.fields["number"]
        if usual is not None and usual.is_kept_here:
            said = {"next": written(next_number(usual, on.year)), "series": usual}
            number.help_text = gettext("Để trống thì lấy số tiếp theo của sổ “%(series)s”: %(next)s.") % said
        else:
            number.required = True
            said = {"example": f"05/{paper.symbol}"}
            number.help_text = gettext("Chép từ hệ thống quản lý văn bản của cơ quan: 05, 05a hoặc %(example)s.") % said


class Sending(forms.Form):
    """How a paper was sent, as the register asks."""

    copies = forms.IntegerField(label=_("Số lượng bản"), min_value=1, max_value=10_000, required=False)
    kept_by = forms.CharField(label=_("Đơn vị, người nhận bản lưu"), max_length=200, required=False)
    sent_date = DayField(label=_("Ngày chuyển"), required=False)
    receipt = forms.CharField(label=_("Ký nhận"), max_length=200, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, paper: OutgoingPaper, **kwargs: Any) -> None:
        names = ("copies", "kept_by", "sent_date", "receipt", "note", "version")
        initial = {name: getattr(paper, name) for name in names} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)


class Issue(Sending):
    """The day a paper goes out, and how."""

    issued_date = DayField(label=_("Ngày phát hành"), required=False)
    field_order = ("issued_date", "copies", "sent_date")

    def __init__(self, *args: Any, paper: OutgoingPaper, on: date, **kwargs: Any) -> None:
        super().__init__(*args, paper=paper, initial={"issued_date": on}, **kwargs)


class Withdraw(forms.Form):
    """Why and on which day a paper is withdrawn."""

    reason = forms.CharField(label=_("Lý do thu hồi"), max_length=500)
    ended_date = DayField(label=_("Ngày thu hồi"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
