"""Shape of input about what happens to a dossier; every act may name a past moment, and is now where it names none."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit, User
from sotay.agency.vietnamese import nfc, one_line
from sotay.context.models import Service
from sotay.operation.dossiers.clock import SPANS
from sotay.operation.dossiers.models import Dossier, DossierEvent
from sotay.operation.procedures.models import ProcedureStep
from sotay.ui.forms import ChoiceCards, DayField

MOMENT = ("day", "hour")
AREA = {"rows": 3}
_HOUR = re.compile(r"(?P<hour>\d{1,2})\s*(?:[hg:.]|giờ)\s*(?:(?P<minute>\d{2})\s*(?:phút|ph|p)?)?\Z", re.IGNORECASE)


def reason_field(label: Any, help_text: Any = "") -> forms.CharField:
    """Return the field of a reason."""
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(AREA), help_text=help_text)


class HourField(forms.TimeField):
    """An hour, read from 08:30, 8h30, 8 giờ 30, 8.30 or 8h."""

    default_error_messages = {"invalid": _("Giờ viết dạng giờ:phút, ví dụ 08:30 hoặc 8h30.")}

    def to_python(self, value: Any) -> time | None:
        """Return the hour; ValidationError with an example when it is none."""
        if isinstance(value, str) and (found := _HOUR.match(nfc(value).strip())):
            value = f"{found['hour']}:{found['minute'] or '00'}"
        return super().to_python(value)


class MomentForm(forms.Form):
    """When something happened: nothing for now, or a day, with its hour where that matters."""

    day = DayField(
        label=_("Ngày xảy ra"), required=False, help_text=_("Để trống nếu là bây giờ; ghi ngày đã qua khi nhập sau.")
    )
    hour = HourField(label=_("Giờ"), required=False, widget=forms.TextInput({"placeholder": "08:30"}))

    def clean(self) -> dict[str, Any]:
        """Make one moment, `at`, of day and hour."""
        found = super().clean() or self.cleaned_data
        day, hour = found.pop("day", None), found.pop("hour", None)
        if not self.errors.get("day") and not self.errors.get("hour"):
            found["at"] = self.moment(day, hour)
        return found

    def moment(self, day: date | None, hour: time | None) -> datetime | None:
        """Return the moment meant; a past day without an hour is its end of work."""
        today = timezone.localdate()
        if day is None and hour is None:
            return None
        if hour is None and day == today:
            return None
        return timezone.make_aware(datetime.combine(day or today, hour or self.hour_of(day or today)))

    def hour_of(self, _day: date) -> time:
        """Return the hour of a past day of which none was said."""
        return SPANS[-1][1]


class OfDossier(MomentForm):
    """When something happened to a dossier that is known."""

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier

    def hour_of(self, day: date) -> time:
        """Return the end of work, or the moment of what happened last where that was later on the day."""
        rows = DossierEvent.objects.filter(agency_id=self.dossier.agency_id, dossier=self.dossier).order_by("-order")
        last = rows.values_list("at", flat=True).first()
        if last is not None and timezone.localtime(last).date() == day:
            return max(super().hour_of(day), timezone.localtime(last).time())
        return super().hour_of(day)


class ActForm(OfDossier):
    """An act upon a dossier: its version, and the moment."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, dossier: Dossier, viewer: Actor, on: date, **kwargs: Any) -> None:
        initial = {"version": dossier.version} | (kwargs.pop("initial", None) or {})
        super().__init__(*args, dossier=dossier, initial=initial, **kwargs)
        self.viewer, self.on = viewer, on


class ToForm(ActForm):
    """To which step, unit and person a dossier goes."""

    to_step = forms.ModelChoiceField(
        label=_("Bước"), queryset=ProcedureStep.objects.none(), required=False, empty_label=_("(giữ nguyên bước)")
    )
    to_user = forms.ModelChoiceField(
        label=_("Người nhận"), queryset=User.objects.none(), required=False, empty_label=_("(chưa rõ người)")
    )
    to_unit = forms.ModelChoiceField(
        label=_("Đơn vị nhận"), queryset=Unit.objects.none(), required=False, empty_label=_("(theo bước)")
    )

    def __init__(self, *args: Any, dossier: Dossier, viewer: Actor, on: date, **kwargs: Any) -> None:
        steps = self.steps_of(dossier)
        first = steps[0] if steps else None
        unit = (first.unit if first else None) or dossier.unit
        known = {"to_step": first, "to_unit": unit, "to_user": _only_holder(first, viewer=viewer, on=on)}
        kwargs["initial"] = known | (kwargs.pop("initial", None) or {})
        super().__init__(*args, dossier=dossier, viewer=viewer, on=on, **kwargs)
        fields: dict[str, Any] = self.fields
        if dossier.variant_id is None:
            del fields["to_step"]
        else:
            fields["to_step"].queryset = ProcedureStep.objects.filter(pk__in=[one.pk for one in steps]).order_by(
                "position"
            )
            fields["to_step"].label_from_instance = lambda one: f"{one.number or one.position}. {one.work}"[:120]
        fields["to_unit"].queryset = Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")
        seated = Seat.objects.of(viewer).in_force(on)
        fields["to_user"].queryset = User.objects.filter(pk__in=seated.values("user"), is_active=True).order_by(
            "name_sort", "pk"
        )

    def steps_of(self, dossier: Dossier) -> list[ProcedureStep]:
        """Return the steps it may go to, the likeliest first."""
        return _steps(dossier, after=True)


