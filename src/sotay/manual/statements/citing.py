"""Which documents and laws a text cites, and which of these laws no longer stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from sotay.agency.citations import DOCUMENT, LAW, find_citations
from sotay.ui.markdown import plain

FILE = Path(__file__).with_name("replaced_laws.yaml")


@dataclass(frozen=True, slots=True)
class Replacement:
    """A law that no longer stands: what replaced it, from which day, and where that is said."""

    law: str
    by: str
    from_date: date
    source: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A document or law as a page shows it; `replaced` when it no longer stands on the day asked for.

    `url_name` and `slug` are its page where the agency has one (`linking.linked`).
    """

    kind: str
    key: str
    shown: str
    replaced: Replacement | None = None
    url_name: str = ""
    slug: str = ""

    @property
    def is_document(self) -> bool:
        """Whether it is a document of the agency's own system."""
        return self.kind == DOCUMENT


def cited(text: str) -> dict[tuple[str, str], str]:
    """Return what a text cites: (kind, key) → the words to show, each once however often it stands there."""
    found: dict[tuple[str, str], str] = {}
    for citation in find_citations(plain(text)):
        found.setdefault((citation.kind, citation.key[:200]), citation.normalized[:300])
    return found


def cited_in(text: str, *, on: date) -> tuple[Cited, ...]:
    """Return what a text cites in the order it does, laws that no longer stand on a day with what replaced them."""
    return tuple(
        Cited(kind=kind, key=key, shown=shown, replaced=replaced_by(key, on=on) if kind == LAW else None)
        for (kind, key), shown in cited(text).items()
    )


def replaced_by(key: str, *, on: date) -> Replacement | None:
    """Return what replaced a law by a day, None while it stands or nothing is known of it."""
    known = replaced_laws().get(key)
    return known if known and known.from_date <= on else None


@cache
def replaced_laws() -> Mapping[str, Replacement]:
    """Return the shipped list of replaced laws by the key they are cited by."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["laws"]
    found = {}
    for row in rows:
        (citation,) = find_citations(row["law"])
        found[citation.key[:200]] = Replacement(row["law"], row["by"], row["from"], row["source"])
    return MappingProxyType(found)
