"""Shape of input about reviews: the plan, who reports, invitations, texts of inputs, comments, the meeting."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit, User
from sotay.commands import may
from sotay.evaluation.reviews import queries
from sotay.evaluation.reviews.models import Input, Review, ReviewInput
from sotay.organisation.decisions.forms import RestsOnDecision
from sotay.ui.forms import DayField

NEW = ("new_number", "new_date", "new_signer_name", "new_signer_title", "new_file")
PAPER = ("decision", *NEW)
MORNING = time(8)


def only_entered(form: RestsOnDecision, viewer: Actor) -> None:
    """Offer papers that were entered alone, where the viewer may not enter a new one."""
    if not may(viewer, "organisation.manage_decisions"):
        for name in NEW:
            del form.fields[name]


class PlanForm(RestsOnDecision):
    """A review: when, where, who chairs, which days its numbers cover; more under the fold."""

    title = forms.CharField(label=_("Tên cuộc họp"), max_length=300)
    meeting_date = DayField(label=_("Ngày họp"))
    meeting_time = forms.TimeField(
        label=_("Giờ họp"),
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%Hh", "%H"],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
        help_text=_("Ví dụ 08:00; để trống là 08:00."),
        error_messages={"invalid": _("Giờ viết dạng 08:00.")},
    )
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    from_date = DayField(label=_("Số liệu từ ngày"))
    to_date = DayField(label=_("Số liệu đến ngày"))
    chair = forms.ModelChoiceField(
        label=_("Chủ trì"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("(chọn)"),
        help_text=_("Người đứng đầu; cấp phó chủ trì thì nêu văn bản ủy quyền ở phần chi tiết."),
    )
    attendance = forms.CharField(label=_("Thành phần mời"), required=False, widget=forms.Textarea({"rows": 3}))
    comments_due_date = DayField(label=_("Hạn đơn vị góp ý, báo cáo"), required=False)
    secretary = forms.ModelChoiceField(
        label=_("Thư ký cuộc họp"), queryset=User.objects.none(), required=False, empty_label=_("(Thư ký ISO)")
    )
    part_of = forms.CharField(
        label=_("Lồng ghép trong cuộc họp"),
        max_length=300,
        required=False,
        help_text=_("Nếu là một phần của cuộc họp khác: tên cuộc họp đó; biên bản được trích từ biên bản chung."),
    )

    FOLDED = ("secretary", "part_of", *PAPER)
    field_order = (
        "title", "meeting_date", "meeting_time", "place", "chair", "from_date", "to_date", "comments_due_date",
        "attendance", "secretary", "part_of", *PAPER,
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Actor, on: date, review: Review | None = None, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, initial=_plan(review, viewer=viewer, on=on), **kwargs)
        self.fields["decision"].label = gettext("Văn bản ủy quyền chủ trì (đã có)")
        self.fields["new_number"].label = gettext("hoặc số, ký hiệu văn bản ủy quyền mới")
        only_entered(self, viewer)
        chairs, people = queries.possible_chairs(viewer=viewer, on=on), queries.people(viewer=viewer, on=on)
        kept = [pk for pk in (review.chair_id, review.secretary_id) if pk] if review else []
        self.fields["chair"].queryset = chairs | User.objects.filter(pk__in=kept[:1])  # type: ignore[attr-defined]
        self.fields["secretary"].queryset = people | User.objects.filter(pk__in=kept)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Bring day and hour of the meeting to one moment."""
        cleaned = super().clean() or self.cleaned_data
        day, hour = cleaned.pop("meeting_date", None), cleaned.pop("meeting_time", None)
        if day is not None:
            cleaned["meeting_at"] = timezone.make_aware(datetime.combine(day, hour or MORNING))
        return cleaned


