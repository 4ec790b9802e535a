"""Shape of input about proposals: two fields make one, the rest is folded."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.agency.models.calendar import calendar_of
from sotay.improvement.proposals.models import Proposal
from sotay.improvement.proposals.writing import WRITTEN
from sotay.organisation.people.owner_field import OwnerField
from sotay.ui.forms import ChoiceCards, DayField

FOLDED = ("benefit", "measure", "before", "unit")
WORKING_DAYS = 30
Outcome = Proposal.Outcome


class ProposalForm(forms.Form):
    """What is proposed, and how it is now and could be; the rest may come later or never."""

    title = forms.CharField(
        label=_("Nội dung đề xuất"),
        max_length=300,
        help_text=_("Một câu, ví dụ: Gộp hai phiếu kiểm soát của lĩnh vực đất đai thành một."),
    )
    what = forms.CharField(
        label=_("Hiện trạng và cách làm đề xuất"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
    )
    benefit = forms.CharField(
        label=_("Lợi ích dự kiến"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    measure = forms.CharField(
        label=_("Đo kết quả bằng"),
        required=False,
        max_length=300,
        help_text=_("Ví dụ: số phút làm một hồ sơ, số lần phải bổ sung trong tháng."),
    )
    before = forms.CharField(
        label=_("Trước khi cải tiến"), required=False, max_length=200, help_text=_("Số đo hiện nay, nếu biết.")
    )
    unit = forms.ModelChoiceField(
        label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=_("(đơn vị của tôi)")
    )

    def __init__(
        self,
        *args: Any,
        viewer: Actor,
        on: date,
        proposal: Proposal | None = None,
        initial: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        known = {name: getattr(proposal, name) for name in (*WRITTEN, "version")} if proposal else {}
        super().__init__(*args, initial=known | (initial or {}), **kwargs)
        units = Unit.objects.of(viewer).in_force(on)
        if proposal is not None and proposal.unit_id:
            units = units | Unit.objects.of(viewer).filter(pk=proposal.unit_id)
        self.fields["unit"].queryset = units.distinct().order_by("order", "name_sort")  # type: ignore[attr-defined]


class ChangeForm(ProposalForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class GiveForm(forms.Form):
    """Who carries a proposal out, until when."""

    owner = OwnerField(label=_("Giao thực hiện"))
    due_date = DayField(label=_("Hạn"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposal: Proposal, viewer: Actor, on: date, **kwargs: Any) -> None:
        due = calendar_of(viewer.agency).add_working_days(on, WORKING_DAYS)
        super().__init__(*args, initial={"version": proposal.version, "due_date": due}, **kwargs)
        self.fields["owner"].offer(viewer=viewer, on=on, current=None)  # type: ignore[attr-defined]


class AcceptForm(GiveForm):
    """The same with what is thought of the proposal."""

    text = forms.CharField(
        label=_("Ý kiến xem xét"), required=False, max_length=500, widget=forms.Textarea({"rows": 3})
    )
    field_order = ["text", "owner", "due_date"]


class RejectForm(forms.Form):
    """Why a proposal is turned down."""

    text = forms.CharField(
        label=_("Lý do không chấp nhận"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Người đề xuất đọc được lý do này."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposal: Proposal, viewer: Actor, on: date, **kwargs: Any) -> None:  # noqa: ARG002
        super().__init__(*args, initial={"version": proposal.version}, **kwargs)


class WithdrawForm(forms.Form):
    """Why a proposal is taken back."""

    reason = forms.CharField(label=_("Lý do rút"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposal: Proposal, viewer: Actor, on: date, **kwargs: Any) -> None:  # noqa: ARG002
        super().__init__(*args, initial={"version": proposal.version}, **kwargs)


class MeasureForm(forms.Form):
    """What a proposal brought."""

    before = forms.CharField(label=_("Trước khi cải tiến"), max_length=200)
    after = forms.CharField(
        label=_("Sau khi cải tiến"), max_length=200, help_text=_("Cùng cách đo như trước, ví dụ: 12 phút một hồ sơ.")
    )
    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        choices=Outcome.choices,
        widget=ChoiceCards(
            descriptions={
                Outcome.BETTER: _("Giữ cách làm mới; sửa quy trình, hướng dẫn nếu cần."),
                Outcome.SAME: _("Không rõ lợi ích; cân nhắc có giữ hay không."),
                Outcome.WORSE: _("Quay lại cách làm cũ hoặc đề xuất cách khác."),
            }
        ),
    )
    measured_date = DayField(label=_("Ngày đo"))
    outcome_text = forms.CharField(
        label=_("Nhận xét kết quả"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposal: Proposal, viewer: Actor, on: date, **kwargs: Any) -> None:  # noqa: ARG002
        initial = {"version": proposal.version, "before": proposal.before, "measured_date": on}
        super().__init__(*args, initial=initial, **kwargs)
        if proposal.measure:
            self.fields["after"].help_text = proposal.measure
