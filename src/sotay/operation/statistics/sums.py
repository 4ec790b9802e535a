"""How counts of units, fields and services come to one figure, and months to a period; nothing is counted twice.

The rule. A row tells of the whole agency, of a unit, a field, a service, or of several of these together. A row that
tells of something as a whole is never added to rows of its parts. For every count by itself: the parts are taken when
they cover, that is when each of them tells the count and together they come to no less than the row of the whole says
(or nobody told the whole); else the row of the whole. Of several ways to part (by unit, by field) without a row of the
whole the one that comes to most is taken. Wherever two of these figures differ, the difference is named.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Final

from sotay.operation.statistics.counts import AT_THE_END, AT_THE_START, EVERY, OF_ONE_MONTH, Counts
from sotay.operation.statistics.rates import Rate, rate

UNIT, FIELD, SERVICE = "unit", "field", "service"
NO_FIELD: Final = "–"
"""The field of a service whose own field nobody knows."""
NO_UNIT: Final = 0
"""The unit of dossiers nobody says the unit of; they are a part like any other, never the whole."""


@dataclass(frozen=True, slots=True)
class Line:
    """The counts of one row: `unit` and `service` are keys (None: all), `field` a name (empty: all)."""

    unit: Hashable | None
    field: str
    service: Hashable | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of the whole beside what its parts come to, of one count; `missing` parts do not tell it.

    `of` names what was parted: pairs of axis and key, empty for the whole agency. `told` is None where nobody told the
    whole, `sum` where no part tells it.
    """

    of: tuple[tuple[str, Hashable], ...]
    axis: str
    name: str
    told: int | None
    sum: int | None
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Joined:
    """One figure of several rows, with the differences found on the way to it."""

    counts: Counts
    differences: tuple[Difference, ...] = ()


Of = tuple[tuple[str, Hashable], ...]


def whole(lines: Sequence[Line]) -> Joined:
    """Return the figures of all the lines of one month together."""
    own = [one for one in lines if one.unit is None and one.service is None and not one.field]
    return _join((), own, {UNIT: by_unit(lines), FIELD: by_field(lines)})


def by_unit(lines: Iterable[Line]) -> dict[Hashable, Joined]:
    """Return the figures of each unit that a line of the month names."""
    groups = _grouped(lines, lambda one: one.unit)
    return {unit: _of_unit(unit, some) for unit, some in groups.items()}


def by_field(lines: Iterable[Line]) -> dict[Hashable, Joined]:
    """Return the figures of each field that a line of the month names, by itself or by a service of it."""
    groups = _grouped(lines, lambda one: one.field or None)
    return {field: _of_field(str(field), some) for field, some in groups.items()}


def by_service(lines: Iterable[Line]) -> dict[Hashable, Joined]:
    """Return the figures of each service that a line of the month names."""
    groups = _grouped(lines, lambda one: one.service)
    return {service: _of_service(service, some) for service, some in groups.items()}


def of_unit(lines: Iterable[Line], unit: Hashable) -> list[Line]:
    """Return the lines of a unit as if it were an agency of its own."""
    return [replace(one, unit=None) for one in lines if one.unit == unit]


def _of_unit(unit: Hashable, lines: Sequence[Line]) -> Joined:
    own = [one for one in lines if one.service is None and not one.field]
    fields = _grouped(lines, lambda one: one.field or None)
    return _join(
        ((UNIT, unit),), own, {FIELD: {field: _unit_field(unit, field, some) for field, some in fields.items()}}
    )


def _unit_field(unit: Hashable, field: Hashable, lines: Sequence[Line]) -> Joined:
    own = [one for one in lines if one.service is None]
    services = {one.service: Joined(one.counts) for one in lines if one.service is not None}
    return _join(((UNIT, unit), (FIELD, field)), own, {SERVICE: services})


def _of_field(field: str, lines: Sequence[Line]) -> Joined:
    own = [one for one in lines if one.unit is None and one.service is None]
    units = _grouped(lines, lambda one: one.unit)
    parts = {
        SERVICE: by_service(lines),
        UNIT: {unit: _unit_field(unit, field, some) for unit, some in units.items()},
    }
    return _join(((FIELD, field),), own, parts)


def _of_service(service: Hashable, lines: Sequence[Line]) -> Joined:
    own = [one for one in lines if one.unit is None]
    units = {one.unit: Joined(one.counts) for one in lines if one.unit is not None}
    return _join(((SERVICE, service),), own, {UNIT: units})


