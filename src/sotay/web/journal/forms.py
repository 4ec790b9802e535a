"""Shape of the journal's filter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.ui.forms import DayField


class JournalFilter(forms.Form):
    """What to look for; every field may stay empty."""

    words = forms.CharField(
        label=_("Hồ sơ"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    person = forms.CharField(label=_("Người thực hiện"), required=False, max_length=100)
    action = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    since = DayField(label=_("Từ ngày"), required=False)
    until = DayField(label=_("Đến ngày"), required=False)

    def __init__(self, *args: object, areas: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["action"].choices = [("", _("tất cả")), *((f"{area}.", area) for area in areas)]  # type: ignore[attr-defined]
