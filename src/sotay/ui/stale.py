"""Two versions side by side: what stands now, and what was typed before somebody else saved."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sotay.ui.formats import ngay


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field whose typed value differs from what stands now."""

    label: str | Promise
    theirs: str
    mine: str


def differences(form: forms.BaseForm, subject: Any) -> list[Difference]:
    """Return the fields of a bound form that differ from the record as it stands now."""
    return [
        Difference(
            label=field.label,
            theirs=_told(field.field, getattr(subject, field.name)),
            mine=_told(field.field, field.value()),
        )
        for field in form.visible_fields()
        if hasattr(subject, field.name) and field.field.has_changed(_plain(getattr(subject, field.name)), field.data)
    ]


def renew_version(form: forms.BaseForm, version: int) -> None:
    """Let the form be sent again over the version that stands now; the user has then seen both."""
    name = form.add_prefix("version")
    if name in form.data:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data[name] = str(version)  # type: ignore[index]


def _plain(value: Any) -> Any:
    return value.pk if hasattr(value, "pk") else value


def _told(field: forms.Field, value: Any) -> str:
    value = _plain(value)
    if value is None or value == "":
        return _("chưa có")
    if isinstance(field, forms.BooleanField):
        return _("có") if field.to_python(value) else _("không")
    if isinstance(value, date):
        return ngay(value)
    choices = {str(key): label for key, label in getattr(field, "choices", ())}
    if isinstance(value, list | tuple):
        return ", ".join(str(choices.get(str(one), one)) for one in value)
    return str(choices.get(str(value), value))
