"""Shape of input about hand-overs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.organisation.decisions.forms import RestsOnDecision
from sotay.organisation.handovers.models import Handover
from sotay.organisation.people.forms import PersonField, tell
from sotay.ui.forms import DayField


class PrepareForm(RestsOnDecision):
    """Who takes the seat, from when, where files lie."""

    person = PersonField(label=_("Người nhận"), max_length=210)
    date = DayField(label=_("Nhận vai trò từ ngày"))
    files_note = forms.CharField(
        label=_("Hồ sơ, tệp để ở đâu"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )
    note = forms.CharField(
        label=_("Việc cần lưu ý"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    field_order = ["person", "date", "files_note", "note"]

    def __init__(self, *args: Any, viewer: Actor, on: date, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        tell(self.fields["person"], viewer=viewer, on=on)
        if seat.role in Seat.NEEDS_DECISION:
            self.fields["decision"].help_text = _("Vai trò này cần quyết định giao cho người nhận.")


class ConfirmForm(forms.Form):
    """The version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SignForm(RestsOnDecision):
    """The record both signed on paper."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Actor, handover: Handover, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, initial={"version": handover.version}, **kwargs)


class CancelForm(forms.Form):
    """Why a hand-over is cancelled."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, handover: Handover, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": handover.version}, **kwargs)
