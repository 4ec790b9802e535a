"""Facts: numbers a feature counts for others (reports, reviews, pages), each with the records behind it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet

from sotay.standard.catalogue.periods import Period
from sotay.standard.catalogue.reading import CatalogueError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted: agencies (by key), a period, and the day up to which records count.

    Without `of_units` only numbers of agencies as wholes are wanted, and units need not be told apart. Facts that are asked with the same object share what they read (`once`); a page or a pack makes one and lets it go.
    """

    agency_ids: tuple[int, ...]
    period: Period
    on: date
    of_units: bool = True
    _read: dict[Any, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    @property
    def last(self) -> date:
        """The last day that counts: the day asked about, within the period."""
        return min(self.on, self.period.end)

    @property
    def places(self) -> tuple[str, ...]:
        """The columns by which a table with `agency` and `unit` is counted for `by_place`."""
        return ("agency_id", "unit_id", "unit__slug") if self.of_units else ("agency_id",)

    def days(self, since: str = "since", until: str = "until") -> dict[str, str]:
        """Return the days that count as the query of a list that has such filters."""
        return {since: f"{self.period.start:%d/%m/%Y}", until: f"{self.last:%d/%m/%Y}"}

    def once(self, read: "Callable[[Asked], T]") -> T:
        """Return what `read` returns for this, read when it is asked for first; whoever takes it leaves it as it is."""
        if read not in self._read:
            self._read[read] = read(self)
        found: T = self._read[read]
        return found


@dataclass(frozen=True, slots=True)
class Number:
    """A number of an agency or of one of its units; `link` is a URL name with its parts and query, where the records stand.

    `said` tells in words what it was counted from and, of a rate, what it was divided by; who takes the number keeps it.
    """

    agency_id: int
    value: Any
    unit_id: int | None = None
    link: str = ""
    link_kwargs: dict[str, Any] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    said: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number by its code; `count` asks the database once for all the agencies asked about.

    One `for_objectives` may be taken as the result of an objective of an agency or a unit, for the year up to a day.
    """

    code: str
    title: Any
    measure: Any
    count: Callable[[Asked], Iterable[Number]]
    for_objectives: bool = False


_facts: dict[str, Fact] = {}


def fact(
    code: str, *, title: Any, measure: Any = "", for_objectives: bool = False
) -> Callable[[Callable[[Asked], Iterable[Number]]], Any]:
    """Register the function below as what counts a fact; `measure` is the unit shown behind the number.

    A code registered already fails at start.
    """

    def register(count: Callable[[Asked], Iterable[Number]]) -> Callable[[Asked], Iterable[Number]]:
        if code in _facts:
            message = f"fact {code} is registered twice"
            raise CatalogueError(message)
        _facts[code] = Fact(code=code, title=title, measure=measure, count=count, for_objectives=for_objectives)
        return count

    return register


def facts() -> Mapping[str, Fact]:
    """Return every fact by code."""
    return MappingProxyType(_facts)


def numbers(code: str, asked: Asked) -> dict[tuple[int, int | None], Number]:
    """Return a fact's numbers by agency and unit, without those of units where none are wanted; LookupError for no code."""
    told = _facts[code].count(asked)
    return {(one.agency_id, one.unit_id): one for one in told if asked.of_units or one.unit_id is None}


def counts(rows: QuerySet[Any], **conditions: Q) -> dict[int, dict[str, int]]:
    """Return, for every agency that has rows, how many of them meet each condition; one query."""
    told = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    return {row["agency_id"]: row for row in rows.values("agency_id").annotate(**told).order_by()}


def by_place(
    asked: Asked,
    rows: Iterable[Mapping[str, Any]],
    name: str,
    *,
    kind: str = "",
    link: str,
    query: Mapping[str, str],
    says: Callable[[Counter[str]], str] = lambda _kinds: "",
) -> Iterator[Number]:
    """Yield a number for every agency, nought among them, and for the units that have any.

    `rows` are counted by `asked.places` and perhaps a column `kind`, their number stands under `name`; `says` tells the
    kinds in words.
    """
    found: dict[int, dict[int | None, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    slugs: dict[int | None, str | None] = {None: None}
    for row in rows:
        unit_id = row.get("unit_id")
        slugs[unit_id] = row.get("unit__slug")
        for place in {None, unit_id} if row[name] else ():
            found[row["agency_id"]][place][row[kind] if kind else ""] += row[name]
    for agency_id in asked.agency_ids:
        for unit_id, kinds in (found.get(agency_id) or {None: Counter()}).items():
            slug = slugs[unit_id]
            narrowed = dict(query) | ({"unit": slug} if slug else {})
            yield Number(agency_id, sum(kinds.values()), unit_id, link=link, query=narrowed, said=says(kinds))
