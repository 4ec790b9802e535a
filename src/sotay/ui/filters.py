"""Filters that come with the link of a number: the days it was counted over, which nobody types on the list itself."""

from typing import Any

import django_filters
from django import forms

from sotay.ui.forms import DayField


class LinkedDay(django_filters.DateFilter):
    """A day written as on paper, of a field by a lookup; no field of it is shown on the list."""

    field_class = DayField

    def __init__(self, field_name: str, lookup_expr: str, **kwargs: Any) -> None:
        super().__init__(field_name=field_name, lookup_expr=lookup_expr, widget=forms.HiddenInput, **kwargs)


def linked_days(field_name: str) -> tuple[LinkedDay, LinkedDay]:
    """Return the filters of the first and the last day counted of a field."""
    return LinkedDay(field_name, "gte"), LinkedDay(field_name, "lte")
