"""Shape of input about internal auditors."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import User
from sotay.evaluation.audits.auditors import queries
from sotay.evaluation.audits.auditors.writing import PLAIN
from sotay.evaluation.audits.clause_lists import ClausesField
from sotay.evaluation.audits.models import Auditor
from sotay.organisation.decisions.forms import RestsOnDecision
from sotay.ui.forms import DayField

FRONT = ["user", "training", "certificate", "from_date", "to_date"]
FOLDED = (
    "trained_date", "field", "clauses", "can_lead", "experience", "decision", "new_number", "new_date",
    "new_signer_name", "new_signer_title", "new_file",
)  # fmt: skip


class AuditorForm(RestsOnDecision):
    """Who, trained where, valid from when to when; certificate, fields and decision are folded or may come later."""

    user = forms.ModelChoiceField(label=_("Người"), queryset=User.objects.none(), empty_label=_("(chọn)"))
    training = forms.CharField(
        label=_("Khóa đào tạo"),
        max_length=300,
        help_text=_("Tên khóa và nơi đào tạo, ví dụ: Đánh giá nội bộ theo TCVN ISO 9001:2015, Chi cục TĐC."),
    )
    certificate = forms.CharField(label=_("Chứng nhận số"), max_length=80, required=False)
    trained_date = DayField(label=_("Ngày chứng nhận"), required=False)
    from_date = DayField(label=_("Có hiệu lực từ ngày"))
    to_date = DayField(
        label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi chứng nhận không ghi thời hạn.")
    )
    field = forms.CharField(
        label=_("Lĩnh vực"), max_length=300, required=False, help_text=_("Ví dụ: đất đai, một cửa, tài chính.")
    )
    clauses = ClausesField(
        label=_("Điều khoản được đánh giá"), help_text=_("Ví dụ: 7, 8.5, 9.2. Để trống là mọi điều khoản.")
    )
    can_lead = forms.BooleanField(label=_("Có thể làm trưởng đoàn"), required=False)
    experience = forms.CharField(label=_("Kinh nghiệm"), max_length=500, required=False)
    field_order = [*FRONT, *FOLDED]

    def __init__(
        self, *args: Any, viewer: Actor, on: date, initial: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, viewer=viewer, initial={"from_date": on} | (initial or {}), **kwargs)
        self.fields["user"].queryset = queries.people_to_enter(viewer=viewer, on=on)  # type: ignore[attr-defined]
        self.fields["user"].label_from_instance = _named  # type: ignore[attr-defined]


class ChangeAuditorForm(AuditorForm):
    """The same for an entry that is there: who it is stays; with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Actor, on: date, entry: Auditor, **kwargs: Any) -> None:
        initial = {name: getattr(entry, name) for name in (*PLAIN, "version")}
        super().__init__(*args, viewer=viewer, on=on, initial=initial, **kwargs)
        del self.fields["user"]


class EndForm(forms.Form):
    """The last day, and why."""

    to_date = DayField(label=_("Ngày cuối"))
    reason = forms.CharField(
        label=_("Lý do kết thúc"), max_length=300, help_text=_("Ví dụ: chuyển công tác, chứng nhận hết hạn.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, entry: Auditor, on: date, **kwargs: Any) -> None:
        last = min(entry.to_date, on) if entry.to_date else on
        super().__init__(*args, initial={"version": entry.version, "to_date": last}, **kwargs)


def _named(user: User) -> str:
    return f"{user.full_name} ({user.username})"
