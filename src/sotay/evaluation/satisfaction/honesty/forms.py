"""The form upon a group of answers: whether they count, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import Suspicion
from sotay.ui.forms import ChoiceCards

State = Suspicion.State


class DecideForm(forms.Form):
    """Whether the answers count, and why."""

    outcome = forms.ChoiceField(
        label=_("Kết luận"),
        choices=[(State.CLEARED, _("Phiếu đúng, vẫn tính")), (State.UPHELD, _("Không tính"))],
        widget=ChoiceCards(
            descriptions={
                State.CLEARED: _(
                    "Đã đối chiếu phiếu gốc, bản chụp hoặc hồ sơ: các phiếu do người dân, tổ chức trả lời."
                ),
                State.UPHELD: _(
                    "Không có căn cứ là ý kiến thật. Các phiếu vẫn giữ, nêu trong báo cáo, không tính vào tỷ lệ."
                ),
            }
        ),
    )
    reason = forms.CharField(
        label=_("Căn cứ, lý do"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Đã đối chiếu gì, thấy gì. Lý do này được nêu trong báo cáo khảo sát; không ghi tên công dân."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, suspicion: Suspicion, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": suspicion.version}, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Return the outcome as a yes or no."""
        values = super().clean() or {}
        if "outcome" in values:
            values["upheld"] = values.pop("outcome") == State.UPHELD
        return values
