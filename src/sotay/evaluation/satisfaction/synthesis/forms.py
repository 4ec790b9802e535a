"""Shape of input about syntheses."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.satisfaction.models import Questionnaire, Synthesis
from sotay.evaluation.satisfaction.synthesis.drafts import TEXTS, drafts
from sotay.standard.catalogue.periods import Period
from sotay.ui.formats import ngay
from sotay.ui.forms import DayField

LONGEST = 8000


class BeginForm(forms.Form):
    """A half, or any days; the rest is folded."""

    period_key = forms.ChoiceField(label=_("Kỳ báo cáo"), required=False)
    from_date = DayField(
        label=_("Từ ngày"),
        required=False,
        help_text=_("Để trống: theo kỳ báo cáo. Đổi được cho cả kỳ và ngày tự chọn."),
    )
    to_date = DayField(label=_("Đến ngày"), required=False)
    about = forms.ChoiceField(label=_("Về"), choices=Questionnaire.About.choices, required=False)
    title = forms.CharField(
        label=_("Tên báo cáo"), max_length=300, required=False, help_text=_("Để trống: tên thường dùng theo kỳ.")
    )

    def __init__(self, *args: Any, halves: Sequence[tuple[Period, Period]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = {period.key: days for period, days in halves}
        told = [(one.key, f"{one.name} ({ngay(days.start)} – {ngay(days.end)})") for one, days in halves]
        self.fields["period_key"].choices = [*told, ("", _("Ngày tự chọn"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Fill the days of the half, and what this is about; without a half both days have to be named."""
        found: dict[str, Any] = super().clean() or {}
        days = self.days.get(found.get("period_key", ""))
        for name, of_half in (("from_date", "start"), ("to_date", "end")):
            if name in self.errors or found.get(name):
                continue
            if days is None:
                self.add_error(name, _("Hãy ghi ngày, hoặc chọn một kỳ báo cáo."))
            else:
                found[name] = getattr(days, of_half)
        found["about"] = found.get("about") or Questionnaire.About.SERVICES.value
        return found


def _text(label: Any, *, rows: int = 4, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, required=False, widget=forms.Textarea({"rows": rows}), help_text=help_text
    )


class WriteForm(forms.Form):
    """The texts of a synthesis, first of all; its title and days are folded."""

    assessment = _text(_("Nhận xét, đánh giá"))
    opinions = _text(
        _("Ý kiến nổi bật"), rows=3, help_text=_("Tóm tắt góp ý; không ghi tên, số điện thoại của người trả lời.")
    )
    actions = _text(_("Giải pháp"), help_text=_("Việc sẽ làm, ai làm, khi nào xong."))
    title = forms.CharField(label=_("Tên báo cáo"), max_length=300, required=False)
    from_date = DayField(label=_("Từ ngày"))
    to_date = DayField(label=_("Đến ngày"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, one: Synthesis, figures: dict[str, Any], **kwargs: Any) -> None:
        drafted = drafts(figures) if not any(getattr(one, name) for name in TEXTS) else {}
        initial = {name: getattr(one, name) for name in ("title", "from_date", "to_date", "version")}
        initial |= {name: getattr(one, name) or drafted.get(name, "") for name in TEXTS}
        super().__init__(*args, initial=initial, **kwargs)


class _OfOne(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, one: Synthesis, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": one.version}, **kwargs)


class SubmitForm(_OfOne):
    """A word to who approves."""

    note = forms.CharField(label=_("Ghi chú cho người duyệt"), max_length=500, required=False)


class PublishForm(_OfOne):
    """Nothing to fill in: it is confirmed."""


class ReasonForm(_OfOne):
    """Why a draft is given up, or results are shown no longer."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
