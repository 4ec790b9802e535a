"""The places of documented information with what can speak for each (`places.yaml`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from sotay.standard.catalogue.clauses import Documented, ancestors, clauses, covers
from sotay.standard.catalogue.reading import CatalogueError, spoken


@dataclass(frozen=True, slots=True)
class Place:
    """One of the 28: where in the standard, what is kept there and how, and what speaks for it beside documents and files."""

    documented: Documented
    facts: tuple[str, ...]
    obligations: tuple[str, ...]
    vi: str
    en: str
    link: str = ""

    @property
    def number(self) -> str:
        """The clause without its letter: `9.2.2` of `9.2.2 f)`."""
        return self.documented.place.partition(" ")[0]

    @property
    def usual(self) -> str:
        """What it usually is in an agency, in the language of the page."""
        return spoken(self.vi, self.en)

    @property
    def wants_document(self) -> bool:
        """Whether a document is maintained here."""
        return self.documented.keep in {"MAINTAIN", "BOTH"}

    @property
    def wants_record(self) -> bool:
        """Whether records are retained here."""
        return self.documented.keep in {"RETAIN", "BOTH"}

    def is_meant_by(self, clause: str) -> bool:
        """Return whether something said of a clause speaks for this place: the same, one below, or one above but no chapter."""
        return covers(self.number, clause) or ("." in clause and clause in ancestors(self.number))


@cache
def places() -> Sequence[Place]:
    """Return the places in the order of the standard; CatalogueError when the file does not name the same ones."""
    read = yaml.safe_load(files(__package__).joinpath("places.yaml").read_text("utf-8"))["places"]
    told = {row["place"]: row for row in read}
    found = [one for clause in clauses().values() for one in clause.documented]
    if set(told) != {one.place for one in found} or len(told) != len(read):
        message = "places.yaml does not name the places of the catalogue"
        raise CatalogueError(message)
    return tuple(
        Place(
            documented=one,
            facts=tuple(told[one.place].get("facts", ())),
            obligations=tuple(told[one.place].get("obligations", ())),
            vi=told[one.place]["vi"],
            en=told[one.place]["en"],
            link=told[one.place].get("link", ""),
        )
        for one in found
    )
