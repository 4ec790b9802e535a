"""How a kind of record is looked for when a pack is made: the clauses it proves, the days it belongs to, what is given of it.

The table itself, kind by kind, stands in `matrix.py`.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Q

from sotay.evaluation.models import Audit, Inspection
from sotay.papers import forms
from sotay.standard.catalogue.clauses import clause_key, clauses, covers
from sotay.standard.catalogue.obligations import obligations
from sotay.standard.catalogue.periods import Period

NONE: Final = Q(pk__in=[])
STANDING_LEVEL: Final = 2
"""Records kept for a clause of this level (8.5) prove those below it (8.5.1) as well; a chapter as a whole proves none."""

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)+")

When = Callable[[Period], Q]


@dataclass(frozen=True, slots=True)
class Own:
    """How a record names clauses of its own: the condition for some of them, and how they are read of one record."""

    named: Callable[[Collection[str]], Q]
    of: Callable[[Any], Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A kind of record in the packs.

    `clauses` are those every record of the kind stands under, `proves` the obligations it is evidence for, `day` the fields
    its day is read from, the first that is filled. `only` keeps the rows that are records at all. Of a `personal` kind only
    code, state and day are told, since its papers, files and lines in the journal may name citizens; a kind that is `counted` is not listed.
    Its own clauses lead where `own_first`. `audit` and `inspection` give the condition for the records of one of them.
    """

    type: str
    clauses: tuple[str, ...] = ()
    when: When
    proves: tuple[str, ...] = ()
    own: Own | None = None
    only: Q = field(default_factory=Q)
    day: tuple[str, ...] = ()
    own_first: bool = False
    personal: bool = False
    counted: bool = False
    audit: Callable[[Audit], Q] | None = None
    inspection: Callable[[Inspection], Q] | None = None

    def for_clause(self, wanted: str) -> Q:
        """Return the condition for records that prove a clause or one below it; `NONE` where none does."""
        if any(answers(one, wanted) for one in self.clauses):
            return Q()
        named = [one for one in clauses() if answers(one, wanted)]
        return self.own.named(named) if self.own else NONE

    def for_obligations(self, codes: Collection[str]) -> Q:
        """Return the condition for records that are evidence for one of these obligations."""
        return Q() if set(codes) & set(self.proves) else NONE

    def clauses_of(self, record: Any) -> tuple[str, ...]:
        """Return the clauses a record stands under: those of its kind, then its own, or the other way round; the first leads."""
        own = sorted((one for one in self.own.of(record) if one in clauses()), key=clause_key) if self.own else []
        return tuple(dict.fromkeys((*own, *self.clauses) if self.own_first else (*self.clauses, *own)))

    def day_of(self, record: Any) -> date | None:
        """Return the day of a record, None where none is filled."""
        days = (getattr(record, name) for name in self.day)
        return next((one for one in days if one is not None), None)


def answers(standing: str, wanted: str) -> bool:
    """Return whether what stands under a clause is evidence for a clause that is asked for."""
    if covers(wanted, standing):
        return True
    return covers(standing, wanted) and standing.count(".") + 1 >= STANDING_LEVEL


def always(_period: Period) -> Q:
    """Whatever the days: what is there now."""
    return Q()


def within(*fields: str) -> When:
    """One of these days lies within."""

    def condition(period: Period) -> Q:
        found = Q()
        for name in fields:
            found |= Q(**{f"{name}__range": (period.start, period.end)})
        return found

    return condition


def during(begin: str, end: str = "", *, ended: str = "gte") -> When:
    """It began before the last day and had not ended before the first; `ended` is gt where the end is the first day without it."""

    def condition(period: Period) -> Q:
        begun = Q(**{f"{begin}__lte": period.end})
        if not end:
            return begun
        return begun & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__{ended}": period.start}))

    return condition


def of_year(field: str = "year") -> When:
    """It is that of a year some days of which are within."""
    return lambda period: Q(**{f"{field}__range": (period.start.year, period.end.year)})


def several(path: str = "clauses") -> Own:
    """The record, or one it belongs to, names clauses in a list."""
    return Own(lambda named: Q(**{f"{path}__overlap": list(named)}), lambda record: _at(record, path) or ())


def written(path: str = "clauses") -> Own:
    """The record, or one it belongs to, names clauses in a line of text: "7.5.3, 8.5"."""

    def named(wanted: Collection[str]) -> Q:
        numbers = "|".join(re.escape(one) for one in wanted)
        return Q(**{f"{path}__regex": rf"(^|[^0-9.])({numbers})($|[^0-9.])"})

    return Own(named, lambda record: _NUMBER.findall(_at(record, path) or ""))


def _at(record: Any, path: str) -> Any:
    for name in path.split("__"):
        record = getattr(record, name) if record is not None else None
    return record


def single(field: str = "clause") -> Own:
    """The record names one clause."""
    return Own(lambda named: Q(**{f"{field}__in": list(named)}), lambda record: [getattr(record, field) or ""])


def of_obligation() -> Own:
    """The record names an obligation (a declared paper)."""

    def named(wanted: Collection[str]) -> Q:
        return Q(obligation__in=[code for code, one in obligations().items() if set(one.all_clauses) & set(wanted)])

    def read(record: Any) -> Collection[str]:
        known = obligations().get(record.obligation)
        return known.all_clauses if known else ()

    return Own(named, read)


def of_form() -> Own:
    """The record is a paper made from a form, which names its clause."""

    def read(record: Any) -> Collection[str]:
        known = forms.find(record.form)
        return [known.clause] if known and known.clause else []

    return Own(lambda wanted: Q(form__in=[one.code for one in forms.everyone() if one.clause in wanted]), read)
