"""Two versions side by side: what stands now, and what was typed before somebody else saved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sotay.ui.formats import ngay

_NO_VALUE: Final = object()


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field whose typed value differs from what stands now."""

    label: str | Promise
    theirs: str
    mine: str


def differences(form: forms.BaseForm, subject: Any) -> list[Difference]:
    """Return the fields of a bound form that differ from the record as it stands now.

    A field that is no column of the record reads itself from it by its method `value_in`.
    """
    return [
        Difference(label=field.label, theirs=_told(field.field, value), mine=_told(field.field, field.value()))
        for field in form.visible_fields()
        if (value := _value_in(subject, field)) is not _NO_VALUE and field.field.has_changed(value, field.data)
    ]


def renew_version(form: forms.BaseForm, version: int) -> None:
    """Let the form be sent again over the version that stands now; the user has then seen both."""
    name = form.add_prefix("version")
    if name in form.data:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data[name] = str(version)  # type: ignore[index]


def _value_in(subject: Any, field: forms.BoundField) -> Any:
    """Return what a field stands at in a record; _NO_VALUE for one that says nothing of it, as a reason."""
    if hasattr(field.field, "value_in"):
        return field.field.value_in(subject)
    return _plain(getattr(subject, field.name, _NO_VALUE))


def _plain(value: Any) -> Any:
    return value.pk if hasattr(value, "pk") else value


def _told(field: forms.Field, value: Any) -> str:
    value = _plain(value)
    if value is None or value in ("", [], ()):
        return _("chưa có")
    if isinstance(field, forms.BooleanField):
        return _("có") if field.to_python(value) else _("không")
    if isinstance(value, date):
        return ngay(value)
    choices = dict(_choices(getattr(field, "choices", ())))
    if isinstance(value, list | tuple):
        return ", ".join(str(choices.get(str(one), one)) for one in value)
    return str(choices.get(str(value), value))


def _choices(choices: Iterable[tuple[Any, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield the choices of a select with their words, those of groups too."""
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _choices(label)
        else:
            yield str(key), label
