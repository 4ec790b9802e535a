"""The name of the standard with its edition, for templates."""

from django import template

from sotay.agency.edition import TCVN

register = template.Library()


@register.simple_tag
def standard_name() -> str:
    """Return the standard the system is built on: TCVN ISO with its edition."""
    return TCVN
