"""Shape of input about assignments."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import User
from sotay.agency.models.calendar import calendar_of
from sotay.organisation.people.owner_field import Offered, OwnerField, owners_offered
from sotay.organisation.people.queries import members
from sotay.ui.forms import ChoiceCards, DayField
from sotay.work.assignments.models import Assignment, Extension
from sotay.work.assignments.sight import oversees_all

WORKING_DAYS = 7


class HelpersField(forms.ModelMultipleChoiceField):
    """Who helps."""

    def value_in(self, record: Assignment) -> list[int]:
        """Return who helps with an assignment now."""
        return list(record.helpers.order_by("user__name_sort", "pk").values_list("user_id", flat=True))


class GiveForm(forms.Form):
    """What is to be done, by whom and when, what is wanted, who helps."""

    title = forms.CharField(
        label=_("Nội dung công việc"), max_length=300, help_text=_("Ví dụ: Rà soát quy trình cấp phép đường thủy.")
    )
    owner = OwnerField(
        label=_("Người thực hiện"),
        help_text=_("Chọn chức danh để công việc ở lại với chức danh khi đổi người; chọn người để giao đích danh."),
    )
    due_date = DayField(label=_("Hạn"))
    what = forms.CharField(
        label=_("Yêu cầu, kết quả cần đạt"), required=False, max_length=5000, widget=forms.Textarea({"rows": 4})
    )
    helping = HelpersField(
        label=_("Phối hợp"), queryset=User.objects.none(), required=False, widget=forms.SelectMultiple({"size": 6})
    )

    def __init__(self, *args: Any, viewer: Actor, on: date, given: Assignment | None = None, **kwargs: Any) -> None:
        due = given.due_date if given else calendar_of(viewer.agency).add_working_days(on, WORKING_DAYS)
        super().__init__(*args, initial={"due_date": due} | (_values(given) if given else {}), **kwargs)
        self.fields["owner"].offer(viewer=viewer, on=on, current=given, offered=_offered(viewer, on=on))  # type: ignore[attr-defined]
        self.fields["helping"].queryset = _helpers(viewer, on=on, given=given)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Give the helpers as the command takes them."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["helpers"] = tuple(cleaned.pop("helping", None) or ())
        return cleaned


class ChangeForm(GiveForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """Nothing but the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Assignment | Extension, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": row.version}, **kwargs)


class ReasonForm(VersionForm):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea({"rows": 3}))


class FinishForm(VersionForm):
    """What came of it, since when, and what proves it; what was told before and sent back stands there to be added to."""

    result = forms.CharField(
        label=_("Kết quả"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Đã làm gì; số, ngày văn bản hoặc số liệu chứng minh."),
    )
    done_date = DayField(
        label=_("Ngày hoàn thành"), required=False, help_text=_("Để trống là hôm nay; ghi ngày thực tế nếu xong trước.")
    )
    file = forms.FileField(
        label=_("Tệp minh chứng"), required=False, help_text=_("Có thể thêm tệp khác ở trang công việc.")
    )

    def __init__(self, *args: Any, row: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial["result"] = row.result


class AskForm(VersionForm):
    """Which later day, and why."""

    wanted_date = DayField(label=_("Xin hạn đến"))
    reason = forms.CharField(label=_("Lý do xin gia hạn"), max_length=500, widget=forms.Textarea({"rows": 3}))


class AnswerForm(VersionForm):
    """Whether the later day is granted."""

    granted = forms.TypedChoiceField(
        label=_("Trả lời"),
        choices=[("yes", _("Đồng ý gia hạn")), ("no", _("Không gia hạn"))],
        coerce=lambda value: value == "yes",
        widget=ChoiceCards(
            descriptions={"yes": _("Hạn của công việc đổi sang ngày xin."), "no": _("Giữ hạn hiện nay.")}
        ),
    )
    answer = forms.CharField(
        label=_("Ý kiến"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Không gia hạn thì cần nêu lý do."),
    )


def _values(given: Assignment) -> dict[str, Any]:
    return {
        "title": given.title,
        "owner": given,
        "what": given.what,
        "helping": [helper.user_id for helper in given.helpers.all()],
        "version": given.version,
    }


def _offered(viewer: Actor, *, on: date) -> Offered:
    """Return whom the viewer may give to: everybody, or seats and people of the own units."""
    offered = owners_offered(viewer=viewer, on=on)
    if oversees_all(viewer):
        return offered
    units = viewer.unit_ids()
    return Offered(
        seats=tuple(one for one in offered.seats if one[2].unit is not None and one[2].unit.pk in units),
        people=tuple(one for one in offered.people if one[2].user == viewer.user or one[2].user_units & units),
    )


def _helpers(viewer: Actor, *, on: date, given: Assignment | None) -> QuerySet[User]:
    """Return who can help: the people of the agency, and those who help already."""
    chosen = Q(pk__in=members(viewer=viewer, on=on).values("pk"))
    if given:
        chosen |= Q(pk__in=given.helpers.values("user"))
    return User.objects.filter(chosen).order_by("name_sort", "pk")
