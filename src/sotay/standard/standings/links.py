"""Where a line of standing leads."""

from django.urls import NoReverseMatch, reverse

from sotay.pages import address_below
from sotay.standard.standings.lines import Line


def url_of_line(line: Line, *, agency: str) -> str:
    """Return the address where a line can be put right: its own link, else the page of its obligation.

    `agency` is the short name. A link of a feature that is not installed leads to the obligation too.
    """
    if line.link:
        try:
            return address_below(line.link, line.link_kwargs, agency=agency)
        except NoReverseMatch:
            pass
    return url_of_obligation(line.obligation, agency=agency)


def url_of_obligation(code: str, *, agency: str) -> str:
    """Return the address of the page of an obligation."""
    return reverse("standard:obligation_detail", kwargs={"agency": agency, "code": code})
