"""Shape of input about external providers."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.operation.providers import queries
from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.operation.providers.writing import PLAIN
from sotay.ui.forms import ChoiceCards, DayField

Outcome = ProviderEvaluation.Outcome


class ProviderForm(forms.Form):
    """A provider: who, what, for which unit, since when, by which criteria; the rest is folded."""

    name = forms.CharField(label=_("Tên nhà cung cấp"), max_length=300)
    subject = forms.CharField(
        label=_("Sản phẩm, dịch vụ cung cấp"),
        max_length=500,
        help_text=_("Ví dụ: chuyển phát hồ sơ và kết quả; bảo trì phần mềm một cửa; thẩm định giá đất."),
    )
    supplies = forms.ChoiceField(
        label=_("Loại"), choices=Provider.Supplies.choices, initial=Provider.Supplies.SERVICE, required=False
    )
    unit = forms.ModelChoiceField(label=_("Đơn vị quản lý"), queryset=Unit.objects.none(), empty_label=_("(chọn)"))
    from_date = DayField(label=_("Cung cấp từ ngày"))
    criteria = forms.CharField(
        label=_("Tiêu chí lựa chọn, đánh giá"),
        widget=forms.Textarea({"rows": 5}),
        max_length=4000,
        help_text=_("Mỗi dòng một tiêu chí; được giữ nguyên văn trong từng lần đánh giá."),
    )
    control = forms.CharField(
        label=_("Cách kiểm soát"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Ai kiểm tra, kiểm tra gì, bao lâu một lần, khi nghiệm thu cần gì."),
    )
    contract = forms.CharField(label=_("Hợp đồng, văn bản"), required=False, max_length=200)
    contact = forms.CharField(label=_("Liên hệ"), required=False, max_length=300)
    code = forms.CharField(
        label=_("Mã"), required=False, max_length=40, help_text=_("Để trống thì lấy số kế tiếp của năm.")
    )

    def __init__(self, *args: Any, viewer: Actor, on: date, provider: Provider | None = None, **kwargs: Any) -> None:
        units = queries.units_to_write(viewer=viewer, on=on)
        if provider is not None:
            initial = {name: getattr(provider, name) for name in (*PLAIN, "version")}
            units = units | Unit.objects.of(viewer).filter(pk=provider.unit_id)
        else:
            some = list(units[:2])
            initial = {"from_date": on, "unit": some[0] if len(some) == 1 else None}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_supplies(self) -> str:
        """Return the kind, a service where none was chosen."""
        return self.cleaned_data["supplies"] or Provider.Supplies.SERVICE


class ChangeProviderForm(ProviderForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class EndForm(forms.Form):
    """Since when a provider supplies no more, and why."""

    ended_date = DayField(label=_("Thôi cung cấp từ ngày"))
    reason = forms.CharField(
        label=_("Lý do thôi"), max_length=300, help_text=_("Ví dụ: hết hạn hợp đồng, không đạt khi đánh giá.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, provider: Provider, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": provider.version, "ended_date": on}, **kwargs)


class ResumeForm(forms.Form):
    """Why a provider is taken up again."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=300, help_text=_("Ví dụ: ký hợp đồng mới; đã ghi nhầm nhà cung cấp thôi cung cấp.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, provider: Provider, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": provider.version}, **kwargs)


class EvaluationForm(forms.Form):
    """What an evaluation came to."""

    date = DayField(label=_("Ngày đánh giá"))
    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        choices=Outcome.choices,
        widget=ChoiceCards(
            descriptions={
                Outcome.KEEP: _("Đáp ứng các tiêu chí; tiếp tục cung cấp."),
                Outcome.WATCH: _("Còn điểm chưa đáp ứng; nêu yêu cầu cải thiện."),
                Outcome.END: _("Không đáp ứng; thôi sử dụng, tìm nhà cung cấp khác."),
            }
        ),
    )
    findings = forms.CharField(
        label=_("Nhận xét theo tiêu chí"),
        max_length=8000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Nêu số liệu, sự việc làm căn cứ cho từng tiêu chí."),
    )
    improvement = forms.CharField(
        label=_("Yêu cầu cải thiện"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Cần có khi đạt có điều kiện: việc phải làm và thời hạn."),
    )
    ends = forms.BooleanField(
        label=_("Ghi luôn nhà cung cấp thôi cung cấp từ ngày đánh giá"),
        required=False,
        help_text=_("Chỉ khi kết quả là không đạt; cũng có thể ghi sau, với ngày khác."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, provider: Provider, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": provider.version, "date": on}, **kwargs)
        if provider.state == Provider.State.ENDED:
            del self.fields["ends"]


class WithdrawForm(forms.Form):
    """Why an evaluation is withdrawn."""

    reason = forms.CharField(
        label=_("Lý do rút"), max_length=300, help_text=_("Ví dụ: ghi nhầm nhà cung cấp, nhầm kết quả.")
    )
