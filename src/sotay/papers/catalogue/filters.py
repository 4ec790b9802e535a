"""What the list of forms is narrowed by."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.papers import forms as registry
from sotay.papers.catalogue.groups import GROUPS, group_of
from sotay.papers.catalogue.queries import FormRow, list_forms


class Narrowing(forms.Form):
    """By words, group and whether the agency gave a code."""

    words = forms.CharField(
        label=_("Tên, mã biểu mẫu"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    group = forms.ChoiceField(label=_("Nhóm"), required=False, choices=[("", _("Tất cả"))])
    own = forms.ChoiceField(
        label=_("Mã của cơ quan"),
        required=False,
        choices=[("", _("Tất cả")), ("yes", _("Đã đặt mã")), ("no", _("Chưa đặt mã"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {group_of(one.number) for one in registry.everyone()}
        offered = [(group, title) for group, title in GROUPS.items() if group in there]
        self.fields["group"].choices = [("", _("Tất cả")), *offered]


class Forms:
    """The forms as they were narrowed; read like a filter set, for what it holds are no rows of a table."""

    def __init__(self, data: QueryDict, *, viewer: Actor) -> None:
        self.data, self.viewer = data, viewer
        self.form = Narrowing(data or None)
        self.is_bound = self.form.is_bound

    @property
    def rows(self) -> list[FormRow]:
        """The forms kept; a word nobody offers narrows nothing."""
        asked: dict[str, Any] = {}
        if self.is_bound:
            self.form.is_valid()
            asked = {name: value for name, value in self.form.cleaned_data.items() if value}
        return list_forms(viewer=self.viewer, **asked)
