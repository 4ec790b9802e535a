"""How the announced scope differs from today's: services added or dropped, fields, places, clauses not applied.

A service that was amended, renamed or renumbered is none, nor is a new edition of a procedure (practice.md 9; QĐ 19/2014 Điều
4.4 c names the scope alone). What was announced is read from the rows pinned then, today's from scope, catalogue and
applicability; both for any number of agencies by a constant number of queries.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from sotay.agency.vietnamese import fold
from sotay.context.models import Scope, ScopeItem, Service
from sotay.manual.announcements.models import AnnouncedExclusion, AnnouncedService, Announcement
from sotay.standard.applicability.queries import Exclusions, exclusions_of

QUARTER: Final = 3
LAST_MONTH: Final = 12


class Kind(models.TextChoices):
    """What of the scope differs."""

    SERVICE = "SERVICE", _("Thủ tục hành chính")
    FIELD = "FIELD", _("Lĩnh vực")
    PLACE = "PLACE", _("Địa điểm")
    CLAUSE = "CLAUSE", _("Điều khoản không áp dụng")


@dataclass(frozen=True, slots=True)
class Offered:
    """A service as a list has it; `pk` is None where none of the catalogue is meant."""

    key: str
    code: str
    name: str
    field: str
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """What is covered: services by key; fields and places; clauses not applied, with their reasons.

    `since` says from which day something has been so (or not any more), by kind and key, where that is known.
    """

    services: Mapping[str, Offered] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    clauses: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    since: Mapping[tuple[str, str], date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `added` is covered today and was not announced, else it was announced and is not covered today."""

    kind: str
    added: bool
    name: str
    what: str
    since: date

    @property
    def key(self) -> str:
        """How a decision on it names it."""
        return f"{self.kind}{'+' if self.added else '-'}{self.name}"

    @property
    def widens(self) -> bool:
        """Whether more is covered than was announced; a clause not applied covers less."""
        return self.added != (self.kind == Kind.CLAUSE)

    @property
    def said(self) -> str:
        """What changed, in the language of the page."""
        if self.kind == Kind.CLAUSE:
            return str(_("không áp dụng nữa") if self.added else _("áp dụng trở lại"))
        return str(_("thêm") if self.added else _("bớt"))


def differences(announced: Covered, today: Covered, *, since: date) -> list[Difference]:
    """Return what differs, services first; nothing differs earlier than `since`, the day of the announcement."""
    return [
        *_of_services(announced, today, since),
        *_of_names(Kind.FIELD, announced.fields, today.fields, today, since),
        *_of_names(Kind.PLACE, announced.places, today.places, today, since),
        *_of_names(Kind.CLAUSE, list(announced.clauses), list(today.clauses), today, since),
    ]


def reason_for(found: Collection[Difference]) -> str:
    """Return the reason of law the differences amount to; none without any."""
    if not found:
        return ""
    if len({one.widens for one in found}) > 1:
        return Announcement.Reason.ADJUSTED
    return Announcement.Reason.WIDENED if next(iter(found)).widens else Announcement.Reason.NARROWED


def end_of_next_quarter(day: date) -> date:
    """Return the last day of the quarter after that of a day: the limit while nobody set another (practice.md 9)."""
    month = (day.month - 1) // QUARTER * QUARTER + 2 * QUARTER
    year = day.year + (month > LAST_MONTH)
    month -= LAST_MONTH if month > LAST_MONTH else 0
    return date(year, month, 31 if month in {3, 12} else 30)


def _of_services(announced: Covered, today: Covered, since: date) -> Iterator[Difference]:
    new = {key: one for key, one in today.services.items() if key not in announced.services}
    gone = {key: one for key, one in announced.services.items() if key not in today.services}
    for same_of in (_record_of, _name_of):  # the same service under another code: by its record, else by its name
        known = defaultdict(list)
        for key, one in gone.items():
            known[same_of(one)].append(key)
        for key, one in list(new.items()):
            if (mark := same_of(one)) and known[mark]:
                gone.pop(known[mark].pop())
                del new[key]
    for key, one in new.items():
        yield _difference(Kind.SERVICE, key, f"{one.code} {one.name}".strip(), today, since, added=True)
    for key, one in gone.items():
        yield _difference(Kind.SERVICE, key, f"{one.code} {one.name}".strip(), today, since, added=False)


