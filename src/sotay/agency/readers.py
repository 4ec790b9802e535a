"""Who should have read what is made known: everybody seated in the agency or a unit, and the day each confirmed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sotay.agency.models.seat import Seat


@dataclass(frozen=True, slots=True)
class MadeKnown:
    """Something everybody of an agency, or of one unit, reads; `since` is the first day the time to read can begin."""

    key: int
    agency_id: int
    unit_id: int | None
    since: date


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who should know it: when the time to read began, and the day of the confirmation if there is one."""

    user_id: int
    start: date
    read_date: date | None


def expected_readers(
    known: Iterable[MadeKnown], *, read: Mapping[tuple[int, int], date], on: date
) -> dict[int, list[Expected]]:
    """Return, by key, everybody who holds a seat there on a day; one query for any number of agencies.

    `read` has the day of the confirmation by (key, person). A newcomer's time begins with the coming.
    """
    known = list(known)
    came = _came({one.agency_id for one in known}, on=on)
    return {
        one.key: [
            Expected(user_id, max(one.since, from_date), read.get((one.key, user_id)))
            for user_id, from_date in came.get((one.agency_id, one.unit_id), {}).items()
        ]
        for one in known
    }


def _came(agency_ids: Iterable[int], *, on: date) -> dict[tuple[int, int | None], dict[int, date]]:
    """Return since when each person is seated, in the agency (unit None) and in each unit."""
    came: dict[tuple[int, int | None], dict[int, date]] = defaultdict(dict)
    seats = Seat.objects.filter(agency_id__in=list(agency_ids)).in_force(on).order_by("pk")
    for agency_id, unit_id, user_id, from_date in seats.values_list("agency_id", "unit_id", "user_id", "from_date"):
        for place in {(agency_id, None), (agency_id, unit_id)}:
            came[place][user_id] = min(from_date, came[place].get(user_id, from_date))
    return came
