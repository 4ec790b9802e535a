"""How forms look: the renderer, the fields for days and numbers, choices as cards, and the order of a form page."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from sotay.ui.formats import ngay, so

FRONT = 5
"""How many fields a form shows before it folds the optional ones (practice.md 1.4)."""

_DAY = re.compile(r"^(\d{1,2})[/.\- ]+(\d{1,2})[/.\- ]+(\d{4})$")
_DAY_RUN_TOGETHER = re.compile(r"^(\d{2})(\d{2})(\d{4})$")
_DAY_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DOTTED_THOUSANDS = re.compile(r"^-?\d{1,3}(\.\d{3})+$")


class Renderer(TemplatesSetting):
    """Renders every field by `ui/field.html`."""

    field_template_name = "ui/field.html"


class DayInput(forms.DateInput):
    """A day typed as dd/mm/yyyy; the browser's own date box follows the language of the browser, not of the paper."""

    def format_value(self, value: Any) -> str:
        """Write a day as dd/mm/yyyy and leave what was typed alone."""
        return ngay(value) if isinstance(value, dt.date) else (value or "")


class DayField(forms.DateField):
    """A day, read from dd/mm/yyyy, d.m.yyyy, d-m-yyyy, ddmmyyyy or yyyy-mm-dd."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("Ngày viết dạng ngày/tháng/năm, ví dụ 05/02/2026."),
        "no_day": _("Lịch không có ngày %(day)s."),
    }

    def to_python(self, value: Any) -> dt.date | None:
        """Return the day; ValidationError with an example when it is none, or says that the calendar has no such day."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        text = str(value).strip()
        try:
            if found := (_DAY.match(text) or _DAY_RUN_TOGETHER.match(text)):
                day, month, year = map(int, found.groups())
            elif found := _DAY_ISO.match(text):
                year, month, day = map(int, found.groups())
            else:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            return dt.date(year, month, day)
        except ValueError as error:
            raise ValidationError(self.error_messages["no_day"], code="invalid", params={"day": text}) from error


class NumberInput(forms.TextInput):
    """A number typed as 1.234,5 on a keyboard of figures."""

    def format_value(self, value: Any) -> str:
        """Write a number as 1.234,5 and leave what was typed alone."""
        return so(value) if isinstance(value, int | float | Decimal) else (value or "")


class NumberField(forms.DecimalField):
    """A number, read from 1.234,5 or 1234,5; a lone dot that parts no thousands counts as the comma."""

    widget = NumberInput
    default_error_messages = {"invalid": _("Số viết dạng 1.234,5.")}

    def to_python(self, value: Any) -> Decimal | None:
        """Return the number; ValidationError with an example when it is none."""
        if value in self.empty_values:
            return None
        if isinstance(value, int | float | Decimal):
            return Decimal(str(value))
        text = str(value).strip().replace("\u00a0", "").replace(" ", "")
        if "," in text or _DOTTED_THOUSANDS.match(text):
            text = text.replace(".", "").replace(",", ".")
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if not number.is_finite():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002  the signature is Django's
        """Leave out step, min and max, which a text box does not know."""
        return {}


class ChoiceCards(forms.RadioSelect):
    """One of a few choices as cards; `descriptions` says under each what it means."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, descriptions: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.descriptions = descriptions or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the description of a choice."""
        option = super().create_option(name, value, *args, **kwargs)
        option["description"] = self.descriptions.get(str(value), "")
        return option


def control(field: forms.BoundField) -> SafeString:
    """Render the control of a field with the classes and hints of its kind."""
    widget = field.field.widget
    attrs: dict[str, Any] = {"class": f"{widget.attrs.get('class', '')} {_control_class(widget)}".strip()}
    if isinstance(widget, forms.DateInput):
        attrs |= {"data-day": "", "inputmode": "numeric", "autocomplete": "off", "placeholder": _("ngày/tháng/năm")}
    elif isinstance(widget, NumberInput):
        attrs |= {"inputmode": "decimal", "autocomplete": "off"}
    return field.as_widget(
        attrs={key: value for key, value in attrs.items() if key == "class" or key not in widget.attrs}
    )


def options(groups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """Write the choices of a select box in one go: with a template for each, a hundred services took longer than the rows of a page."""
    return mark_safe("".join(_group(name, choices) for name, choices, _index in groups))  # noqa: S308  written below, escaped


def kind(field: forms.BoundField) -> str:
    """Return the kind of a field for its layout: day, number, check, choices, search, file, short or long."""
    widget = field.field.widget
    by_widget = (
        (forms.DateInput, "day"),
        (forms.NumberInput, "number"),
        (NumberInput, "number"),
        (forms.CheckboxSelectMultiple, "choices"),
        (forms.RadioSelect, "choices"),
        (forms.CheckboxInput, "check"),
        (forms.FileInput, "file"),
    )
    for widget_class, word in by_widget:
        if isinstance(widget, widget_class):
            return word
    if getattr(widget, "input_type", "") == "search":
        return "search"
    short = 40
    return "short" if (getattr(field.field, "max_length", None) or short + 1) <= short else "long"


def first_id(field: forms.BoundField) -> str:
    """Return the id a link to the field goes to: of the control, or of the first of several."""
    return f"{field.auto_id}_0" if field.field.widget.use_fieldset else (field.id_for_label or field.auto_id)


def part_fields(
    form: forms.BaseForm, folded: Iterable[str] | None
) -> tuple[list[forms.BoundField], list[forms.BoundField]]:
    """Part the visible fields in those in front and those folded.

    `folded` names the folded ones; by None a form of more than five fields folds its optional ones.
    """
    fields = form.visible_fields()
    if folded is None:
        names = {one.name for one in fields if not one.field.required} if len(fields) > FRONT else set()
    else:
        names = set(folded)
    front = [one for one in fields if one.name not in names]
    back = [one for one in fields if one.name in names]
    return (front, back) if front else (back, [])


def fold_is_open(fields: Sequence[forms.BoundField]) -> bool:
    """Return whether folded fields must be seen: one has an error or holds something."""
    return any(one.errors or one.value() not in (None, "", [], False) for one in fields)


def _control_class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.Select):
        return "form-select"
    return "form-control"


def _group(name: str | None, choices: Iterable[dict[str, Any]]) -> str:
    option = '\n  <option value="{}"{}>{}</option>'
    told = "".join(format_html(option, one["value"], flatatt(one["attrs"]), localize(one["label"])) for one in choices)
    return format_html('\n  <optgroup label="{}">{}\n  </optgroup>', name, mark_safe(told)) if name else told  # noqa: S308