def _record_of(one: Offered) -> int | None:
    return one.pk


def _name_of(one: Offered) -> str:
    return fold(one.name)


def _of_names(
    kind: Kind, announced: Iterable[str], now: Iterable[str], today: Covered, since: date
) -> Iterator[Difference]:
    before, after = {fold(one): one for one in announced}, {fold(one): one for one in now}
    for key, name in after.items():
        if key not in before:
            yield _difference(kind, key, name, today, since, added=True)
    for key, name in before.items():
        if key not in after:
            yield _difference(kind, key, name, today, since, added=False)


def _difference(kind: Kind, key: str, what: str, today: Covered, since: date, *, added: bool) -> Difference:
    known = today.since.get((kind, key)) or today.since.get((kind, ""))
    return Difference(kind.value, added, key, what, max(known or since, since))


def announced_of(announcements: Collection[Announcement]) -> dict[int, Covered]:
    """Return what announcements cover, by their pks; two queries."""
    services: dict[int, dict[str, Offered]] = defaultdict(dict)
    for row in AnnouncedService.objects.filter(announcement__in=announcements).order_by("position"):
        key = row.key or f"#{row.position}"
        services[row.announcement_id][key] = Offered(key, row.code, row.name, row.field, row.service_id)
    clauses: dict[int, dict[str, str]] = defaultdict(dict)
    for one in AnnouncedExclusion.objects.filter(announcement__in=announcements).order_by("pk"):
        clauses[one.announcement_id][one.clause] = one.reason
    return {
        one.pk: Covered(
            services=services[one.pk],
            fields=tuple(one.fields),
            places=tuple(one.places),
            clauses=clauses[one.pk],
            text=one.scope_text,
        )
        for one in announcements
    }


def covered_on(
    agency_ids: Collection[int], *, on: date, exclusions: Mapping[int, Exclusions] | None = None
) -> dict[int, Covered]:
    """Return what the agencies cover on a day, also one gone by; four queries, one less when `exclusions` are known."""
    ids = list(agency_ids)
    decided = exclusions_of(ids, on=on) if exclusions is None else exclusions
    services, since = _services_on(ids, on)
    scopes = {one.agency_id: one for one in Scope.objects.filter(agency_id__in=ids).in_force(on)}
    items: dict[tuple[int, str], list[str]] = defaultdict(list)
    for item in ScopeItem.objects.filter(scope__in=list(scopes.values())).order_by("order", "pk"):
        items[item.agency_id, item.kind].append(item.name)
    found = {}
    for pk in ids:
        scope, days = scopes.get(pk), dict(since[pk])
        if scope is not None and scope.approved_date is not None:
            days |= {(Kind.FIELD, ""): scope.approved_date, (Kind.PLACE, ""): scope.approved_date}
        rows = decided[pk].by_clause
        days |= {(Kind.CLAUSE, fold(one.clause)): one.valid_from_date for one in rows.values()}
        found[pk] = Covered(
            services=services[pk],
            fields=tuple(items[pk, ScopeItem.Kind.FIELD]),
            places=tuple(items[pk, ScopeItem.Kind.PLACE]),
            clauses={one.clause: one.reason for one in rows.values() if not one.applicable},
            text=scope.text if scope else "",
            since=days,
        )
    return found


def _services_on(
    ids: list[int], on: date
) -> tuple[dict[int, dict[str, Offered]], dict[int, dict[tuple[str, str], date]]]:
    """Return the services offered on a day, and since when each has been offered, or not any more, by agency."""
    offered: dict[int, dict[str, Offered]] = defaultdict(dict)
    since: dict[int, dict[tuple[str, str], date]] = defaultdict(dict)
    columns = ("agency_id", "pk", "key", "code", "name", "field", "state", "from_date", "abolished_date", "created_at")
    for row in Service.objects.filter(agency_id__in=ids).order_by("field", "code", "pk").values_list(*columns):
        agency_id, pk, key, code, name, work, state, from_date, abolished, created_at = row
        begun = from_date or localdate(created_at)
        ended = abolished if state == Service.State.ABOLISHED else None
        if begun <= on and (ended is None or ended > on):
            offered[agency_id][key] = Offered(key, code, name, work, pk)
            since[agency_id][Kind.SERVICE, key] = begun
        elif ended is not None and ended <= on:
            since[agency_id][Kind.SERVICE, key] = ended
    return offered, since
