"""Where what waits, and a reminder of it, leads."""

from typing import Any, Protocol

from django.urls import NoReverseMatch, reverse


class Leading(Protocol):
    """A row with a URL name and its parts below the agency."""

    link_name: str
    link_kwargs: dict[str, Any]


def address_of(row: Leading, *, agency: str) -> str:
    """Return the address a row leads to; empty for a page that is no more. `agency` is the short name."""
    try:
        return reverse(row.link_name, kwargs={"agency": agency, **row.link_kwargs})
    except NoReverseMatch:
        return ""
