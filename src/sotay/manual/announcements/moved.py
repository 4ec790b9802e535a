"""A scope that moved on since it was announced: every difference, what was decided of it, and by when it is owed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sotay.agency.models import Agency
from sotay.manual.announcements.differences import (
    Covered,
    Difference,
    announced_of,
    covered_on,
    differences,
    end_of_next_quarter,
)
from sotay.manual.announcements.models import Announcement, ScopeChange
from sotay.standard.applicability.queries import Exclusions


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with those of its differences that are still there."""

    change: ScopeChange
    found: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """What differs from the announcement that stands, on a day; `today` is what is covered now."""

    standing: Announcement | None
    today: Covered
    found: tuple[Difference, ...]
    decided: tuple[Decided, ...]

    @property
    def undecided(self) -> tuple[Difference, ...]:
        """The differences no decision covers."""
        covered = {one.key for each in self.decided for one in each.found}
        return tuple(one for one in self.found if one.key not in covered)

    @property
    def default_due(self) -> date | None:
        """The day by which what nobody decided on is owed: the end of the quarter after the first of it."""
        return end_of_next_quarter(min(one.since for one in self.undecided)) if self.undecided else None


def moved_of(agency: Agency, *, on: date) -> Moved:
    """Return how the scope of an agency moved on since its announcement; a constant number of queries."""
    return moved_of_all([agency.pk], on=on)[agency.pk]


def moved_of_all(
    agency_ids: Collection[int], *, on: date, exclusions: Mapping[int, Exclusions] | None = None
) -> dict[int, Moved]:
    """Return the same for many agencies, by the same number of queries."""
    ids = list(agency_ids)
    rows = Announcement.objects.filter(agency_id__in=ids).in_force(on).select_related("agency")
    standing = {one.agency_id: one for one in rows.order_by("issued_date", "edition")}
    announced = announced_of(list(standing.values()))
    covered = covered_on(ids, on=on, exclusions=exclusions)
    changes: dict[int, list[ScopeChange]] = {pk: [] for pk in ids}
    open_ = ScopeChange.objects.filter(announcement__in=list(standing.values()), decided_date__lte=on)
    for change in open_.select_related("announcement").order_by("decided_date", "pk"):
        if change.settled_date is None or change.settled_date > on:
            changes[change.agency_id].append(change)
    made = {}
    for pk in ids:
        one, found = standing.get(pk), []
        if one is not None and one.issued_date is not None:
            found = differences(announced[one.pk], covered[pk], since=one.issued_date)
            found = [each for each in found if each.since <= on]
        made[pk] = Moved(one, covered[pk], tuple(found), _decided(changes[pk], found))
    return made


def _decided(changes: Collection[ScopeChange], found: Collection[Difference]) -> tuple[Decided, ...]:
    by_key = {one.key: one for one in found}
    told: set[str] = set()
    decided = []
    for change in changes:
        keys = [item["key"] for item in change.items if item["key"] in by_key and item["key"] not in told]
        told.update(keys)
        if keys:
            decided.append(Decided(change, tuple(by_key[key] for key in keys)))
    return tuple(decided)