class HandOverForm(ToForm):
    """The check of what was done, and to whom it goes."""

    note = forms.CharField(
        label=_("Ghi chú khi chuyển"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )


class SendBackForm(ToForm):
    """Why what was done did not pass, and to whom it goes back."""

    reason = reason_field(_("Lý do trả lại"))
    field_order = ("reason", "to_step", "to_user", "to_unit", "day", "hour")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "to_step" in self.fields:
            field: Any = self.fields["to_step"]
            field.required, field.empty_label = True, None

    def steps_of(self, dossier: Dossier) -> list[ProcedureStep]:
        """Return the steps before the present one, the nearest first."""
        return _steps(dossier, after=False)


class SupplementForm(ActForm):
    """Which papers are missing, and why: once for all of them."""

    lacking = forms.MultipleChoiceField(
        label=_("Giấy tờ cần bổ sung"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chọn giấy tờ còn thiếu hoặc chưa đúng; giấy tờ khác ghi ở ô dưới."),
    )
    others = forms.CharField(
        label=_("Giấy tờ, nội dung khác"), required=False, max_length=4000, widget=forms.Textarea(AREA),
        help_text=_("Mỗi dòng một giấy tờ."),
    )  # fmt: skip
    reason = reason_field(_("Lý do"), _("Vì sao hồ sơ chưa đủ, chưa đúng; in trên phiếu yêu cầu bổ sung."))
    number = forms.CharField(label=_("Số phiếu"), required=False, max_length=60)
    field_order = ("lacking", "others", "reason", "number", "day", "hour")

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, dossier=dossier, **kwargs)
        self.known = {str(one.position): one for one in dossier.service.papers.order_by("position")}
        choices = [(key, one.name) for key, one in self.known.items()]
        if choices:
            self.fields["lacking"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["lacking"]

    def clean(self) -> dict[str, Any]:
        """Make one list of papers."""
        found = super().clean()
        chosen = [self.known[key] for key in found.pop("lacking", [])]
        lines = [one_line(line) for line in (found.pop("others", "") or "").splitlines()]
        papers = [{"name": one.name, "originals": one.originals, "copies": one.copies} for one in chosen]
        papers += [{"name": line[:600], "originals": 0, "copies": 0} for line in lines if line]
        if not papers and "others" not in self.errors:
            self.add_error("others", _now("Hãy chọn hoặc ghi ít nhất một giấy tờ cần bổ sung."))
        found["papers"] = papers
        return found


class NoteForm(ActForm):
    """A note, where there is something to say."""

    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))


class ReasonForm(ActForm):
    """Why."""

    reason = reason_field(_("Lý do"))
    field_order = ("reason", "day", "hour")


class StopForm(ReasonForm):
    """Why a dossier is stopped, and the notice that says so."""

    number = forms.CharField(label=_("Số thông báo"), required=False, max_length=60)
    signed_by = forms.CharField(label=_("Người ký"), required=False, max_length=200)
    field_order = ("reason", "number", "signed_by", "day", "hour")


class ApologyForm(StopForm):
    """Until when the result will be there, and why not before."""

    new_due_date = DayField(label=_("Hẹn lại đến ngày"))
    number = forms.CharField(label=_("Số văn bản"), required=False, max_length=60)
    field_order = ("new_due_date", "reason", "number", "signed_by", "day", "hour")


class ResultForm(ActForm):
    """The result: number, day, who approved it; a written refusal is one."""

    result_number = forms.CharField(label=_("Số, ký hiệu kết quả"), max_length=80)
    day = DayField(label=_("Ngày phê duyệt kết quả"))
    result_approved_by = forms.CharField(
        label=_("Người phê duyệt"), max_length=200, help_text=_("Họ tên và chức vụ, như ký trên kết quả.")
    )
    is_rejected = forms.BooleanField(label=_("Kết quả là văn bản từ chối giải quyết"), required=False)
    field_order = ("result_number", "day", "result_approved_by", "is_rejected", "hour")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, initial={"day": on}, **kwargs)


class ReturnForm(ActForm):
    """How the result was returned and who took it."""

    taken_by = forms.CharField(
        label=_("Người nhận kết quả"), max_length=300,
        help_text=_("Người nộp hoặc người được ủy quyền; ghi tên là xác nhận đã nhận đủ kết quả."),
    )  # fmt: skip
    returned_how = forms.ChoiceField(label=_("Hình thức trả"), choices=Service.Channel.choices, widget=ChoiceCards)
    field_order = ("taken_by", "returned_how", "day", "hour")

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(
            *args, dossier=dossier, initial={"returned_how": dossier.wanted_how or Service.Channel.DIRECT}, **kwargs
        )


class PaperForm(OfDossier):
    """What became of originals."""


class ReturnedPaperForm(PaperForm):
    """When originals were given back."""


class LostPaperForm(PaperForm):
    """How originals were lost or damaged."""

    reason = reason_field(_("Mất, hư hỏng thế nào"), _("Cũng ghi đã báo, xin lỗi người nộp và cách khắc phục."))
    field_order = ("reason", "day", "hour")


def _only_holder(step: ProcedureStep | None, *, viewer: Actor, on: date) -> int | None:
    """Return the person who does a step where only one holds its role."""
    if step is None or not step.role:
        return None
    seats = Seat.objects.of(viewer).in_force(on).filter(role=step.role)
    if step.unit_id and step.role in Seat.IN_A_UNIT:
        seats = seats.filter(unit=step.unit_id)
    people = set(seats.values_list("user_id", flat=True)[:2])
    return people.pop() if len(people) == 1 else None


def _steps(dossier: Dossier, *, after: bool) -> list[ProcedureStep]:
    if dossier.variant_id is None:
        return []
    here = dossier.step.position if dossier.step else 0
    rows = ProcedureStep.objects.filter(agency_id=dossier.agency_id, variant_id=dossier.variant_id).select_related(
        "unit"
    )
    if after:
        return list(rows.filter(position__gt=here).order_by("position"))
    return list(rows.filter(position__lt=here).order_by("-position"))
