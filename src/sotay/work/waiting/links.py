"""Where what waits, and a reminder of it, leads."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.urls import NoReverseMatch

from sotay.pages import address_below


class Leading(Protocol):
    """A row with a URL name and its parts below the agency."""

    @property
    def link_name(self) -> str:
        """The URL name."""

    @property
    def link_kwargs(self) -> Mapping[str, Any]:
        """Its parts."""


def address_of(row: Leading, *, agency: str) -> str:
    """Return the address a row leads to; empty for a page that is no more. `agency` is the short name."""
    try:
        return address_below(row.link_name, row.link_kwargs, agency=agency)
    except NoReverseMatch:
        return ""
