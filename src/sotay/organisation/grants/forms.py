"""Shape of input about grants."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Grant, User
from sotay.organisation.decisions.forms import RestsOnDecision
from sotay.organisation.grants import queries
from sotay.organisation.grants.areas import AREAS
from sotay.ui.forms import DayField


class GrantForm(RestsOnDecision):
    """Who is let in, what for, from when to when."""

    to_agency = forms.CharField(
        label=_("Cho cơ quan (tên ngắn)"), max_length=40, required=False, help_text=_("Tên đứng trong địa chỉ trang.")
    )
    to_user = forms.CharField(label=_("hoặc cho người (tên đăng nhập)"), max_length=80, required=False)
    purpose = forms.CharField(label=_("Mục đích"), max_length=300, help_text=_("Ví dụ: kiểm tra theo kế hoạch năm."))
    from_date = DayField(label=_("Từ ngày"))
    to_date = DayField(label=_("Đến hết ngày"))
    areas = forms.MultipleChoiceField(
        label=_("Phạm vi được xem"),
        choices=list(AREAS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn phần nào thì xem được mọi trang dành cho khách."),
    )
    field_order = ["to_agency", "to_user", "purpose", "from_date", "to_date", "areas"]

    def __init__(self, *args: Any, viewer: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, initial={"from_date": on}, **kwargs)

    def clean_to_agency(self) -> Agency | None:
        """Return the agency of this name."""
        name = self.cleaned_data["to_agency"]
        if not name:
            return None
        if agency := queries.agency_called(name):
            return agency
        raise forms.ValidationError(_("Không có cơ quan nào có tên ngắn này."))

    def clean_to_user(self) -> User | None:
        """Return the person of this username."""
        name = self.cleaned_data["to_user"]
        if not name:
            return None
        if user := queries.user_called(name):
            return user
        raise forms.ValidationError(_("Không có tài khoản nào có tên này."))


class RevokeForm(forms.Form):
    """Why a grant is taken back."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": grant.version}, **kwargs)
