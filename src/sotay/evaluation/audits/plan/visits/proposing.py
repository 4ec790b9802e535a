"""What a plan is proposed to be: a visit for each unit of the month, half a day each, and who audits where."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from sotay.agency.models import Unit, User
from sotay.agency.workdays import WorkCalendar
from sotay.evaluation.audits.models import Audit, Auditor, ProgrammeLine, Visit
from sotay.evaluation.audits.plan.independence import Ties, day_of, ties_of
from sotay.evaluation.audits.plan.recognised import beyond
from sotay.standard.catalogue.clauses import clause_key

HALVES = ((time(8, 0), time(11, 0)), (time(14, 0), time(16, 30)))
"""Half days a visit is proposed for."""


@dataclass(slots=True)
class Proposed:
    """A unit to be audited, with the clauses and the words the programme has for it."""

    unit: Unit
    clauses: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)


def months_of(audit: Audit) -> list[int]:
    """Return the months of the year an audit lies in."""
    last = audit.to_date.month if audit.to_date.year == audit.from_date.year else 12
    return list(range(audit.from_date.month, last + 1))


def from_programme(lines: Iterable[ProgrammeLine], months: Iterable[int]) -> list[Proposed]:
    """Return the units a programme has in these months in its order; a process is audited at the unit that owns it."""
    found: dict[int, Proposed] = {}
    for line in lines:
        if not set(line.months) & set(months):
            continue
        unit = line.unit or (line.process.owner_unit if line.process else None)
        if unit is None:
            continue
        one = found.setdefault(unit.pk, Proposed(unit))
        process = line.process if line.process_id else None
        one.clauses += [*line.clauses, *((process.clauses if not line.clauses else ()) if process else ())]
        one.contents += [str(process)] if process else []
    for one in found.values():
        one.clauses = sorted(set(one.clauses), key=clause_key)
    return list(found.values())


def slots(first: date, last: date, calendar: WorkCalendar) -> Iterator[tuple[datetime, datetime]]:
    """Yield the half days of the working days in order, over again when they are used up: teams audit side by side."""
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    worked = [day for day in days if calendar.is_working_day(day)] or [first]
    while True:
        for day in worked:
            for begins, ends in HALVES:
                yield make_aware(datetime.combine(day, begins)), make_aware(datetime.combine(day, ends))


def given_out(
    visits: Sequence[Visit], team: Sequence[User], valid: Mapping[int, Auditor], ties: Ties
) -> dict[int, User]:
    """Return an auditor for each visit that has none: independent, valid then, free at that time, with the fewest visits.

    Who is recognised for its clauses comes before others. A visit nobody may audit is left out. The order of the team decides between equals, so that the same plan gives the same.
    """
    busy: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    held: Counter[int] = Counter()
    for visit in visits:
        for one in visit.auditors.all():
            busy[one.user_id].append((visit.starts_at, visit.ends_at))
            held[one.user_id] += 1
    found: dict[int, User] = {}
    for visit in visits:
        if visit.auditors.all() or visit.finished_date or visit.set_aside_reason:
            continue
        free = [user for user in team if _may(user, visit, valid, ties) and not _meets(visit, busy[user.pk])]
        if not free:
            continue
        chosen = min(free, key=lambda user: (len(beyond(visit.clauses, valid.get(user.pk))), held[user.pk]))
        found[visit.pk] = chosen
        busy[chosen.pk].append((visit.starts_at, visit.ends_at))
        held[chosen.pk] += 1
    return found


def _may(user: User, visit: Visit, valid: Mapping[int, Auditor], ties: Ties) -> bool:
    entry = valid.get(user.pk)
    holds = entry is not None and (entry.to_date is None or entry.to_date >= day_of(visit))
    return holds and user.pk != visit.representative_id and not ties_of(visit, user.pk, ties)


def _meets(visit: Visit, times: Iterable[tuple[datetime, datetime]]) -> bool:
    return any(visit.starts_at < ends and begins < visit.ends_at for begins, ends in times)
