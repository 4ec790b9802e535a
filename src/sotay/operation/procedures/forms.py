"""Shape of input about cases, steps, services served and rules of counting."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    Form,
    HiddenInput,
    IntegerField,
    ModelChoiceField,
    Textarea,
    TimeField,
    TimeInput,
)
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit
from sotay.agency.vietnamese import one_line
from sotay.context.models import Service
from sotay.context.services.content import key_of
from sotay.operation.procedures import queries
from sotay.operation.procedures.guards import MOST_STEPS
from sotay.operation.procedures.models import ProcedureRules, ProcedureStep, TimeUnit, Variant
from sotay.operation.procedures.times import UnclearTime, read_time
from sotay.support.models import Document
from sotay.ui.forms import NumberField

LIMIT = {"max_digits": 7, "decimal_places": 2, "min_value": 0, "required": False}
FOLDED = ("role", "unit", "is_external", "after", "number")
"""The fields of a step that nobody needs at first."""
_PLACES = re.compile(r"[\s,;.]+")


class VariantForm(Form):
    """A case: its name, what it is counted in and its two limits."""

    name = CharField(
        label=_("Trường hợp"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: không phải xác minh. Để trống khi quy trình chỉ có một trường hợp."),
    )
    unit = ChoiceField(label=_("Tính bằng"), choices=TimeUnit.choices, initial=TimeUnit.WORKING_DAY)
    limit_value = NumberField(
        label=_("Thời hạn theo quy định"), help_text=_("Như quyết định công bố thủ tục hành chính."), **LIMIT
    )
    own_value = NumberField(
        label=_("Thời hạn thực hiện tại cơ quan"), help_text=_("Không dài hơn thời hạn theo quy định."), **LIMIT
    )
    limit_text = CharField(label=_("Thời hạn như đã ghi"), max_length=500, required=False, widget=Textarea({"rows": 2}))

    def __init__(self, *args: Any, variant: Variant | None = None, **kwargs: Any) -> None:
        names = ("name", "unit", "limit_value", "own_value", "limit_text", "version")
        initial = {name: getattr(variant, name) for name in names} if variant else {}
        super().__init__(*args, initial=initial, **kwargs)


class ChangeVariantForm(VariantForm):
    """The same with the version the page was read with."""

    version = IntegerField(widget=HiddenInput)


class StepForm(Form):
    """A step: what is done, by whom, in which time, with which form and result; the rest is folded."""

    work = CharField(label=_("Nội dung công việc"), max_length=4000, widget=Textarea({"rows": 3}))
    performer = CharField(
        label=_("Trách nhiệm"), max_length=300, required=False, help_text=_("Như ghi trong quy trình.")
    )
    time_text = CharField(
        label=_("Thời gian"),
        max_length=100,
        required=False,
        help_text=_("½, 1/2, 0,5 hoặc 01 ngày; 04 giờ. Để trống khi thời gian tính gộp vào bước khác."),
    )
    forms = CharField(label=_("Biểu mẫu"), max_length=300, required=False)
    result = CharField(label=_("Kết quả"), max_length=300, required=False)
    role = ChoiceField(label=_("Vai trò"), required=False, choices=[("", _("(không chọn)")), *Seat.Role.choices])
    unit = ModelChoiceField(
        label=_("Đơn vị"), required=False, queryset=Unit.objects.none(), empty_label=_("(không chọn)")
    )
    is_external = BooleanField(
        label=_("Thực hiện tại cơ quan khác"), required=False, help_text=_("Thời gian của bước này được cộng riêng.")
    )
    after = CharField(
        label=_("Sau bước"),
        required=False,
        help_text=_("Số thứ tự các bước phải xong trước, ví dụ 2, 3. Để trống là sau bước liền trên; 0 là từ đầu."),
    )
    number = CharField(label=_("Số bước như đã ghi"), max_length=20, required=False)

    def __init__(
        self,
        *args: Any,
        viewer: Actor,
        on: date,
        variant: Variant,
        step: ProcedureStep | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=_values_of(step), **kwargs)
        self.variant, self.step = variant, step
        units = queries.units_for_steps(viewer=viewer, on=on)
        if step is not None and step.unit_id:
            units |= Unit.objects.of(viewer).filter(pk=step.unit_id)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_time_text(self) -> str:
        """Return the time as typed; one that is no single time is refused unless it stood there already."""
        text = one_line(self.cleaned_data["time_text"])
        if self.step is not None and text == self.step.time_text:
            return text
        try:
            read_time(text, unit=self.variant.unit)
        except UnclearTime as error:
            raise ValidationError(
                gettext("Không đọc được “%s”. Viết một thời gian như ½ ngày, 2,5 ngày, 04 giờ.") % text[:60]
            ) from error
        return text

    def clean_after(self) -> list[int]:
        """Return the places of the steps before."""
        words = [word for word in _PLACES.split(self.cleaned_data["after"]) if word]
        if not all(word.isascii() and word.isdecimal() and int(word) <= MOST_STEPS for word in words):
            raise ValidationError(gettext("Ghi số thứ tự các bước, cách nhau bằng dấu phẩy."))
        return sorted({int(word) for word in words})


class ChangeStepForm(StepForm):
    """The same with the version the page was read with."""

    version = IntegerField(widget=HiddenInput)


class Remove(Form):
    """Confirms that something is taken out of a draft."""

    version = IntegerField(widget=HiddenInput)


class ServicesForm(Form):
    """The services a procedure serves, a code on each line."""

    services = CharField(
        label=_("Mã thủ tục hành chính"),
        required=False,
        widget=Textarea({"rows": 8}),
        help_text=_("Mỗi dòng một mã, ví dụ 2.000635; tên đứng sau mã không cần giữ. Xóa dòng để bỏ."),
    )

    def __init__(self, *args: Any, viewer: Actor, document: Document, **kwargs: Any) -> None:
        lines = "\n".join(f"{one.code} {one.name}" for one in queries.services_of(document))
        super().__init__(*args, initial={"services": lines}, **kwargs)
        self.viewer = viewer

    def clean_services(self) -> list[Service]:
        """Return the services; a code the catalogue does not have is named."""
        lines = [line for line in map(one_line, self.cleaned_data["services"].splitlines()) if line]
        keys = {line: key_of(line.split(" ", 1)[0].rstrip(".,;:-–")) for line in lines}
        whole = {line: key_of(line) for line in lines}
        known = queries.known_services([*keys.values(), *whole.values()], viewer=self.viewer)
        found: dict[int, Service] = {}
        for line in lines:
            service = known.get(keys[line]) or known.get(whole[line])
            if service is None:
                self.add_error("services", gettext("Danh mục không có thủ tục mang mã “%s”.") % line[:80])
            else:
                found[service.pk] = service
        return list(found.values())


class ServeForm(Form):
    """Which procedure serves a service."""

    document = ModelChoiceField(
        label=_("Quy trình"), queryset=Document.objects.none(), empty_label=_("(chọn quy trình)")
    )

    def __init__(self, *args: Any, viewer: Actor, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["document"]
        field.queryset = queries.procedures_to_serve(service, viewer=viewer)
        field.label_from_instance = lambda one: f"{one} ({one.field})" if one.field else str(one)


class RulesForm(Form):
    """How dossiers of a procedure are counted."""

    late_from = TimeField(
        label=_("Nhận sau giờ này tính từ ngày làm việc kế tiếp"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%Hh%M", "%Hh", "%H giờ", "%H"],
        widget=TimeInput(format="%H:%M", attrs={"placeholder": "15:00"}),
        help_text=_("Ví dụ 15:00. Để trống là ngày nhận luôn được tính như mọi ngày."),
    )
    pauses_count = BooleanField(label=_("Thời gian tạm dừng vẫn tính vào thời hạn"), required=False)
    version = IntegerField(widget=HiddenInput, required=False)

    def __init__(self, *args: Any, rules: ProcedureRules, **kwargs: Any) -> None:
        names = ("late_from", "pauses_count")
        initial = {name: getattr(rules, name) for name in names} | {"version": rules.version if rules.pk else None}
        super().__init__(*args, initial=initial, **kwargs)


def _values_of(step: ProcedureStep | None) -> dict[str, Any]:
    if step is None:
        return {}
    names = (
        "work", "performer", "time_text", "forms", "result", "role", "is_external", "number", "version",
    )  # fmt: skip
    values = {name: getattr(step, name) for name in names}
    return values | {"unit": step.unit_id, "after": ", ".join(map(str, step.after))}
