"""Addresses: of the place where a reason can be put right, and of the pages of a list."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def reason_url(reason: Any) -> str:
    """Return where a reason can be put right: its `url`, or its `fix` (URL name, record or None); "" without one.

    A record's page is found by agency and slug, else by agency and uuid, else by agency alone.
    """
    if url := getattr(reason, "url", ""):
        return str(url)
    if not (fix := getattr(reason, "fix", None)):
        return ""
    name, record = fix
    for kwargs in _ways(record):
        try:
            return reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    return ""


def with_query(request: HttpRequest, **changes: str | int | None) -> str:
    """Return the query of this page with some parameters changed, or taken away by None."""
    query = request.GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


def page_links(request: HttpRequest, page: Page, *, field: str) -> list[dict[str, Any]]:
    """Return the pages of a list as numbers with addresses; a gap has no address."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [
        {
            "number": number,
            "url": with_query(request, **{field: number}) if isinstance(number, int) else "",
            "current": number == page.number,
        }
        for number in numbers
    ]


def _ways(record: Any) -> list[dict[str, Any]]:
    if record is None:
        return [{}]
    agency = getattr(getattr(record, "agency", None), "short_name", None)
    if agency is None:
        return [{}]
    named = [{"agency": agency, key: value} for key in ("slug", "uuid") if (value := getattr(record, key, None))]
    return [*named, {"agency": agency}]
