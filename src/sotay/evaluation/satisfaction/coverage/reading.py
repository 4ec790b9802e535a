"""What coverage reads of answers, of ratings of the portal, and of what was handed out; each once for any number of agencies."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateField, Q, Sum
from django.db.models.functions import Coalesce, TruncMonth

from sotay.evaluation.satisfaction.counting import COUNTS_ON, counted, flagged
from sotay.evaluation.satisfaction.coverage.settled import Key
from sotay.evaluation.satisfaction.models import (
    Answer,
    Channel,
    Handout,
    Questionnaire,
    RatingCount,
    Slip,
    Suspicion,
)
from sotay.operation.dossiers.models import Dossier
from sotay.operation.statistics.months import next_month

SERVICES = Questionnaire.About.SERVICES
WAITING, UPHELD = Suspicion.State.WAITING, Suspicion.State.UPHELD
NO_SHEET = ""
"""The grade of proof of what was rated on the portal: there is nothing to look at."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Valid answers of a month that are alike in unit, service, channel and proof, and how many of them are flagged.

    Ratings of the portal may be told of the whole, of units and of services by different rows: `of_…` say what a cell is
    counted for, so that nothing is counted twice.
    """

    month: date
    unit: Key
    service: Key
    channel: str
    proof: str
    count: int
    waiting: int = 0
    upheld: int = 0
    of_whole: bool = True
    of_unit: bool = True
    of_service: bool = True


@dataclass(frozen=True, slots=True)
class Handled:
    """Phát ra, thu về and what of it does not count, of one channel; `handed_out` is None where nobody counted."""

    handed_out: int | None = None
    returned: int = 0
    invalid: int = 0
    doubled: int = 0

    @property
    def valid(self) -> int:
        """Hợp lệ: what came back and counts."""
        return self.returned - self.invalid - self.doubled


@dataclass(frozen=True, slots=True)
class RatedMonth:
    """What the portal tells of a month: handed out (None where it does not say), come back, and the counts of levels 1–5."""

    handed_out: int | None
    returned: int
    levels: list[int]


def came_in(
    agency_ids: Iterable[int], *, first: date, last: date, on: date, returned_only: Collection[int] = ()
) -> dict[int, list[Cell]]:
    """Return the valid answers that count from a day to a day and were given by `on`, by agency; one query."""
    rows = counted(Answer.objects.filter(agency_id__in=list(agency_ids)), first=first, last=last)
    rows = _given(rows, on=on, returned_only=returned_only).annotate(
        month=TruncMonth("counts_on", output_field=DateField()),
        at_unit=Coalesce("dossier__unit_id", "unit_id"),
        at_service=Coalesce("dossier__service_id", "service_id"),
        is_upheld=flagged(states=(UPHELD,)),
        is_waiting=flagged(states=(WAITING,)),
    )
    keys = ("agency_id", "month", "at_unit", "at_service", "channel", "proof")
    told = rows.values_list(*keys).annotate(
        count=Count("pk"),
        waiting=Count("pk", filter=Q(is_waiting=True, is_upheld=False)),
        upheld=Count("pk", filter=Q(is_upheld=True)),
    )
    found: dict[int, list[Cell]] = defaultdict(list)
    for agency_id, *cell in told.order_by():
        found[agency_id].append(Cell(*cell))
    return found


def rated(cells: dict[int, list[Cell]], agency_ids: Iterable[int], *, first: date, last: date) -> None:
    """Add the ratings of the portal by month; a row of the whole is never added to rows of its parts; one query."""
    for (agency_id, month), rows in _ratings(agency_ids, first=first, last=last).items():
        by_place = {place: sum(row.levels) for place, row in rows.items()}
        units, services = _parts(by_place, 0), _parts(by_place, 1)
        cells[agency_id].append(_portal(month, None, None, _whole_of(by_place), of_unit=False, of_service=False))
        for unit, count in units.items():
            cells[agency_id].append(_portal(month, unit, None, count, of_whole=False, of_service=False))
        for service, count in services.items():
            cells[agency_id].append(_portal(month, None, service, count, of_whole=False, of_unit=False))


def _portal_handled(ids: Iterable[int], *, first: date, last: date) -> Iterator[tuple[int, int | None, int, int]]:
    """Yield for each month of an agency what the portal tells as handed out, come back and valid."""
    for (agency_id, _month), rows in _ratings(ids, first=first, last=last).items():
        out = {place: row.handed_out for place, row in rows.items() if row.handed_out is not None}
        valid = _whole_of({place: sum(row.levels) for place, row in rows.items()})
        returned = _whole_of({place: row.returned for place, row in rows.items()})
        yield agency_id, _whole_of(out) if out else None, max(returned, valid), valid


def rated_levels(agency_id: int, *, first: date, last: date) -> list[RatedMonth]:
    """Return what the portal tells of the whole agency in each month that begins in these days, as coverage counts it."""
    found = []
    for rows in _ratings([agency_id], first=first, last=last).values():
        out = {place: row.handed_out for place, row in rows.items() if row.handed_out is not None}
        levels = [sum(level) for level in zip(*(row.levels for row in _rows_of_whole(rows)), strict=True)]
        returned = _whole_of({place: row.returned for place, row in rows.items()})
        found.append(RatedMonth(_whole_of(out) if out else None, max(returned, sum(levels)), levels))
    return found


def _rows_of_whole(rows: Mapping[tuple[Key, Key], RatingCount]) -> list[RatingCount]:
    """Return the rows that come to the whole (see `_whole_of`), none of which stands for what another tells already."""
    ways = [[row] for place, row in rows.items() if place == (None, None)]
    for axis in (0, 1):
        parts: list[RatingCount] = []
        for key in {place[axis] for place in rows} - {None}:
            own = [row for place, row in rows.items() if place[axis] == key and place[1 - axis] is None]
            narrower = [row for place, row in rows.items() if place[axis] == key and place[1 - axis] is not None]
            parts += max(own, narrower, key=_ratings_in)
        ways.append(parts)
    return max(ways, key=_ratings_in)


def _ratings_in(rows: Iterable[RatingCount]) -> int:
    return sum(sum(row.levels) for row in rows)


def _ratings(
    agency_ids: Iterable[int], *, first: date, last: date
) -> dict[tuple[int, date], dict[tuple[Key, Key], RatingCount]]:
    rows = RatingCount.objects.filter(agency_id__in=list(agency_ids), month__range=(first, last))
    told: dict[tuple[int, date], dict[tuple[Key, Key], RatingCount]] = defaultdict(dict)
    for row in rows.order_by("month", "pk"):
        told[row.agency_id, row.month][row.unit_id, row.service_id] = row
    return told


def _whole_of(by_place: Mapping[tuple[Key, Key], int]) -> int:
    """Return what rows of a month come to: the row of the whole, or its units or services together where they are more."""
    return max(by_place.get((None, None), 0), *(sum(_parts(by_place, axis).values()) for axis in (0, 1)))


def _parts(by_place: Mapping[tuple[Key, Key], int], axis: int) -> dict[Key, int]:
    """Return the counts of each unit (0) or service (1): its own row, or its rows together where they come to more."""
    own: dict[Key, int] = defaultdict(int)
    narrower: dict[Key, int] = defaultdict(int)
    for place, count in by_place.items():
        key, other = place[axis], place[1 - axis]
        if key is not None:
            (own if other is None else narrower)[key] += count
    return {key: max(own[key], narrower[key]) for key in {**own, **narrower}}


def _portal(month: date, unit: Key, service: Key, count: int, **which: bool) -> Cell:
    return Cell(month, unit, service, Channel.PORTAL, NO_SHEET, count, **which)


def valid_in(cells: Mapping[int, Iterable[Cell]]) -> dict[tuple[int, str], int]:
    """Return how many of the answers that `came_in` there are by agency and channel."""
    found: dict[tuple[int, str], int] = defaultdict(int)
    for agency_id, some in cells.items():
        for cell in some:
            found[agency_id, cell.channel] += cell.count
    return dict(found)


def handled(
    agency_ids: Iterable[int],
    *,
    first: date,
    last: date,
    on: date,
    valid: Mapping[tuple[int, str], int],
    returned_only: Collection[int] = (),
) -> tuple[dict[int, dict[str, Handled]], dict[int, int]]:
    """Return what went out and came back by agency and channel, and how many answers wait for their dossier to be settled.

    `valid` are the answers that count in the same days (`valid_in`). Where only returned dossiers are settled, answers to
    others wait. Handed out counts by the day it was, sheets that came back by the day they count on. Five queries.
    """
    ids = list(agency_ids)
    out = _handed_out(ids, first=first, last=last)
    back: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    every = Answer.objects.filter(agency_id__in=ids, survey__asks__questionnaire__about=SERVICES, given_date__lte=on)
    rows = _given(every, on=on, returned_only=returned_only)
    came = rows.annotate(counts_on=COUNTS_ON).filter(counts_on__range=(first, last))
    counts = {"count": Count("pk"), "invalid": Count("pk", filter=~Q(invalid_reason=""))}
    for agency_id, channel, count, invalid in came.values_list("agency_id", "channel").annotate(**counts).order_by():
        back[agency_id][channel] = [count, invalid]
    kept = dict(valid)
    for agency_id, out_of_month, returned, valid_of_month in _portal_handled(ids, first=first, last=last):
        place, key = back[agency_id][Channel.PORTAL], (agency_id, str(Channel.PORTAL))
        place[0] += returned
        place[1] += returned - valid_of_month
        kept[key] = kept.get(key, 0) + valid_of_month
        if out_of_month is not None:
            out[agency_id][Channel.PORTAL] = out[agency_id].get(Channel.PORTAL, 0) + out_of_month
    found: dict[int, dict[str, Handled]] = {}
    for agency_id in ids:
        found[agency_id] = {}
        for channel in Channel.values:
            count, invalid = back[agency_id][channel]
            doubled = count - invalid - kept.get((agency_id, channel), 0)
            if count or channel in out[agency_id]:
                found[agency_id][channel] = Handled(out[agency_id].get(channel), count, invalid, doubled)
    late = Q(dossier__settled_date__isnull=True) | _not_returned(returned_only)
    waits = every.filter(late, dossier__isnull=False, given_date__range=(first, last), invalid_reason="")
    return found, dict(waits.values_list("agency_id").annotate(count=Count("pk")).order_by())


def _handed_out(ids: list[int], *, first: date, last: date) -> dict[int, dict[str, int]]:
    """Return the sheets that were handed out, slips that were printed and links that were sent, by agency and channel."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    sheets = Handout.objects.filter(
        agency_id__in=ids, given_date__range=(first, last), survey__asks__questionnaire__about=SERVICES
    )
    slips = Slip.objects.filter(
        Q(sent_at__isnull=False) | ~Q(batch__channel=Channel.LINK),
        agency_id__in=ids,
        batch__made_date__range=(first, last),
        batch__survey__asks__questionnaire__about=SERVICES,
    )
    for told in (
        sheets.values_list("agency_id", "channel").annotate(count=Sum("count")).order_by(),
        slips.values_list("agency_id", "batch__channel").annotate(count=Count("pk")).order_by(),
    ):
        for agency_id, channel, count in told:
            found[agency_id][channel] = found[agency_id].get(channel, 0) + count
    return found


