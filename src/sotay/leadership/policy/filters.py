"""What readers of the policy are narrowed by; they are made, not rows of one table, so this is a plain form."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sotay.leadership.policy.queries import LATE, READ, WAITING, Reader, narrowed

# By what standing each is shown.
SHOWN = {READ: "met", WAITING: "open", LATE: "overdue"}
STATES = {READ: _("Đã đọc và hiểu"), WAITING: _("Chưa xác nhận"), LATE: _("Quá hạn xác nhận")}


class ReadersForm(forms.Form):
    """By words, and whether they have confirmed."""

    words = forms.CharField(label=_("Họ tên, đơn vị"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(label=_("Xác nhận"), required=False, choices=[("", _("Tất cả")), *STATES.items()])


class Readers:
    """Everybody who should know an edition, narrowed by what was chosen."""

    is_bound = True

    def __init__(self, data: QueryDict, readers: list[Reader]) -> None:
        self.data = data
        self.form = ReadersForm(data)
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        self.qs = narrowed(readers, words=chosen.get("words", ""), state=chosen.get("state", ""))
