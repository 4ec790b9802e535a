"""How long a case takes by its steps: the longest way through them, exact, held against its two limits (practice.md 6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from sotay.operation.procedures.models import TimeUnit

HOURS: Final = 8
"""Working hours of a working day."""
DAYS: Final = 30
"""Days of a month where none is named (Bộ luật Dân sự 2015, Điều 146 khoản 2)."""
START: Final = 0
"""Named as the step before: the step begins with the case itself."""
_IN_HOURS: Final = {
    TimeUnit.HOUR: 1,
    TimeUnit.WORKING_DAY: HOURS,
    TimeUnit.DAY: HOURS,
    TimeUnit.MONTH: HOURS * DAYS,
}


class RingOfSteps(ValueError):  # noqa: N818  the word of the house
    """Raised when steps wait for each other, or for one that is not there; `positions` names them in order."""

    def __init__(self, positions: Iterable[int]) -> None:
        self.positions = tuple(sorted(positions))
        super().__init__(", ".join(map(str, self.positions)))


@dataclass(frozen=True, slots=True)
class Timed:
    """A step as it counts: its place, its time (None where none is written), the places of those before it.

    `after` empty means the step before, in the order of the places; `START` names the beginning.
    """

    position: int
    value: Decimal | None
    unit: str = TimeUnit.WORKING_DAY
    after: tuple[int, ...] = ()
    is_external: bool = False


class Verdict(StrEnum):
    """How the steps of a case stand against its limit."""

    NO_STEPS = "NO_STEPS"
    NO_TIMES = "NO_TIMES"
    NOT_COMPARABLE = "NOT_COMPARABLE"
    NO_LIMIT = "NO_LIMIT"
    EQUAL = "EQUAL"
    SMALLER = "SMALLER"
    GREATER = "GREATER"


@dataclass(frozen=True, slots=True)
class Total:
    """What the steps of a case come to.

    `own` are working hours at the agency on its longest way (`way`, the places of its steps), `elsewhere` those of other
    bodies counted apart, `whole` the longest way with both. `untimed` is how many steps bear no time of their own.
    `mixed` says that working days and plain days stand side by side, which no sum can put together.
    """

    own: Fraction
    elsewhere: Fraction
    whole: Fraction
    untimed: int
    steps: int
    way: tuple[int, ...]
    mixed: bool


def total_of(steps: Sequence[Timed], *, unit: str = TimeUnit.WORKING_DAY) -> Total:
    """Return what the steps of a case come to; RingOfSteps when they wait for each other. `unit` is that of the limits."""
    before = ways_before(steps)
    by_place = {one.position: one for one in steps}
    own, way = _longest(by_place, before, external={False})
    elsewhere, _way = _longest(by_place, before, external={True})
    whole, _way = _longest(by_place, before, external={False, True})
    kinds = {_is_calendar(one.unit) for one in steps if one.value and one.unit != TimeUnit.HOUR}
    if unit != TimeUnit.HOUR and kinds:
        kinds.add(_is_calendar(unit))
    untimed = sum(one.value is None for one in steps)
    return Total(own, elsewhere, whole, untimed, len(steps), way, mixed=len(kinds) > 1)


def ways_before(steps: Iterable[Timed]) -> Mapping[int, tuple[int, ...]]:
    """Return the places of the steps directly before each, in an order in which they can be done; RingOfSteps if none."""
    ordered = sorted(steps, key=lambda one: one.position)
    there = {one.position for one in ordered}
    before: dict[int, tuple[int, ...]] = {}
    last: int | None = None
    for one in ordered:
        named = tuple(dict.fromkeys(place for place in one.after if place != START))
        if unknown := set(named) - there:
            raise RingOfSteps(unknown)
        before[one.position] = named if one.after else (last,) if last is not None else ()
        last = one.position
    done: dict[int, tuple[int, ...]] = {}
    waiting = dict(before)
    while waiting:
        free = [place for place, needs in waiting.items() if all(need in done for need in needs)]
        if not free:
            raise RingOfSteps(_ring(waiting))
        for place in free:
            done[place] = waiting.pop(place)
    return done


def hours_of(value: Decimal | Fraction | int, unit: str) -> Fraction:
    """Return a time in working hours: a day is eight of them."""
    return Fraction(value) * _IN_HOURS[TimeUnit(unit)]


def in_unit(hours: Fraction, unit: str) -> Fraction:
    """Return hours as a number of the unit."""
    return hours / _IN_HOURS[TimeUnit(unit)]


def verdict_on(
    total: Total | None, *, own: Decimal | None, legal: Decimal | None, unit: str = TimeUnit.WORKING_DAY
) -> Verdict:
    """Return how a total stands against the agency's own limit, or where there is none against the legal one."""
    if total is None or not total.steps:
        return Verdict.NO_STEPS
    if total.untimed == total.steps:
        return Verdict.NO_TIMES
    limit = own if own is not None else legal
    if limit is None:
        return Verdict.NO_LIMIT
    if total.mixed:
        return Verdict.NOT_COMPARABLE
    allowed = hours_of(limit, unit)
    if total.own > allowed:
        return Verdict.GREATER
    return Verdict.SMALLER if total.own < allowed else Verdict.EQUAL


def _longest(
    steps: Mapping[int, Timed], before: Mapping[int, Sequence[int]], *, external: set[bool]
) -> tuple[Fraction, tuple[int, ...]]:
    """Return the hours of the longest way, counting the steps of other bodies, all others or both, and its places."""
    reached: dict[int, tuple[Fraction, tuple[int, ...]]] = {}
    for place, needs in before.items():
        one = steps[place]
        hours, way = max((reached[need] for need in needs), key=_order, default=(Fraction(0), ()))
        if one.value is not None and one.is_external in external:
            hours += hours_of(one.value, one.unit)
        reached[place] = (hours, (*way, place))
    return max(reached.values(), key=_order, default=(Fraction(0), ()))


def _order(found: tuple[Fraction, tuple[int, ...]]) -> tuple[Fraction, int, tuple[int, ...]]:
    """Order ways by their time, then the one with more steps, then by its places, so that the same one is always named."""
    hours, way = found
    return hours, len(way), tuple(-place for place in way)


def _ring(waiting: Mapping[int, Sequence[int]]) -> set[int]:
    """Return the places of one ring among steps that all wait for another of them."""
    place, seen = next(iter(waiting)), list[int]()
    while place not in seen:
        seen.append(place)
        place = next(need for need in waiting[place] if need in waiting)
    return set(seen[seen.index(place) :])


def _is_calendar(unit: str) -> bool:
    return unit in {TimeUnit.DAY, TimeUnit.MONTH}
