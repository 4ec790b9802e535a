"""Coverage: answers ÷ settled dossiers of a period (công văn 262 mục 5: strictly more than the agency's share).

Part and whole are those of the same months: answers of months nobody tells settled dossiers of stand `beside`. An answer
tied to a dossier counts for the unit and service of the dossier. Ratings of the portal are counted, and told apart: there
are no sheets behind them. Whether the share is passed is told without flagged answers (*cần xem lại* or found wrong).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sotay.agency.models import Agency
from sotay.evaluation.satisfaction.coverage.reading import Cell, Handled, came_in, handled, rated, valid_in
from sotay.evaluation.satisfaction.coverage.settled import Key, Settled, settled_of
from sotay.evaluation.satisfaction.models import Channel
from sotay.operation.statistics.rates import percent
from sotay.standard.catalogue.periods import Period
from sotay.standard.parameters.queries import Values, values_of

SHARE: Final = "survey.share"
SETTLED: Final = "survey.settled"
RETURNED: Final = "RETURNED"
FEW: Final = 20
"""Of fewer settled dossiers each answer moves the share by more than five points; it is said beside the share."""


@dataclass(frozen=True, slots=True)
class Share:
    """Answers beside the settled dossiers they are divided by, of a whole, a unit, a service or a month.

    `answers` are the valid ones of the months that tell `settled` (None: no month does), `waiting` and `upheld` those of
    them flagged, `portal` those of them rated on the portal; `beside` are valid answers of the other months, of which
    `beside_flagged` flagged. `more_than` is the percentage that must be exceeded.
    """

    settled: int | None
    answers: int
    more_than: Decimal
    waiting: int = 0
    upheld: int = 0
    portal: int = 0
    beside: int = 0
    beside_flagged: int = 0

    @property
    def flagged(self) -> int:
        """Those to be looked at again, and those found not to count."""
        return self.waiting + self.upheld

    @property
    def unflagged(self) -> int:
        """The answers without those flagged."""
        return self.answers - self.flagged

    @property
    def percent(self) -> Decimal | None:
        """All answers in percent of the settled dossiers, half up at two digits; None where nothing is settled or known."""
        return percent(self.answers, self.settled)

    @property
    def percent_unflagged(self) -> Decimal | None:
        """The answers without flagged ones in percent."""
        return percent(self.unflagged, self.settled)

    @property
    def percent_of_sheets(self) -> Decimal | None:
        """The unflagged answers without ratings of the portal, behind which there are no sheets, in percent."""
        return percent(self.unflagged - self.portal, self.settled)

    @property
    def wanted(self) -> int | None:
        """The least number of answers strictly more than the share (all, where that is 100 %); None: nothing settled or known."""
        if not self.settled:
            return None
        return min(int(self.settled * self.more_than / 100) + 1, self.settled)

    @property
    def needed(self) -> int | None:
        """How many more unflagged answers are needed."""
        return None if self.wanted is None else max(self.wanted - self.unflagged, 0)

    @property
    def passes(self) -> bool:
        """Whether the unflagged answers are enough."""
        return self.needed == 0

    @property
    def passes_with_flagged(self) -> bool:
        """Whether all answers together are enough."""
        return self.wanted is not None and self.answers >= self.wanted

    @property
    def is_few(self) -> bool:
        """Whether so little was settled that one answer moves the share a lot."""
        return bool(self.settled) and (self.settled or 0) < FEW

    @property
    def is_more_than_all(self) -> bool:
        """Whether there are more answers than settled dossiers, so that something in the figures is to be looked at."""
        return self.settled is not None and self.answers > self.settled


@dataclass(frozen=True, slots=True)
class Came:
    """Valid answers of a channel or a grade of proof in the whole period, and those of them flagged."""

    answers: int = 0
    waiting: int = 0
    upheld: int = 0

    @property
    def flagged(self) -> int:
        """Those to be looked at again, and those found not to count."""
        return self.waiting + self.upheld

    def __add__(self, other: "Came") -> "Came":
        return Came(self.answers + other.answers, self.waiting + other.waiting, self.upheld + other.upheld)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage of an agency from a day to a day, as known `on` a day.

    `units` and `services` stand by key, None for answers and dossiers nobody says it of. `came` are the valid answers of
    the whole period, by `channels` and by `proofs` (portal ratings under the empty grade: there are no sheets), and
    `of_channels` those that count in the share, by channel. `is_returned_only` says what is settled. `handled`
    tells by channel what was handed out, came back and was invalid. `missing` are the months nobody tells settled dossiers
    of, `led` those told by dossiers, `unit_months` and `service_months` those told by unit and by service.
    """

    agency_id: int
    first: date
    last: date
    on: date
    more_than: Decimal
    whole: Share
    units: Mapping[Key, Share] = field(default_factory=dict)
    services: Mapping[Key, Share] = field(default_factory=dict)
    months: Mapping[date, Share] = field(default_factory=dict)
    came: Came = field(default_factory=Came)
    channels: Mapping[str, Came] = field(default_factory=dict)
    proofs: Mapping[str, Came] = field(default_factory=dict)
    of_channels: Mapping[str, Share] = field(default_factory=dict)
    is_returned_only: bool = False
    handled: Mapping[str, Handled] = field(default_factory=dict)
    unsettled: int = 0
    missing: tuple[date, ...] = ()
    led: frozenset[date] = frozenset()
    unit_months: frozenset[date] = frozenset()
    service_months: frozenset[date] = frozenset()

    @property
    def told_months(self) -> frozenset[date]:
        """The months that tell settled dossiers."""
        return frozenset(self.months) - frozenset(self.missing)

    @property
    def handed_out(self) -> int | None:
        """How many sheets and links went out (phát ra), None where nobody counted any."""
        told = [one.handed_out for one in self.handled.values() if one.handed_out is not None]
        return sum(told) if told else None

    @property
    def returned(self) -> int:
        """How many came back (thu về), valid or not."""
        return sum(one.returned for one in self.handled.values())

    @property
    def invalid(self) -> int:
        """How many of them were set invalid."""
        return sum(one.invalid for one in self.handled.values())

    @property
    def doubled(self) -> int:
        """How many are valid but do not count, since the same dossier has an answer with a stronger proof."""
        return sum(one.doubled for one in self.handled.values())


