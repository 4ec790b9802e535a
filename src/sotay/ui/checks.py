"""Checks at start: every section of the rail leads somewhere."""

from typing import Any

from django.core import checks
from django.urls import NoReverseMatch, reverse

from sotay.ui import rail


@checks.register(checks.Tags.urls)
def sections_lead_somewhere(**_options: Any) -> list[checks.CheckMessage]:
    """Return an error for each section whose URL name takes no agency or is not there."""
    errors: list[checks.CheckMessage] = []
    for section in rail.sections():
        try:
            reverse(section.url_name, kwargs={"agency": "agency"})
        except NoReverseMatch:
            told = f"The rail section {section.key!r} leads to {section.url_name!r}, which is no address of an agency."
            errors.append(checks.Error(told, id="ui.E001"))
    return errors
