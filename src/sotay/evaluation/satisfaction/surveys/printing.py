"""What printed slips and posters share: the address people reach this server by, and its QR."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe


def site_of(request: HttpRequest) -> str:
    """Return how this server is reached, without a slash at the end: as set, else as the page was asked for."""
    return str(settings.SOTAY_ADDRESS or request.build_absolute_uri("/").rstrip("/"))


def address_of(site: str, name: str, **parts: str) -> str:
    """Return the whole address of a public page."""
    return site + reverse(name, kwargs=parts)


def spoken(address: str) -> str:
    """Return an address as people type it: without the scheme and the slash at the end."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".rstrip("/")


def qr(text: str) -> SafeString:
    """Return the QR of an address as an SVG that stands in a page, as large as its style says."""
    import segno

    drawn = segno.make(text, error="m", micro=False).svg_inline(dark="#000", light=None, border=0, omitsize=True)
    return mark_safe(drawn)  # noqa: S308  drawn by segno from an address of our own
