"""What waits for one person, put together for the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.work.notices.models import Notice
from sotay.work.notices.queries import list_notices
from sotay.work.waiting.links import address_of
from sotay.work.waiting.models import WaitingItem
from sotay.work.waiting.queries import count_kinds, list_waiting
from sotay.work.waiting.registry import Kind

SHOWN_NOTICES = 10
SHOWN_DECISIONS = 10
PER_PAGE = 50

LATE, TODAY, THIS_WEEK, LATER, UNDATED = "late", "today", "week", "later", "undated"
GROUPS: Final = {
    LATE: _("Quá hạn"),
    TODAY: _("Hôm nay"),
    THIS_WEEK: _("Tuần này"),
    LATER: _("Sắp tới"),
    UNDATED: _("Chưa có hạn"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits, as the page shows it; `days` until it is due, negative when it is overdue."""

    item: WaitingItem
    url: str
    days: int | None
    group: str

    @property
    def days_late(self) -> int:
        """How many days it is overdue."""
        return max(0, -(self.days or 0))

    @property
    def origin(self) -> str:
        """Where it comes from: the unit, the record or person, the basis of what is owed."""
        return " · ".join(filter(None, [self.item.origin, self.item.basis]))


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that fall due together, under their title."""

    key: str
    title: str | Promise
    rows: tuple[Row, ...]


def group_of(due: date | None, *, on: date) -> str:
    """Return the group of something due on a day; a week ends on Sunday."""
    if due is None:
        return UNDATED
    if due <= on:
        return TODAY if due == on else LATE
    return THIS_WEEK if due <= on + timedelta(days=6 - on.weekday()) else LATER


class Counted(Paginator):
    """Pages of rows that were counted already."""

    def __init__(self, rows: QuerySet[WaitingItem], number: int) -> None:
        super().__init__(rows, PER_PAGE)
        self._number = number

    @cached_property
    def count(self) -> int:
        """How many rows there are on all pages."""
        return self._number


@dataclass(frozen=True, slots=True)
class MyWork:
    """What the page shows; `kind` is the one asked for, empty for all."""

    kind: str
    kinds: dict[str, int]
    decisions: tuple[Row, ...]
    groups: tuple[Group, ...]
    page: Page
    told: tuple[Notice, ...]

    @property
    def decisions_left(self) -> int:
        """How many decisions are not shown."""
        return self.kinds.get(Kind.DECIDE, 0) - len(self.decisions) if self.decisions and not self.kind else 0

    @property
    def number(self) -> int:
        """How much waits."""
        return sum(self.kinds.values())

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.number or self.told)


def get_my_work(*, viewer: Actor, on: date, kind: str = "", page: str = "1") -> MyWork:
    """Return what waits for the viewer, decisions first, and the notices not read yet; five queries at any length.

    `kind` narrows it to one kind. Without one, ten decisions stand before the rest on the first page.
    """
    kinds = count_kinds(viewer=viewer)
    kind = kind if kind in Kind.values else ""
    items = list_waiting(viewer=viewer)
    to_decide = kinds.get(Kind.DECIDE, 0)
    if kind:
        rest, number = items.filter(kind=kind), kinds.get(kind, 0)
    else:
        rest, number = items.exclude(kind=Kind.DECIDE), sum(kinds.values()) - to_decide
    shown = Counted(rest, number).get_page(page)
    rows = _rows(shown, viewer=viewer, on=on) if number else ()
    before: tuple[Row, ...] = ()
    if kind == Kind.DECIDE:
        before, rows = rows, ()
    elif to_decide and not kind and shown.number == 1:
        before = _rows(items.filter(kind=Kind.DECIDE)[:SHOWN_DECISIONS], viewer=viewer, on=on)
    return MyWork(
        kind=kind,
        kinds=kinds,
        decisions=before,
        groups=_groups(rows),
        page=shown,
        told=tuple(_untold(viewer)[:SHOWN_NOTICES]),
    )


def _untold(viewer: Actor) -> QuerySet[Notice]:
    """Return the notices not read that tell more than the list above them: also what somebody reminds of by hand."""
    told = Q(kind=Notice.Kind.APPROVAL_WAITS) | Q(kind__in=Notice.OF_DUE_DAYS) & ~Q(key="")
    return list_notices(viewer=viewer, unread=True).exclude(told)


def _rows(items: Iterable[WaitingItem], *, viewer: Actor, on: date) -> tuple[Row, ...]:
    agency = viewer.agency.short_name
    return tuple(
        Row(
            item=one,
            url=address_of(one, agency=agency),
            days=(one.due_date - on).days if one.due_date else None,
            group=group_of(one.due_date, on=on),
        )
        for one in items
    )


def _groups(rows: tuple[Row, ...]) -> tuple[Group, ...]:
    found = {key: tuple(row for row in rows if row.group == key) for key in GROUPS}
    return tuple(Group(key, GROUPS[key], some) for key, some in found.items() if some)
