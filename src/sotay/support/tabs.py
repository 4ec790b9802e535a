"""The row of tabs over the pages of documents, law and records (kept with the law, the lowest of them), and addresses."""

from django.urls import reverse

from sotay.agency.actor import Actor
from sotay.context.laws.tabs import PAGES, crumb_to, tabs_for

__all__ = ["PAGES", "address", "crumb_to", "tabs_for"]


def address(actor: Actor, name: str, **kwargs: object) -> str:
    """Return the address of a page of this area below the actor's agency."""
    return reverse(f"support:{name}", kwargs={"agency": actor.agency.short_name, **kwargs})
