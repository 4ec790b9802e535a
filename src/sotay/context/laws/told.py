"""What areas above tell about laws: which texts cite them, which are long dead, how far the affected documents are.

    @citing
    def documents_citing(keys, *, viewer):
        yield Cites(key=…, title=…, url_name="support:document_detail", url_kwargs={"slug": …}, note=…)

Every source asks the database a constant number of times, whatever the number of keys.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from sotay.agency.actor import Actor
from sotay.ui.parts import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Cites:
    """A text in force that names a law: the law's key, what the text is called, where it stands, how it names the law."""

    key: str
    title: str
    url_name: str
    url_kwargs: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """A law known to stand no longer though the agency's register does not have it."""

    key: str
    shown: str
    by: str
    from_date: date
    source: str


@dataclass(frozen=True, slots=True)
class Followed:
    """How many of the documents a law affects have followed it, and the day the last of them did."""

    documents: int
    done: int
    last_date: date | None

    @property
    def is_done(self) -> bool:
        """Whether all of them have."""
        return self.done == self.documents


Citing = Callable[..., Iterable[Cites]]
_citing: list[Citing] = []
_dead: list[Callable[[date], Iterable[Dead]]] = []
_followed: list[Callable[..., Mapping[int, Followed]]] = []


def citing(source: Citing) -> Citing:
    """Register a function `(keys, *, viewer)` that tells which texts in force cite laws by these keys."""
    _citing.append(source)
    return source


def dead(source: Callable[[date], Iterable[Dead]]) -> Callable[[date], Iterable[Dead]]:
    """Register a function that tells laws known to be dead on a day."""
    _dead.append(source)
    return source


def follows(source: Callable[..., Mapping[int, Followed]]) -> Callable[..., Mapping[int, Followed]]:
    """Register a function `(law_ids, *, agency_id, on)` that tells how far the documents each law affects have followed."""
    _followed.append(source)
    return source


def who_cites(keys: Iterable[str], *, viewer: Actor) -> dict[str, list[Cites]]:
    """Return the texts the viewer may see that cite laws by these keys, by key."""
    wanted = frozenset(keys)
    found: dict[str, list[Cites]] = {}
    for source in _citing if wanted else ():
        for one in source(wanted, viewer=viewer):
            found.setdefault(one.key, []).append(one)
    return found


def known_dead(on: date) -> dict[str, Dead]:
    """Return the laws known to be dead on a day, by key."""
    return {one.key: one for source in _dead for one in source(on)}


def followed(law_ids: Iterable[int], *, agency_id: int, on: date) -> dict[int, Followed]:
    """Return how far the documents of each law have followed; laws that affect none are absent."""
    ids = list(law_ids)
    return {pk: one for source in _followed for pk, one in source(ids, agency_id=agency_id, on=on).items()}


def links_to(cites: Iterable[Cites], viewer: Actor) -> list[Link]:
    """Return the links to texts that name a law."""
    agency = viewer.agency.short_name
    return [
        Link(label=one.title, url=reverse(one.url_name, kwargs={"agency": agency, **one.url_kwargs}), note=one.note)
        for one in cites
    ]
