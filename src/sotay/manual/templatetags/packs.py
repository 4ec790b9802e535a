"""The way from the page of a clause to its evidence pack."""

from typing import Any

from django import template
from django.utils.http import urlencode

from sotay.agency.clock import today
from sotay.commands import may
from sotay.manual.tabs import address

register = template.Library()


@register.simple_tag(takes_context=True)
def pack_of_clause(context: template.Context, number: Any) -> str:
    """Return where a pack of a clause is asked for; nothing for who makes none."""
    actor = context["request"].actor
    if not number or not may(actor, "manual.make_pack"):
        return ""
    query = {"what": "CLAUSE", "clause": number, "year": today().year}
    return f"{address(actor, 'pack_new')}?{urlencode(query)}"
