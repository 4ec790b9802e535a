"""Django's database settings from one address."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_from(url: str, *, pool: bool = False) -> dict[str, Any]:
    """Return Django's settings for a `postgresql://user:password@host:port/name?option=value` address.

    An empty address gives settings that fail on first use, so that commands which need no database still start.
    """
    parts = urlsplit(url or "postgresql://nobody@127.0.0.1:1/none")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    if pool:
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0 if pool else 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
