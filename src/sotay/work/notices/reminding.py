"""Notices to the heads of units, for acts of any area that ask something of units: a reminder by hand, a paper given back.

The line of such an act says in its data what it is called (`title`), the page (`link`) and, in `told`, for each unit its
uuid (None: the agency itself) and the parts of the page's address (`link_kwargs`). The line of the act by which it is done
says in `settles` what it was called (`item_of`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum, auto
from typing import Any

from sotay.agency.clock import today
from sotay.agency.holding import Holders
from sotay.agency.models import Agency, Seat, Unit, User
from sotay.journal.recording import Line
from sotay.work.notices.models import Notice

Role = Seat.Role


class Reach(Enum):
    """Whom a reminder by hand reaches in a unit: somebody, nobody (no head), or only who was reminded today already."""

    NEW = auto()
    ALREADY = auto()
    NOBODY = auto()


def reminded_by_hand(line: Line) -> Iterator[Notice]:
    """Tell the heads of units that something is awaited; nobody twice on one day of the same."""
    on, due = today(), line.data.get("due_date")
    found = list(_to_heads(line, Notice.Kind.REMINDER))
    for notice in found:
        notice.item = item_of(line.action, notice.link_kwargs)
        notice.reminded_date, notice.due_date = on, date.fromisoformat(due) if due else None
    told = Notice.objects.filter(agency=line.agency, item__in=[one.item for one in found], reminded_date=on)
    known = set(told.values_list("user_id", "item"))
    return (one for one in found if (one.user_id, one.item) not in known)


def reminded_people(line: Line) -> Iterator[Notice]:
    """Tell people by name that something of theirs is awaited, each by a day; nobody twice on one day of the same.

    The line says in `people` the uuid and `due_date` of each, and names what it is and its page as above.
    """
    if line.agency is None:
        return
    on, item = today(), ":".join((line.action, str(line.subject.uuid)))
    days = {one["user"]: date.fromisoformat(one["due_date"]) for one in line.data["people"]}
    known = set(
        Notice.objects.filter(agency=line.agency, item=item, reminded_date=on).values_list("user_id", flat=True)
    )
    for user in User.objects.filter(uuid__in=days).exclude(pk__in=known):
        yield Notice(
            agency=line.agency,
            user_id=user.pk,
            kind=Notice.Kind.REMINDER,
            item=item,
            reminded_date=on,
            due_date=days[str(user.uuid)],
            subject_type=line.subject._meta.label_lower,
            subject_uuid=line.subject.uuid,
            link_name=line.data["link"],
            link_kwargs=line.data["link_kwargs"],
            subject_text=line.data["title"][:300],
            who=line.actor.name[:200],
            text=line.reason[:300],
        )


def told_people(line: Line) -> Iterator[Notice]:
    """Tell people by name of something new they must know, which some of them are to confirm by a day; said as above."""
    days = {one["user"]: one["due_date"] for one in line.data["people"]}
    for user in User.objects.filter(uuid__in=days):
        day = days[str(user.uuid)]
        yield Notice(
            agency=line.agency,
            user_id=user.pk,
            kind=Notice.Kind.IN_FORCE,
            due_date=date.fromisoformat(day) if day else None,
            subject_type=line.subject._meta.label_lower,
            subject_uuid=line.subject.uuid,
            link_name=line.data["link"],
            link_kwargs=line.data["link_kwargs"],
            subject_text=line.data["title"][:300],
            who=line.actor.name[:200] if line.actor.user else "",
            text=line.reason[:300],
        )


def plainly_told(line: Line) -> Iterator[Notice]:
    """Tell people by name, each in words of their own (`text`), of what a line says as above; nothing is to be confirmed."""
    words = {one["user"]: one["text"] for one in line.data["people"]}
    for user in User.objects.filter(uuid__in=words).order_by("pk"):
        yield Notice(
            agency=line.agency,
            user_id=user.pk,
            kind=Notice.Kind.TOLD,
            subject_type=line.subject._meta.label_lower,
            subject_uuid=line.subject.uuid,
            link_name=line.data["link"],
            link_kwargs=line.data["link_kwargs"],
            subject_text=line.data["title"][:300],
            who=line.actor.name[:200] if line.actor.user else "",
            text=words[str(user.uuid)][:300],
        )


def item_of(action: str, link_kwargs: Mapping[str, Any]) -> str:
    """Return how reminders by hand name what waits, so that nobody is told of it twice on one day."""
    return ":".join((action, *map(str, link_kwargs.values())))


def who_is_reached(
    agency: Agency, *, action: str, told: Iterable[tuple[Unit | None, Mapping[str, Any]]], but: int | None
) -> list[Reach]:
    """Return, in the order of what is told (unit, parts of the address), whom a reminder by hand reaches today.

    `but` is who reminds: nobody is told of an act of one's own.
    """
    on, told = today(), list(told)
    items = [item_of(action, link_kwargs) for _unit, link_kwargs in told]
    known: dict[str, set[int]] = defaultdict(set)
    today_told = Notice.objects.filter(agency=agency, item__in=items, reminded_date=on)
    for user_id, item in today_told.values_list("user_id", "item"):
        known[item].add(user_id)
    holders = Holders([agency.pk], on=on)
    found = []
    for (unit, _kwargs), item in zip(told, items, strict=True):
        heads = heads_of(holders, agency.pk, unit.pk if unit else None) - {but}
        found.append(Reach.NOBODY if not heads else Reach.ALREADY if heads <= known[item] else Reach.NEW)
    return found


def opened_again(line: Line) -> Iterator[Notice]:
    """Tell the heads of units that a paper of theirs is theirs to mend again, and why."""
    return _to_heads(line, Notice.Kind.RETURNED)


def _to_heads(line: Line, kind: str) -> Iterator[Notice]:
    """Yield a notice to each head of each unit the line tells of."""
    if line.agency is None:
        return
    told: list[dict[str, Any]] = line.data["told"]
    named = Unit.objects.filter(agency=line.agency, uuid__in=[one["unit"] for one in told if one["unit"]])
    units = {str(one.uuid): one.pk for one in named}
    holders = Holders([line.agency.pk], on=today())
    for one in told:
        for user_id in sorted(heads_of(holders, line.agency.pk, units[one["unit"]] if one["unit"] else None)):
            yield Notice(
                agency=line.agency,
                user_id=user_id,
                kind=kind,
                subject_type=line.subject._meta.label_lower,
                subject_uuid=line.subject.uuid,
                link_name=line.data["link"],
                link_kwargs=one["link_kwargs"],
                subject_text=line.data["title"][:300],
                who=line.actor.name[:200] if line.actor.user else "",
                text=line.reason[:300],
            )


def heads_of(holders: Holders, agency_id: int, unit_id: int | None) -> frozenset[int]:
    """Return the head of a unit, its deputies while it has none; of the agency its head."""
    if unit_id is None:
        return holders.user_ids(agency_id, [Role.HEAD])
    return holders.user_ids(agency_id, [Role.UNIT_HEAD], unit_id) or holders.user_ids(
        agency_id, [Role.UNIT_DEPUTY], unit_id
    )