class ChangePlanForm(PlanForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReportsForm(forms.Form):
    """Which unit reports on which input."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, review: Review, viewer: Actor, on: date, **kwargs: Any) -> None:
        inputs = queries.inputs_of(review)
        initial = {f"unit_{one.key}": one.unit_id for one in inputs} | {"version": review.version}
        super().__init__(*args, initial=initial, **kwargs)
        units = {str(unit.pk): unit for unit in queries.units_in_force(viewer=viewer, on=on)}
        units |= {str(one.unit_id): one.unit for one in inputs if one.unit is not None}
        choices = [("", _("(Thư ký chuẩn bị)")), *((pk, str(unit)) for pk, unit in units.items())]
        for one in inputs:
            self.fields[f"unit_{one.key}"] = forms.TypedChoiceField(
                label=str(one), choices=choices, coerce=units.get, empty_value=None, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Return the units by input."""
        cleaned = super().clean() or self.cleaned_data
        units = {key: cleaned.pop(f"unit_{key}") for key in Input.values if f"unit_{key}" in cleaned}
        return cleaned | {"units": units}


class InviteForm(forms.Form):
    """When the invitations were sent."""

    invited_date = DayField(label=_("Ngày gửi giấy mời"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class InputForm(forms.Form):
    """What is told of an input in words, and who reports on it."""

    text = forms.CharField(
        label=_("Báo cáo bằng lời"),
        required=False,
        max_length=20000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Nhận xét, phân tích số liệu; nội dung hệ thống chưa có số liệu thì nêu ở đây và đính kèm tệp."),
    )
    unit = forms.ModelChoiceField(
        label=_("Đơn vị báo cáo"), queryset=Unit.objects.none(), required=False, empty_label=_("(Thư ký chuẩn bị)")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, one: ReviewInput, viewer: Actor, on: date, **kwargs: Any) -> None:
        initial = {"text": one.text, "unit": one.unit_id, "version": one.version}
        super().__init__(*args, initial=initial, **kwargs)
        units = queries.units_in_force(viewer=viewer, on=on)
        self.fields["unit"].queryset = units | Unit.objects.of(viewer).filter(pk=one.unit_id)  # type: ignore[attr-defined]


class CommentForm(forms.Form):
    """What a unit adds to an input."""

    key = forms.ChoiceField(label=_("Đầu vào"))
    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=None)
    text = forms.CharField(
        label=_("Ý kiến, báo cáo"),
        max_length=10000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Nếu không có thì ghi “Không có ý kiến”."),
    )

    def __init__(self, *args: Any, review: Review, viewer: Actor, on: date, key: str = "", **kwargs: Any) -> None:
        inputs = queries.inputs_of(review)
        mine = viewer.unit_ids(Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY)
        first = next((one.key for one in inputs if one.unit_id in mine), Input.A)
        super().__init__(*args, initial={"key": key or first, "unit": min(mine, default=None)}, **kwargs)
        self.fields["key"].choices = [(one.key, _offered(one, mine)) for one in inputs]  # type: ignore[attr-defined]
        units = queries.units_in_force(viewer=viewer, on=on)
        units = units.filter(pk__in=mine) if mine else units
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if not mine:
            self.fields["unit"].empty_label = gettext("(cơ quan)")  # type: ignore[attr-defined]


class HoldForm(forms.Form):
    """When the meeting was held and who was there; the numbers are frozen with this."""

    held_date = DayField(label=_("Ngày họp"))
    present = forms.CharField(label=_("Thành phần dự họp"), max_length=5000, widget=forms.Textarea({"rows": 4}))
    absent = forms.CharField(label=_("Vắng mặt"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why a meeting is given up."""

    reason = forms.CharField(label=_("Lý do"), max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)


def _offered(one: ReviewInput, mine: frozenset[int]) -> str:
    return f"{one} – {gettext('đơn vị anh, chị báo cáo')}" if one.unit_id in mine else str(one)


def _plan(review: Review | None, *, viewer: Actor, on: date) -> dict[str, Any]:
    """Return what the form begins with: the plan as it stands, else a year of numbers up to today and the head as chair."""
    if review is None:
        head = Seat.objects.of(viewer).in_force(on).counting_as(Seat.Role.HEAD).order_by("from_date", "pk").first()
        return {
            "title": gettext("Xem xét của lãnh đạo năm %d") % on.year,
            "from_date": date(on.year, 1, 1),
            "to_date": on,
            "chair": head.user_id if head else None,
            "attendance": gettext("Lãnh đạo cơ quan; Ban Chỉ đạo ISO; Thư ký ISO; trưởng các đơn vị."),
        }
    met = timezone.localtime(review.meeting_at)
    names = ("title", "place", "from_date", "to_date", "comments_due_date", "attendance", "part_of", "version")
    return {name: getattr(review, name) for name in names} | {
        "meeting_date": met.date(),
        "meeting_time": f"{met:%H:%M}",
        "chair": review.chair_id,
        "secretary": review.secretary_id,
        "decision": review.authorisation_id,
    }
