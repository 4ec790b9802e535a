"""What areas tell the search of their tables: code, text, files, and what lists are narrowed by."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sotay.agency.models import Agency

File = tuple[str, str]
"""A name and the SHA-256 of the bytes."""
Files = Sequence[Sequence[File]]
"""What is on a record; files of one content in several kinds stand together, the one to be read first in front."""
Facets = Mapping[str, str | Iterable[str]]
Carrier = Callable[[int, Collection[UUID]], Mapping[UUID, Iterable[File]]]


@dataclass(frozen=True, slots=True)
class Searched:
    """What an area tells about the search of one of its tables."""

    model: type[Any]
    text: Callable[[Any], str]
    code: Callable[[Any], str]
    files: Callable[[Any], Files]
    facets: Callable[[Any], Facets]
    past: Callable[[Any], bool]


_searched: dict[str, Searched] = {}
_carriers: list[Carrier] = []


def register(
    model: type[Any],
    *,
    text: Callable[[Any], str] = lambda _record: "",
    code: Callable[[Any], str] = lambda _record: "",
    files: Callable[[Any], Files] = lambda _record: (),
    facets: Callable[[Any], Facets] = lambda _record: {},
    past: Callable[[Any], bool] = lambda _record: False,
) -> None:
    """Let a table's records be found by their title (see `subjects`), their code, their text (plain, not Markdown) and files.

    `facets` is what a search can be narrowed by, such as `{"level": "2", "unit": uuid, "clause": ["8.5", "7.5"]}`;
    what is `past` (withdrawn, abolished) is found behind what holds.
    """
    key = model._meta.label_lower
    if key in _searched:
        message = f"{key} is registered for search twice"
        raise ValueError(message)
    _searched[key] = Searched(model=model, text=text, code=code, files=files, facets=facets, past=past)


def carry(carrier: Carrier) -> Carrier:
    """Let files be found that lie on records of any table: `(agency_id, uuids)` gives the files on each, in one query."""
    _carriers.append(carrier)
    return carrier


def searched() -> dict[str, Searched]:
    """Return every table that is searched, by its type."""
    return dict(_searched)


def carried(agency_id: int, uuids: Collection[UUID]) -> dict[UUID, list[File]]:
    """Return the files that lie on records of an agency."""
    found: dict[UUID, list[File]] = {}
    for carrier in _carriers:
        for uuid, files in carrier(agency_id, uuids).items():
            found.setdefault(uuid, []).extend(files)
    return found


def of_agency(agency: Agency | int) -> str:
    """Return the lexeme every row of an agency holds."""
    return f"@{agency if isinstance(agency, int) else agency.pk}"


def of_kind(subject_type: str) -> str:
    """Return the lexeme of the records of a table."""
    return f"@kind:{subject_type}"


def of_facet(name: str, value: str) -> str:
    """Return the lexeme of what a search is narrowed by."""
    return f"@{name}:{value}"


def lexemes_of(facets: Facets) -> set[str]:
    """Return the lexemes of a record's facets."""
    return {
        of_facet(name, value)
        for name, values in facets.items()
        for value in ([values] if isinstance(values, str) else values)
        if value
    }
