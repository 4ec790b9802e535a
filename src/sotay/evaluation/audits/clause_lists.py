"""Clauses typed as one line (`4.1, 8.5, 9.2`), read and written for people."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sotay.agency.vietnamese import one_line
from sotay.standard.catalogue.clauses import clause_key, clauses

_PARTED: Final = re.compile(r"[,;\s]+|\bvà\b")


def split(text: str) -> list[str]:
    """Return the numbers typed, each once, as they stand."""
    return list(dict.fromkeys(part.strip(".") for part in _PARTED.split(one_line(text)) if part.strip(".")))


def unknown(numbers: Iterable[str]) -> list[str]:
    """Return those the standard does not have."""
    return [one for one in numbers if one not in clauses()]


def in_order(numbers: Iterable[str]) -> list[str]:
    """Return known clauses, each once, in the order of the standard."""
    return sorted({one for one in numbers if one in clauses()}, key=clause_key)


def said(numbers: Sequence[str]) -> str:
    """Write clauses as they are typed."""
    return ", ".join(numbers)


class ClausesField(forms.CharField):
    """A line of clause numbers; gives them in order, or names those the standard does not have."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("max_length", 300)
        options.setdefault("help_text", _("Ví dụ: 4.1, 8.5, 9.2."))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """Write a list as it is typed; leave alone what was typed."""
        return said(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """Return the clauses in the order of the standard."""
        numbers = split(super().clean(value))
        if wrong := unknown(numbers):
            raise ValidationError(
                _("Tiêu chuẩn không có điều khoản %(numbers)s."),
                code="unknown_clause",
                params={"numbers": ", ".join(wrong)},
            )
        return in_order(numbers)
