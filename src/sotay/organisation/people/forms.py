"""Shape of input about people and seats."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit, User
from sotay.organisation.decisions.forms import DecisionForm, RestsOnDecision
from sotay.organisation.people import queries
from sotay.organisation.people.given import SeatGiven
from sotay.ui.forms import DayField

ROLES = [("", _("(chọn vai trò)")), *Seat.Role.choices]
USERNAME = RegexValidator(r"^[a-z0-9._-]+$", _("Chỉ dùng chữ thường không dấu, số, dấu chấm, gạch nối, gạch dưới."))


class PersonInput(forms.TextInput):
    """A person typed by name, with the members of the agency offered by the browser (`datalist` #people)."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"list": "people", "autocomplete": "off", **(attrs or {})})


class PersonField(forms.CharField):
    """A person: username, full name of a member, or `Name (username)`; needs `viewer` and `on` before cleaning."""

    widget = PersonInput
    viewer: Actor
    on: date

    def clean(self, value: Any) -> User | None:
        """Return the person; ValidationError when nobody or more than one is meant."""
        text = super().clean(value)
        if not text:
            return None
        people = queries.find_person(text, viewer=self.viewer, on=self.on)
        if len(people) == 1:
            return people[0]
        if people:
            raise forms.ValidationError(
                _("Có nhiều người cùng tên; hãy ghi tên đăng nhập: %s.") % ", ".join(one.username for one in people),
                code="several",
            )
        raise forms.ValidationError(
            _("Không tìm thấy người này; hãy chọn trong danh sách hoặc ghi đúng tên đăng nhập."), code="nobody"
        )


def unit_field(*, required: bool = False) -> forms.ModelChoiceField:
    """Return a field for a unit; the form fills its queryset."""
    return forms.ModelChoiceField(
        label=_("Đơn vị"), queryset=Unit.objects.none(), required=required, empty_label=_("(toàn cơ quan)")
    )


class SeatPart(RestsOnDecision):
    """What every form that gives a seat asks; the decision stands under the fold."""

    unit = unit_field()
    role = forms.ChoiceField(label=_("Vai trò"), choices=ROLES)
    from_date = DayField(label=_("Từ ngày"))
    title = forms.CharField(
        label=_("Chức danh"), max_length=120, required=False, help_text=_("Như ghi trên văn bản, ví dụ Chi cục trưởng.")
    )
    manner = forms.ChoiceField(label=_("Cách giữ"), choices=Seat.Manner.choices, initial=Seat.Manner.FULL)

    def __init__(self, *args: Any, viewer: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        units = Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["from_date"].initial = on
        self.fields["manner"].required = False

    def clean_manner(self) -> str:
        """Take the usual manner when none was chosen."""
        return self.cleaned_data["manner"] or Seat.Manner.FULL


class AddPersonForm(SeatPart):
    """A new person: account and first seat; four fields are required."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=80,
        validators=[USERNAME],
        help_text=_("Ví dụ annv; không dấu, viết thường."),
    )
    email = forms.EmailField(label=_("Thư điện tử"), required=False)

    field_order = ["full_name", "username", "role", "unit", "from_date", "title", "manner", "email"]

    def clean_username(self) -> str:
        """Return it as it is stored."""
        return str(self.cleaned_data["username"]).strip().lower()


class GiveSeatForm(SeatPart):
    """A seat for a person who has an account."""

    person = PersonField(label=_("Người giữ"), max_length=210)
    to_date = DayField(label=_("Đến hết ngày"), required=False)

    field_order = ["person", "role", "unit", "from_date", "title", "manner", "to_date"]

    def __init__(self, *args: Any, viewer: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, on=on, **kwargs)
        tell(self.fields["person"], viewer=viewer, on=on)


class ChangeSeatForm(SeatPart):
    """How a seat is titled, held and founded; person, role and unit stay."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["title", "manner", "from_date", "decision"]

    def __init__(self, *args: Any, seat: Seat, viewer: Actor, on: date, **kwargs: Any) -> None:
        names = ("title", "manner", "from_date", "decision", "version")
        initial = {name: getattr(seat, name) for name in names}
        super().__init__(*args, viewer=viewer, on=on, initial=initial, **kwargs)
        del self.fields["role"], self.fields["unit"]


class EndSeatForm(forms.Form):
    """The last day of a seat and why it ends."""

    to_date = DayField(label=_("Ngày cuối giữ vai trò"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: nghỉ hưu, chuyển công tác."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, seat: Seat, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": seat.version, "to_date": on}, **kwargs)


class TransferSeatForm(RestsOnDecision):
    """Where a seat moves, from when and why."""

    unit = unit_field(required=True)
    date = DayField(label=_("Từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["unit", "date", "reason"]

    def __init__(self, *args: Any, seat: Seat, viewer: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, initial={"version": seat.version, "date": on}, **kwargs)
        units = Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")
        self.fields["unit"].queryset = units.exclude(pk=seat.unit_id)  # type: ignore[attr-defined]
        self.fields["unit"].empty_label = _("(chọn đơn vị)")  # type: ignore[attr-defined]


class AppointmentForm(DecisionForm):
    """The decision of an appointment of several people: number, day, and from when they hold their seats."""

    from_date = DayField(label=_("Giữ vai trò từ ngày"), required=False, help_text=_("Để trống thì từ ngày ký."))
    field_order = ["number", "date", "from_date", "summary", "signer_name", "signer_title", "file"]


class AppointmentLine(forms.Form):
    """One line of the decision; an empty line counts for nothing."""

    person = PersonField(label=_("Người"), max_length=210, required=False)
    role = forms.ChoiceField(label=_("Vai trò"), choices=ROLES, required=False)
    unit = unit_field()
    title = forms.CharField(label=_("Chức danh"), max_length=120, required=False)

    def __init__(self, *args: Any, viewer: Actor, on: date, units: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell(self.fields["person"], viewer=viewer, on=on)
        self.fields["unit"].queryset = Unit.objects.of(viewer).in_force(on)  # type: ignore[attr-defined]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]  # read once for all lines

    def clean(self) -> dict[str, Any]:
        """Ask for the other half of a line half filled in."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("person") and not cleaned.get("role"):
            self.add_error("role", _("Chọn vai trò."))
        if cleaned.get("role") and not cleaned.get("person") and "person" not in self.errors:
            self.add_error("person", _("Ghi tên người."))
        return cleaned

    @property
    def line(self) -> SeatGiven | None:
        """The line as the command takes it; None for an empty one."""
        if not self.cleaned_data.get("person"):
            return None
        return SeatGiven(**{name: self.cleaned_data[name] for name in ("person", "role", "unit", "title")})


def tell(field: forms.Field, *, viewer: Actor, on: date) -> None:
    """Tell a field for people who asks, and on which day."""
    field.viewer, field.on = viewer, on  # type: ignore[attr-defined]
