"""What an agency owes, read from the catalogue: number, clause, basis, who, when, and what fulfils it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from sotay.agency.models import Agency, Seat
from sotay.standard.catalogue.clauses import clauses, covers
from sotay.standard.catalogue.parties import PARTIES
from sotay.standard.catalogue.periods import LENGTHS, NONE
from sotay.standard.catalogue.reading import CatalogueError, read, spoken


class Nature(StrEnum):
    """What makes an obligation fall due: the calendar, an event, or nothing (a state that must hold)."""

    RECURRING = "RECURRING"
    EVENT = "EVENT"
    STATE = "STATE"


class Rule(StrEnum):
    """How the due date of a line is found."""

    FIXED = "fixed"  # a day of the year, one per period; fixed dates do not roll
    DATE = "date"  # one day for all
    TERM = "term"  # so long after the event; legal terms roll off days off (Bộ luật Dân sự 148.5)
    USE = "use"  # so long after the agency began to use Sotay
    GIVEN = "given"  # each record bears its own
    PERIOD_END = "period_end"  # the last day of the period
    NONE = "none"  # no day is set


@dataclass(frozen=True, slots=True)
class DueRule:
    """A rule and the parameters it reads: one, or two for the halves of a year."""

    rule: Rule = Rule.NONE
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """An obligation in one language: short imperative title, wording of our own, and the evidence that fulfils it."""

    title: str
    wording: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Obligation:
    """A thing owed (việc phải làm), for the agency or for each unit, by period or on an event.

    `number` is that of the published table, None for Sotay's own checks. `legal` rests on a law or decision: no clause
    that is not applicable switches it off. `source` is the parameter that says whether another system keeps it.
    `carried` stays owed after its year is over. `kinds` is None when every kind of agency owes it.
    """

    number: int | None
    code: str
    clause: str
    also: tuple[str, ...]
    basis: str
    who: tuple[str, ...]
    reported_to: tuple[str, ...]
    kinds: frozenset[str] | None
    nature: Nature
    owed: str
    per: str
    due: DueRule
    parameters: tuple[str, ...]
    legal: bool
    local: bool
    optional: bool
    carried: bool
    source: str
    order: int
    vi: Words
    en: Words

    @property
    def words(self) -> Words:
        """The words in the language of the page."""
        return spoken(self.vi, self.en)  # type: ignore[arg-type, return-value]

    @property
    def title(self) -> str:
        """The short title in the language of the page."""
        return self.words.title

    @property
    def is_own(self) -> bool:
        """Whether this is a check of Sotay's own."""
        return self.number is None

    @property
    def all_clauses(self) -> tuple[str, ...]:
        """Its clause first, then the others it serves."""
        return (self.clause, *self.also)

    @property
    def all_parameters(self) -> tuple[str, ...]:
        """Every parameter it reads: those of the due date, its own, and its source."""
        named = (*self.due.parameters, *self.parameters, *((self.source,) if self.source else ()))
        return tuple(dict.fromkeys(named))

    @property
    def who_names(self) -> list[str]:
        """The addressees as they are called."""
        return [named(key) for key in self.who]

    @property
    def reported_to_names(self) -> list[str]:
        """The receivers of its report as they are called."""
        return [named(key) for key in self.reported_to]

    def serves(self, clause: str) -> bool:
        """Return whether it is shown on the page of a clause: its own clauses and all above them."""
        return any(covers(clause, one) for one in self.all_clauses)


def named(key: str) -> str:
    """Return what a role or a body is called; KeyError for a key that is neither."""
    return str(Seat.Role(key).label) if key in Seat.Role.values else str(PARTIES[key])


@cache
def obligations() -> Mapping[str, Obligation]:
    """Return every obligation by code, in the order of the published table, Sotay's own checks last."""
    rows = [_obligation(row, order) for order, row in enumerate(read("obligations.yaml")["obligations"])]
    found = {row.code: row for row in rows}
    numbers = [row.number for row in rows if row.number is not None]
    if len(found) != len(rows) or len(set(numbers)) != len(numbers):
        message = "a code or number of an obligation stands twice"
        raise CatalogueError(message)
    return MappingProxyType(found)


def obligation_of(code: str) -> Obligation:
    """Return one obligation; LookupError for a code the catalogue does not have."""
    return obligations()[code]


def _obligation(row: dict[str, Any], order: int) -> Obligation:
    code = row["code"]
    due = dict(row.pop("due", {}))
    kinds = row.pop("kinds", None)
    rule = DueRule(
        Rule(due.pop("rule", "none")), tuple(due[key] for key in ("parameter", "first", "second") if key in due)
    )
    made = Obligation(
        number=row.pop("number"),
        code=row.pop("code"),
        clause=row.pop("clause"),
        also=tuple(row.pop("also", ())),
        basis=row.pop("basis"),
        who=tuple(row.pop("who")),
        reported_to=tuple(row.pop("reported_to", ())),
        kinds=None if kinds is None else frozenset(kinds),
        nature=Nature(row.pop("nature")),
        owed=row.pop("owed", "agency"),
        per=row.pop("per", NONE),
        due=rule,
        parameters=tuple(row.pop("parameters", ())),
        source=row.pop("source", ""),
        order=order,
        vi=Words(**row.pop("vi")),
        en=Words(**row.pop("en")),
        **{flag: row.pop(flag, False) for flag in ("legal", "local", "optional", "carried")},
    )
    if row:
        message = f"{code}: unknown keys {sorted(row)}"
        raise CatalogueError(message)
    _check(made)
    return made


def _check(made: Obligation) -> None:
    """Raise CatalogueError for an obligation that contradicts itself."""
    dates = {Rule.FIXED: 12 // LENGTHS.get(made.per, 12), Rule.DATE: 1, Rule.TERM: 1, Rule.USE: 1}.get(made.due.rule, 0)
    wrong = [
        ("clause", not set(made.all_clauses) <= set(clauses())),
        ("who", not {*made.who, *made.reported_to} <= {*Seat.Role.values, *PARTIES}),
        ("kinds", made.kinds is not None and not made.kinds <= set(Agency.Kind.values)),
        ("owed", made.owed not in {"agency", "unit"}),
        ("per", made.per not in {*LENGTHS, NONE}),
        ("due: a fixed day needs a period", made.due.rule in {Rule.FIXED, Rule.PERIOD_END} and made.per == NONE),
        ("due: parameters", len(made.due.parameters) != dates),
        ("own checks are no law", made.is_own and made.legal),
        ("own checks are called own.*", made.is_own != made.code.startswith("own.")),
    ]
    if found := [what for what, is_wrong in wrong if is_wrong]:
        message = f"{made.code}: {', '.join(found)}"
        raise CatalogueError(message)
