"""Shape of input about the look at a month."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.evaluation.reviews.forms import only_entered
from sotay.evaluation.reviews.models import MonthlyLook
from sotay.organisation.decisions.forms import RestsOnDecision
from sotay.ui.forms import DayField


class MonthForm(RestsOnDecision):
    """What was said of the month at the briefing; the paper of the briefing under the fold."""

    held_date = DayField(label=_("Ngày giao ban"))
    note = forms.CharField(
        label=_("Nội dung xem xét, kết luận"),
        max_length=10000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Các con số của tháng được lưu cùng, tính đến ngày giao ban."),
    )

    field_order = ("held_date", "note")
    FOLDED = ("decision", "new_number", "new_date", "new_signer_name", "new_signer_title", "new_file")

    def __init__(self, *args: Any, viewer: Actor, on: date, look: MonthlyLook | None = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"held_date": on}
        if look is not None:
            initial = {"held_date": look.held_date, "note": look.note, "decision": look.paper_id}
            initial |= {"version": look.version}
        super().__init__(*args, viewer=viewer, initial=initial, **kwargs)
        only_entered(self, viewer)


class ChangeMonthForm(MonthForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)
