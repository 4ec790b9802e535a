"""The shipped library of questions, clause by clause, in our own words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from sotay.standard.catalogue.clauses import CURRENT_EDITION, children, clause_key, clauses, covers
from sotay.standard.catalogue.reading import CatalogueError, spoken

_FILES: Final = {"9001:2015": "library-9001-2015.yaml"}


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the library; `code` (`7.5.3/2`) names it for good."""

    code: str
    clause: str
    vi: str
    en: str
    look_vi: str
    look_en: str

    @property
    def text(self) -> str:
        """The question in the language of the page."""
        return spoken(self.vi, self.en)

    @property
    def look_for(self) -> str:
        """Which evidence to look at, in the language of the page."""
        return spoken(self.look_vi, self.look_en)


@cache
def questions(edition: str = CURRENT_EDITION) -> dict[str, Question]:
    """Return the questions of an edition by code, in the order of its clauses; LookupError where none are shipped."""
    if edition not in _FILES:
        message = f"no questions of edition {edition!r} are shipped"
        raise LookupError(message)
    told = yaml.safe_load((Path(__file__).parent / _FILES[edition]).read_text(encoding="utf-8"))["questions"]
    if unknown := set(told) - set(clauses(edition)):
        message = f"questions about clauses that are none: {sorted(unknown)}"
        raise CatalogueError(message)
    found: dict[str, Question] = {}
    for clause in sorted(told, key=clause_key):
        for one in told[clause]:
            code = f"{clause}/{one['n']}"
            if code in found:
                message = f"the question {code} is there twice"
                raise CatalogueError(message)
            texts = {key: str(one[key]) for key in ("vi", "en", "look_vi", "look_en")}
            found[code] = Question(code=code, clause=clause, **texts)
    return found


def auditable(edition: str = CURRENT_EDITION) -> tuple[str, ...]:
    """Return the clauses that are audited: those without clauses below, which hold the requirements."""
    return tuple(number for number in clauses(edition) if not children(number, edition=edition))


def about(asked: Iterable[str], *, applicable: Iterable[str]) -> list[Question]:
    """Return the questions about clauses and what stands below them, in order; all of them where none is asked for.

    Clauses that do not apply in the agency are left out.
    """
    wanted, applies = list(asked), set(applicable)
    return [
        one
        for one in questions().values()
        if one.clause in applies and (not wanted or any(covers(upper, one.clause) for upper in wanted))
    ]
