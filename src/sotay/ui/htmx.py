"""The two ways one address answers: a whole page, or the part htmx asked for."""

from django.http import HttpRequest


def wants_part(request: HttpRequest) -> bool:
    """Return whether htmx asks for a part; going back in history and boosted links ask for the whole page."""
    asked = getattr(request, "htmx", None)
    return asked is not None and bool(asked) and not asked.boosted and not asked.history_restore_request


def part(request: HttpRequest, template: str, name: str) -> str:
    """Return `template#name` when htmx asks for a part, else the template of the whole page."""
    return f"{template}#{name}" if wants_part(request) else template
