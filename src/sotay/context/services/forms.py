"""Shape of input about services."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.context.services import queries
from sotay.context.services.content import LONGEST, Content, bases_of, limits_of, papers_of
from sotay.context.services.models import Service
from sotay.ui.forms import DayField

LINES_OF_LIMITS = _(
    "Như in trong quyết định, mỗi trường hợp một dòng; khác nhau theo hình thức nộp thì ghi hình thức trước, ví dụ: "
    "Trực tuyến: 5 ngày làm việc."
)
LINES_OF_PAPERS = _("Mỗi giấy tờ một dòng, số bản ghi trong ngoặc: Đơn đề nghị (1 bản chính, 2 bản sao).")


class DecisionForm(forms.Form):
    """The decision by which something is done: number, day signed, day of effect."""

    decision = forms.CharField(
        label=_("Số, ký hiệu quyết định"),
        max_length=LONGEST["decision"],
        help_text=_("Quyết định công bố, ví dụ 1234/QĐ-UBND."),
    )
    decision_date = DayField(label=_("Ngày ký quyết định"))
    effective_date = DayField(
        label=_("Áp dụng từ ngày"), required=False, help_text=_("Để trống thì lấy ngày ký quyết định.")
    )


class ServiceForm(DecisionForm):
    """A service as its decision prints it: four fields are needed, the rest is folded and may come later."""

    code = forms.CharField(
        label=_("Mã thủ tục"), max_length=LONGEST["code"], help_text=_("Như đã công bố, ví dụ 1.013124.")
    )
    name = forms.CharField(label=_("Tên thủ tục"), max_length=LONGEST["name"], widget=forms.Textarea({"rows": 2}))
    limits = forms.CharField(
        label=_("Thời hạn giải quyết"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=LINES_OF_LIMITS,
    )
    field = forms.CharField(label=_("Lĩnh vực"), max_length=LONGEST["field"], required=False)
    levels = forms.MultipleChoiceField(
        label=_("Cấp thực hiện"),
        choices=Service.Level.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    channels = forms.MultipleChoiceField(
        label=_("Hình thức nộp"),
        choices=Service.Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    papers = forms.CharField(
        label=_("Thành phần hồ sơ"), required=False, widget=forms.Textarea({"rows": 5}), help_text=LINES_OF_PAPERS
    )
    papers_count = forms.IntegerField(
        label=_("Số thành phần hồ sơ"), required=False, min_value=0, max_value=999, help_text=_("Như đã công bố.")
    )
    fees = forms.CharField(label=_("Phí, lệ phí"), required=False, widget=forms.Textarea({"rows": 3}))
    bases = forms.CharField(
        label=_("Căn cứ pháp lý"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Mỗi văn bản một dòng; văn bản có trong danh mục được nối tới trang của nó."),
    )
    authority = forms.CharField(label=_("Cơ quan thực hiện"), max_length=LONGEST["authority"], required=False)
    kind = forms.CharField(label=_("Loại thủ tục"), max_length=LONGEST["kind"], required=False)
    result = forms.CharField(label=_("Kết quả thực hiện"), max_length=LONGEST["result"], required=False)
    conditions = forms.CharField(label=_("Yêu cầu, điều kiện"), required=False, widget=forms.Textarea({"rows": 3}))
    address = forms.URLField(
        label=_("Địa chỉ trên cổng dịch vụ công"),
        max_length=LONGEST["address"],
        required=False,
        assume_scheme="https",
    )
    field_order = ("code", "name", "decision", "decision_date", "effective_date", "limits")

    def clean(self) -> dict[str, Any]:
        """Return the fields of a `Content`: what is written one a line becomes rows."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name, read in (("limits", limits_of), ("papers", papers_of), ("bases", bases_of)):
            if name in values:
                values[name] = read(values[name])
        if values.get("levels"):
            values["levels_text"] = ""
        return values


class NewServiceForm(ServiceForm):
    """The same with the unit that settles it."""

    unit = forms.ModelChoiceField(
        label=_("Đơn vị giải quyết"), queryset=Unit.objects.none(), required=False, empty_label=_("Chưa giao")
    )

    def __init__(self, *args: Any, viewer: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = queries.units_to_settle(viewer=viewer).in_force(on)  # type: ignore[attr-defined]


class ChangeServiceForm(ServiceForm):
    """The same filled with what stands, but for the decision: the change is another decision's; with the version read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, service: Service, content: Content, **kwargs: Any) -> None:
        values: dict[str, Any] = {name: content.said(name) for name in ("limits", "papers", "bases")}
        plain = (
            "code",
            "name",
            "field",
            "fees",
            "authority",
            "kind",
            "result",
            "conditions",
            "address",
            "papers_count",
        )
        values |= {name: getattr(content, name) for name in plain}
        values |= {"levels": list(content.levels), "channels": list(content.channels), "version": service.version}
        super().__init__(*args, initial=values, **kwargs)


class UndoneForm(DecisionForm):
    """The decision that abolishes a service or publishes it again, with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": service.version}, **kwargs)


class AbolishForm(UndoneForm):
    """The same, where the day it is offered no more is needed."""

    effective_date = DayField(label=_("Bãi bỏ từ ngày"))


class AssignForm(forms.Form):
    """The unit that settles a service."""

    unit = forms.ModelChoiceField(
        label=_("Đơn vị giải quyết"), queryset=Unit.objects.none(), required=False, empty_label=_("Chưa giao")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, service: Service, viewer: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"unit": service.unit_id, "version": service.version}, **kwargs)
        units = queries.units_to_settle(viewer=viewer)
        standing = units.in_force(on) | units.filter(pk=service.unit_id)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = standing  # type: ignore[attr-defined]


class DateDecisionForm(forms.Form):
    """The day a decision was signed that came without one."""

    decision_date = DayField(label=_("Ngày ký quyết định"))
    effective_date = DayField(
        label=_("Áp dụng từ ngày"), required=False, help_text=_("Để trống thì lấy ngày ký quyết định.")
    )


class WebForm(forms.Form):
    """Where and when the list on the web was brought up to date."""

    web_address = forms.URLField(
        label=_("Địa chỉ trang đã cập nhật"), max_length=LONGEST["address"], assume_scheme="https"
    )
    web_date = DayField(label=_("Ngày cập nhật"))
