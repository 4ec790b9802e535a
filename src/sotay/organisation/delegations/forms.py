"""Shape of input about delegations."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Delegation, Seat
from sotay.organisation.decisions.forms import RestsOnDecision
from sotay.organisation.people.forms import PersonField, tell
from sotay.ui.forms import DayField


class DelegateForm(RestsOnDecision):
    """To whom a seat is lent, from when to when, why."""

    person = PersonField(label=_("Người nhận ủy quyền"), max_length=210)
    from_date = DayField(label=_("Từ ngày"))
    to_date = DayField(label=_("Đến hết ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: nghỉ phép, đi công tác."))
    field_order = ["person", "from_date", "to_date", "reason"]

    def __init__(self, *args: Any, viewer: Actor, on: date, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, initial={"from_date": max(on, seat.from_date)}, **kwargs)
        tell(self.fields["person"], viewer=viewer, on=on)


class EndDelegationForm(forms.Form):
    """The last day of a loan, and why."""

    to_date = DayField(label=_("Ngày cuối của ủy quyền"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, delegation: Delegation, on: date, **kwargs: Any) -> None:
        last = max(on, delegation.from_date)
        super().__init__(*args, initial={"version": delegation.version, "to_date": last}, **kwargs)