def _given(rows: Any, *, on: date, returned_only: Collection[int]) -> Any:
    """Keep what was given by a day; where only returned dossiers count, answers to others wait for the return."""
    rows = rows.filter(given_date__lte=on)
    return rows.exclude(_not_returned(returned_only) & Q(invalid_reason="")) if returned_only else rows


def _not_returned(returned_only: Collection[int]) -> Q:
    """Return the condition that an answer is for a dossier whose return its agency waits for."""
    waits = Q(dossier__isnull=False) & ~Q(dossier__state=Dossier.State.RETURNED)
    return Q(agency_id__in=list(returned_only)) & waits


def days_of_answers(
    spans: Mapping[int, tuple[date, date]],
    *,
    on: date,
    months: Mapping[int, Collection[date]],
    returned_only: Collection[int] = (),
) -> dict[int, dict[date, int]]:
    """Return how many unflagged answers were given on which day, for the answers that make up each agency's share.

    `months` are those that tell settled dossiers. Ratings of the portal are told by the last day of their month, in the
    month the figures are closed by that day. Two queries for each span there is.
    """
    found: dict[int, dict[date, int]] = {agency_id: defaultdict(int) for agency_id in spans}
    for first, last in sorted(set(spans.values())):
        ids = [one for one, span in spans.items() if span == (first, last)]
        rows = counted(Answer.objects.filter(agency_id__in=ids), first=first, last=last).exclude(flagged())
        rows = _given(rows, on=on, returned_only=returned_only)
        rows = rows.annotate(month=TruncMonth("counts_on", output_field=DateField()))
        rows = rows.values_list("agency_id", "month", "given_date").annotate(count=Count("pk"))
        for agency_id, month, day, count in rows.order_by():
            found[agency_id][day] += count if month in months[agency_id] else 0
        for (agency_id, month), told in _ratings(ids, first=first, last=last).items():
            by_place = {place: sum(row.levels) for place, row in told.items()}
            day = min(next_month(month) - timedelta(days=1), last)
            found[agency_id][day] += _whole_of(by_place) if month in months[agency_id] else 0
    return {agency_id: dict(days) for agency_id, days in found.items()}