def coverage(agency: Agency, period: Period, on: date) -> Coverage:
    """Return the coverage of an agency; `period` may be a `Span` (see `periods.days_of` for a half)."""
    return coverages({agency.pk: period}, on=on)[agency.pk]


def coverages(periods: Mapping[int, Period], *, on: date, values: Values | None = None) -> dict[int, Coverage]:
    """Return the coverage of each agency (by key) in its period; a dozen queries for all that share one.

    `values` are the parameters of a batch read before.
    """
    values = values or values_of(periods)
    groups: dict[tuple[date, date], list[int]] = defaultdict(list)
    for agency_id, period in periods.items():
        groups[period.start, period.end].append(agency_id)
    found: dict[int, Coverage] = {}
    for (first, end), agency_ids in groups.items():
        last = min(end, on)
        returned = [one for one in agency_ids if values.value(one, SETTLED, first) == RETURNED]
        settled = settled_of(agency_ids, first=first, last=last, returned_only=returned)
        cells = came_in(agency_ids, first=first, last=last, on=on, returned_only=returned)
        valid = valid_in(cells)
        rated(cells, agency_ids, first=first, last=last)
        told, unsettled = handled(agency_ids, first=first, last=last, on=on, valid=valid, returned_only=returned)
        for agency_id in agency_ids:
            found[agency_id] = _of(
                settled[agency_id],
                cells[agency_id],
                agency_id=agency_id,
                first=first,
                last=last,
                on=on,
                more_than=values.value(agency_id, SHARE, first),
                handled=told[agency_id],
                is_returned_only=agency_id in returned,
                unsettled=unsettled.get(agency_id, 0),
            )
    return {agency_id: found[agency_id] for agency_id in periods}


def _of(settled: Settled, cells: Iterable[Cell], *, more_than: Decimal, **more: Any) -> Coverage:
    by_unit: dict[Key, list[Cell]] = defaultdict(list)
    by_service: dict[Key, list[Cell]] = defaultdict(list)
    by_month: dict[date, list[Cell]] = defaultdict(list)
    by_channel: dict[str, list[Cell]] = defaultdict(list)
    channels: dict[str, Came] = defaultdict(Came)
    proofs: dict[str, Came] = defaultdict(Came)
    whole = []
    for cell in cells:
        if cell.of_whole:
            whole.append(cell)
            by_month[cell.month].append(cell)
            by_channel[cell.channel].append(cell)
            came = Came(cell.count, cell.waiting, cell.upheld)
            channels[cell.channel] += came
            proofs[cell.proof] += came
        if cell.of_unit:
            by_unit[cell.unit].append(cell)
        if cell.of_service:
            by_service[cell.service].append(cell)
    units = {key: _share(settled.of_unit(key), by_unit[key], more_than) for key in {**settled.units, **by_unit}}
    services = {
        key: _share(settled.of_service(key), by_service[key], more_than) for key in {**settled.services, **by_service}
    }
    months = {
        month: _share(
            {month: told} if (told := settled.whole.get(month)) is not None else {}, by_month[month], more_than
        )
        for month in settled.months
    }
    return Coverage(
        more_than=more_than,
        whole=_share(settled.whole, whole, more_than),
        units=units,
        services=services,
        months=months,
        came=sum(channels.values(), Came()),
        channels={one: channels[one] for one in Channel.values if one in channels},
        proofs=dict(proofs),
        of_channels={one: _share(settled.whole, some, more_than) for one, some in by_channel.items()},
        missing=settled.missing,
        led=settled.led,
        unit_months=settled.months_by(settled.units),
        service_months=settled.months_by(settled.services),
        **more,
    )


def _share(settled: Mapping[date, int], cells: Iterable[Cell], more_than: Decimal) -> Share:
    answers = waiting = upheld = portal = beside = beside_flagged = 0
    for cell in cells:
        if cell.month not in settled:
            beside += cell.count
            beside_flagged += cell.waiting + cell.upheld
            continue
        answers += cell.count
        waiting += cell.waiting
        upheld += cell.upheld
        portal += cell.count if cell.channel == Channel.PORTAL else 0
    told = sum(settled.values()) if settled else None
    return Share(told, answers, more_than, waiting, upheld, portal, beside, beside_flagged)
