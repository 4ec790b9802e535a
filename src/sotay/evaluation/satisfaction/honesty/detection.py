"""Which answers are to be looked at again: pure rules over answers, without the database.

A flag says *cần xem lại*, no more. Identical sheets of five marks or more are one of a few thousand possible patterns, so
that ten of them for one unit and day are rare, in however many batches they were entered; whoever ticks one column all the way down gives a common pattern, so that
twice as many are needed. What one official entered is judged by the date on the sheet, never by the minutes of entry
(practice.md 8). Answers by a one-time token each rest on a dossier and make no burst.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sotay.evaluation.satisfaction.models import Proof, Suspicion

Kind = Suspicion.Kind
LEAST_MARKS: Final = 5
"""Of fewer marks too few patterns are possible for identical ones to mean anything."""
ONE_COLUMN: Final = 2
"""So many times as many sheets are needed where one level was ticked for everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A valid answer as far as the rules look at it; `day` is the date on it, `is_even` that all its levels are one."""

    pk: int
    survey: int
    day: date
    at: datetime
    marks: tuple[int | None, ...]
    is_even: bool = False
    unit: int | None = None
    batch: int | None = None
    point: int | None = None
    entered_by: int | None = None
    proof: str = Proof.NONE


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many answers on a group is told; a burst is counted within so many minutes."""

    same: int = 10
    official: int = 40
    burst: int = 15
    minutes: int = 10


@dataclass(frozen=True, slots=True)
class Group:
    """Answers to be looked at together; `key` stays the same when more of them come."""

    kind: str
    key: str
    survey: int
    day: date
    answers: tuple[int, ...]
    unit: int | None = None
    batch: int | None = None
    entered_by: int | None = None


def groups(seen: Iterable[Seen], limits: Limits) -> list[Group]:
    """Return all that is to be looked at, in a stable order; an answer may be in several groups."""
    seen = sorted(seen, key=lambda one: one.pk)
    found = [*_same(seen, limits), *_one_official(seen, limits), *_bursts(seen, limits)]
    return sorted(found, key=lambda one: (one.day, one.kind, one.key))


def _same(seen: Sequence[Seen], limits: Limits) -> Iterator[Group]:
    """Yield identical sheets of a survey, a unit and a day."""
    alike: dict[Any, list[Seen]] = defaultdict(list)
    for one in seen:
        if sum(mark is not None for mark in one.marks) >= LEAST_MARKS:
            alike[one.survey, one.unit, one.day, one.marks].append(one)
    for (survey, unit, day, marks), some in alike.items():
        if len(some) >= limits.same * (ONE_COLUMN if some[0].is_even else 1):
            pattern = hashlib.sha256(repr(marks).encode()).hexdigest()[:16]
            yield _group(Kind.SAME_PATTERN, f"{survey}:{unit or ''}:{day}:{pattern}", some)


def _one_official(seen: Sequence[Seen], limits: Limits) -> Iterator[Group]:
    """Yield the sheets one official entered with one date on them."""
    entered: dict[Any, list[Seen]] = defaultdict(list)
    for one in seen:
        if one.entered_by is not None:
            entered[one.survey, one.entered_by, one.day].append(one)
    for (survey, user, day), some in entered.items():
        if len(some) >= limits.official:
            yield _group(Kind.ONE_OFFICIAL, f"{survey}:{user}:{day}", some)


def _bursts(seen: Sequence[Seen], limits: Limits) -> Iterator[Group]:
    """Yield the answers of a point and a day that lie in any stretch of minutes with too many of them.

    What came by the address of the agency itself came by no point: that is a place like any other.
    """
    came: dict[Any, list[Seen]] = defaultdict(list)
    for one in seen:
        if one.batch is None and one.entered_by is None and one.proof != Proof.TOKEN:
            came[one.survey, one.point, one.day].append(one)
    stretch = timedelta(minutes=limits.minutes)
    for (survey, point, day), some in came.items():
        some.sort(key=lambda one: (one.at, one.pk))
        dense: set[int] = set()
        first = 0
        for last, one in enumerate(some):
            while one.at - some[first].at > stretch:
                first += 1
            if last - first + 1 >= limits.burst:
                dense.update(range(first, last + 1))
        if dense:
            yield _group(Kind.BURST, f"{survey}:{point or ''}:{day}", [some[place] for place in sorted(dense)])


def _group(kind: str, key: str, some: Sequence[Seen]) -> Group:
    def shared(name: str) -> Any:
        values = {getattr(one, name) for one in some}
        return values.pop() if len(values) == 1 else None

    return Group(
        kind=kind,
        key=key,
        survey=some[0].survey,
        day=some[0].day,
        answers=tuple(one.pk for one in some),
        unit=shared("unit"),
        batch=shared("batch"),
        entered_by=shared("entered_by"),
    )
