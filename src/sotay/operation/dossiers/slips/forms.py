"""The form that asks of which days receipts are printed."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.ui.forms import DayField

LONGEST: Final = 366


class Received(forms.Form):
    """From a day to a day, at most a year."""

    first = DayField(label=gettext_lazy("Tiếp nhận từ ngày"))
    last = DayField(label=gettext_lazy("đến ngày"))

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, and more than a year of them."""
        found = super().clean() or {}
        first, last = found.get("first"), found.get("last")
        if first and last and not first <= last:
            self.add_error("last", _("Ngày cuối phải từ ngày đầu trở đi."))
        elif first and last and (last - first).days > LONGEST:
            self.add_error("last", _("Hãy chọn nhiều nhất một năm."))
        return found
