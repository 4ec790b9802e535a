"""The rail of every page: areas register their section once, the page asks for the entries of an actor."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

PHONE_ROOM = 5


def _everyone(_actor: Any) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section as an area registered it."""

    key: str
    label: str | Promise
    icon: str
    url_name: str
    order: int
    visible: Callable[[Any], bool] = _everyone
    count: Callable[[Any], int] | None = None
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RailEntry:
    """One line of the rail, ready to draw."""

    key: str
    label: str | Promise
    icon: str
    url: str
    count: int
    active: bool


_sections: dict[str, Section] = {}


def section(
    key: str,
    *,
    label: str | Promise,
    icon: str,
    url_name: str,
    order: int,
    visible: Callable[[Any], bool] = _everyone,
    count: Callable[[Any], int] | None = None,
    prefixes: tuple[str, ...] = (),
) -> None:
    """Register a section; called once from an area's `apps.py`.

    `url_name` takes the kwarg `agency`. `visible` and `count` are called with the actor on every page, so `count`
    is one cheap query at most. `prefixes` are further paths below the agency that belong here ("context/").
    """
    _sections[key] = Section(
        key=key,
        label=label,
        icon=icon,
        url_name=url_name,
        order=order,
        visible=visible,
        count=count,
        prefixes=prefixes,
    )


def sections() -> list[Section]:
    """Return all sections in their order."""
    return sorted(_sections.values(), key=lambda one: (one.order, one.key))


def entries(actor: Any, current_path: str) -> list[RailEntry]:
    """Return the rail of an actor in the order of `order`; the section with the longest matching path is active."""
    if actor is None or getattr(actor, "agency", None) is None:
        return []
    agency = str(actor.agency.short_name)
    open_ = [one for one in sections() if may_enter(actor, one.url_name) and one.visible(actor)]
    shown = [(one, url) for one in open_ if (url := _url(one, agency))]
    here = _active(shown, agency, current_path)
    return [
        RailEntry(
            key=one.key,
            label=one.label,
            icon=one.icon,
            url=url,
            count=one.count(actor) if one.count else 0,
            active=one.key == here,
        )
        for one, url in shown
    ]


def may_enter(actor: Any, url_name: str) -> bool:
    """Return whether the area of an address is open to an actor; guests read those of their grant (`Actor.may_enter`)."""
    asked = getattr(actor, "may_enter", None)
    return asked is None or asked(url_name.partition(":")[0])


def foot(rail: list[RailEntry]) -> tuple[list[RailEntry], list[RailEntry]]:
    """Split a rail for the foot of a phone: what stands there, and what is folded under "Thêm"."""
    if len(rail) <= PHONE_ROOM:
        return list(rail), []
    return list(rail[: PHONE_ROOM - 1]), list(rail[PHONE_ROOM - 1 :])


def _url(one: Section, agency: str) -> str:
    try:
        return reverse(one.url_name, kwargs={"agency": agency})
    except NoReverseMatch:
        return ""


def _active(shown: list[tuple[Section, str]], agency: str, current_path: str) -> str:
    best, length = "", 0
    for one, url in shown:
        for path in (url, *(f"/{agency}/{prefix}" for prefix in one.prefixes)):
            if current_path.startswith(path) and len(path) > length:
                best, length = one.key, len(path)
    return best
