"""Shape of input about rounds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.evaluation.inspections.forms import PAPER
from sotay.evaluation.inspections.models import InspectionRound
from sotay.evaluation.inspections.rounds.commands import PLAIN
from sotay.organisation.decisions.forms import RestsOnDecision
from sotay.ui.forms import DayField

MOST = 100_000


class RoundForm(RestsOnDecision):
    """A round: its name, when, of how many bodies; the counts come in as the round goes on."""

    title = forms.CharField(
        label=_("Tên đợt kiểm tra"), max_length=300, help_text=_("Ví dụ: Đợt 1 năm 2026 theo Kế hoạch 13/KH-UBND.")
    )
    from_date = DayField(label=_("Từ ngày"))
    bodies = forms.IntegerField(
        label=_("Số cơ quan thuộc đối tượng kiểm tra"),
        min_value=1,
        max_value=MOST,
        help_text=_("Mọi cơ quan phải được kiểm tra trong năm, không riêng đợt này."),
    )
    by_file = forms.IntegerField(
        label=_("Đã kiểm tra chỉ qua hồ sơ, báo cáo"),
        min_value=0,
        max_value=MOST,
        required=False,
        help_text=_("Mỗi cơ quan chỉ tính một lần trong năm."),
    )
    on_site = forms.IntegerField(label=_("Đã kiểm tra tại trụ sở"), min_value=0, max_value=MOST, required=False)
    announced = forms.IntegerField(
        label=_("Số cơ quan đã công bố hệ thống phù hợp"), min_value=0, max_value=MOST, required=False
    )
    to_date = DayField(label=_("Đến ngày"), required=False)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=4000, widget=forms.Textarea({"rows": 3}))
    field_order = ["title", "from_date", "bodies", "by_file", "on_site", "announced", "to_date", "note", *PAPER]

    def __init__(self, *args: Any, viewer: Actor, one: InspectionRound | None = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {}
        if one is not None:
            initial = {name: getattr(one, name) for name in (*PLAIN, "version")} | {"decision": one.plan}
        super().__init__(*args, viewer=viewer, initial=initial, **kwargs)
        self.fields["decision"].label = _("Kế hoạch kiểm tra đã nhập")


class ChangeRoundForm(RoundForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class FinishForm(forms.Form):
    """The day a round was finished."""

    finished_date = DayField(label=_("Ngày kết thúc đợt"))
    version = forms.IntegerField(widget=forms.HiddenInput)
