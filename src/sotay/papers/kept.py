"""A paper as plain JSON and back: how one is pinned when it is submitted, and handed to Typst."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Final

from sotay.papers import model

KIND: Final = "is"
DATE: Final = "date"
_KINDS: Final[dict[str, type[Any]]] = {
    one.__name__: one for one in vars(model).values() if isinstance(one, type) and is_dataclass(one)
}


def plain(value: Any) -> Any:
    """Return a paper, or a part of one, as plain values; parts say what they are under "is"."""
    if isinstance(value, date):
        return {KIND: DATE, "day": value.isoformat()}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        told = {one.name: plain(getattr(value, one.name)) for one in fields(value)}
        return {KIND: type(value).__name__} | told
    return value


def read(kept: Any) -> Any:
    """Return what `plain` kept; what an older edition of Sotay did not keep has its default."""
    if isinstance(kept, list):
        return tuple(read(one) for one in kept)
    if not isinstance(kept, dict):
        return kept
    if kept[KIND] == DATE:
        return date.fromisoformat(kept["day"])
    kind = _KINDS[kept[KIND]]
    known = {one.name for one in fields(kind)}
    return kind(**{name: read(one) for name, one in kept.items() if name in known})
