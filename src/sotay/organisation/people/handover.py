"""The registry of what a seat holds, filled by every area, read when a seat is handed over (practice.md 1.8).

An area registers a part once in its `apps.py: ready()`:

    @held("papers", title=_("Văn bản đang trình"), order=20)
    def papers_in_progress(seat, *, on, until):
        yield Item(text=paper.title, due_date=paper.due_date, record=paper)

Parts are shown in their order; one that yields nothing says so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Delegation, Seat

WINDOW = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing a seat holds; `record` is what it is about, when it has a page."""

    text: Any
    due_date: date | None = None
    note: Any = ""
    record: Any = None


@dataclass(frozen=True, slots=True)
class HeldPart:
    """What one area tells of a seat."""

    key: str
    title: str
    items: tuple[Item, ...]


Tell = Callable[..., Iterable[Item]]
_parts: dict[str, tuple[int, Any, Tell]] = {}


def held(key: str, *, title: Any, order: int) -> Callable[[Tell], Tell]:
    """Register a function `(seat, *, on, until)` that yields the items an area knows a seat to hold."""

    def register(tell: Tell) -> Tell:
        if key in _parts:
            message = f"the part {key!r} of a hand-over is registered twice"
            raise ValueError(message)
        _parts[key] = (order, title, tell)
        return tell

    return register


def all_held(seat: Seat, *, on: date) -> tuple[HeldPart, ...]:
    """Return all a seat holds on a day, with what falls due in the next 90 days."""
    return tuple(
        HeldPart(key, str(title), tuple(tell(seat, on=on, until=on + WINDOW)))
        for key, (_order, title, tell) in sorted(_parts.items(), key=lambda part: (part[1][0], part[0]))
    )


@held("delegations", title=_("Ủy quyền đang có hiệu lực"), order=80)
def _delegations(seat: Seat, *, on: date, until: date) -> Iterable[Item]:  # noqa: ARG001  the registry's signature
    for one in Delegation.objects.filter(seat=seat, to_date__gte=on).select_related("to_user"):
        yield Item(text=_("Ủy quyền cho %s") % one.to_user, due_date=one.to_date, note=one.reason)


@held("other_seats", title=_("Vai trò khác của cùng người"), order=90)
def _other_seats(seat: Seat, *, on: date, until: date) -> Iterable[Item]:  # noqa: ARG001  the registry's signature
    others = Seat.objects.filter(agency_id=seat.agency_id, user_id=seat.user_id).exclude(pk=seat.pk)
    for one in others.exclude(to_date__lt=on).select_related("unit", "user"):
        yield Item(text=one.named, note=one.unit.name if one.unit else "", record=one)