def _grouped(lines: Iterable[Line], key: Callable[[Line], Hashable | None]) -> dict[Hashable, list[Line]]:
    groups: dict[Hashable, list[Line]] = {}
    for one in lines:
        if (found := key(one)) is not None:
            groups.setdefault(found, []).append(one)
    return groups


def _join(of: Of, own: Sequence[Line], parts: Mapping[str, Mapping[Hashable, Joined]]) -> Joined:
    """Return the row of the whole (at most one) joined with its parts by the rule of this module."""
    if own and not any(parts.values()):
        return Joined(own[0].counts)
    told = own[0].counts if own else Counts()
    values, found = {}, []
    for name in EVERY:
        values[name], some = _one(of, name, getattr(told, name), parts)
        found += some
    below = chain.from_iterable(one.differences for some in parts.values() for one in some.values())
    return Joined(Counts(**values), tuple(dict.fromkeys((*found, *below))))


def _one(
    of: Of, name: str, told: int | None, parts: Mapping[str, Mapping[Hashable, Joined]]
) -> tuple[int | None, list[Difference]]:
    sums: dict[str, int] = {}
    found = []
    for axis, some in parts.items():
        known = [number for one in some.values() if (number := getattr(one.counts, name)) is not None]
        missing = len(some) - len(known)
        if not known:
            continue
        if not missing:
            sums[axis] = sum(known)
        if missing or (told is not None and sum(known) != told):
            found.append(Difference(of, axis, name, told, sum(known), missing))
    if told is None:
        most = max(sums.values(), default=None)
        found += [Difference(of, axis, name, most, number) for axis, number in sums.items() if number != most]
        return most, found
    return next((number for number in sums.values() if number >= told), told), found


def over_months(months: Mapping[date, Counts]) -> Counts:
    """Return the counts of a period, whatever the order of its months.

    What was received or settled is added up over the months that tell it; carried over is that of the first month, what
    is pending that of the last; a printed total counts for a single month alone.
    """
    ordered = [months[month] for month in sorted(months)]
    if len(ordered) == 1:
        return ordered[0]
    # A month that prints no sum has that of its parts, so that the period is not short of it.
    read: dict[str, Callable[[Counts], int | None]] = {
        "settled": lambda one: one.settled_in_all,
        "pending": lambda one: one.pending_in_all,
    }
    if any(one.received_channel is not None for one in ordered):  # of others nobody says that a way is not known
        read["received_channel"] = _channel_known
    values: dict[str, int | None] = {}
    for name in EVERY:
        told = [*map(read.get(name) or attrgetter(name), ordered)]
        known = [one for one in told if one is not None]
        if name in AT_THE_START:
            values[name] = told[0] if told else None
        elif name in AT_THE_END:
            values[name] = told[-1] if told else None
        elif name in OF_ONE_MONTH:
            values[name] = None
        else:
            values[name] = sum(known) if known else None
    return Counts(**values)


def added_up(some: Iterable[Counts]) -> Counts:
    """Return the counts of parts that share nothing, together; what no part tells stays unknown."""
    values: dict[str, int] = {}
    for one in some:
        for name in EVERY:
            if (number := getattr(one, name)) is not None:
                values[name] = values.get(name, 0) + number
    return Counts(**values)


def _channel_known(one: Counts) -> int | None:
    return one.received if one.received_channel is None and one.received_online is not None else one.received_channel


@dataclass(frozen=True, slots=True)
class PeriodRate:
    """A rate over the months that tell both its numbers; `lacking` are the months with figures that do not."""

    rate: Rate
    months: tuple[date, ...]
    lacking: tuple[date, ...]


def rate_over(
    name: str, months: Mapping[date, Counts], *, denominator: str, merged: Counts | None = None
) -> PeriodRate:
    """Return a rate of a period: part and whole are those of the same months, so that neither is short of one.

    `merged` are the counts of all the months together, where they are known already.
    """
    telling = {}
    for month in sorted(months):
        one = rate(name, months[month], denominator=denominator)
        if one.part is not None and one.whole is not None:
            telling[month] = months[month]
    if merged is None or len(telling) < len(months):
        merged = over_months(telling)
    return PeriodRate(
        rate(name, merged, denominator=denominator),
        tuple(telling),
        tuple(month for month in sorted(months) if month not in telling),
    )
