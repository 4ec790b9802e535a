"""Whether the sums of a source add up; what does not is shown with its difference and never put right."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.operation.statistics.counts import Counts
from sotay.ui.formats import so


@dataclass(frozen=True, slots=True)
class Check:
    """A sum as a source tells it beside what its parts come to.

    `bound` checks only say that the parts may not be more than the whole (online of received).
    """

    name: str
    whole: int
    parts: tuple[int, ...]
    bound: bool = False

    @property
    def computed(self) -> int:
        """What the parts come to."""
        return sum(self.parts)

    @property
    def difference(self) -> int:
        """The whole as told, less what its parts come to."""
        return self.whole - self.computed

    @property
    def matches(self) -> bool:
        """Whether it adds up."""
        return self.difference >= 0 if self.bound else self.difference == 0

    @property
    def said(self) -> str:
        """What was compared and by how much it differs, in words."""
        told = {"what": SAID[self.name], "whole": so(self.whole), "parts": " + ".join(map(so, self.parts))}
        if self.bound:
            return _("%(what)s: %(parts)s lớn hơn %(whole)s") % told
        told |= {"sum": so(self.computed), "by": f"{'+' if self.difference > 0 else '−'}{so(abs(self.difference))}"}
        if len(self.parts) == 1:
            return _("%(what)s: ghi %(whole)s, tính ra %(sum)s (lệch %(by)s)") % told
        return _("%(what)s: ghi %(whole)s, cộng lại %(parts)s = %(sum)s (lệch %(by)s)") % told


SAID: Final[Mapping[str, Any]] = {
    "total=carried+received": gettext_lazy("Tổng phải giải quyết = kỳ trước chuyển sang + tiếp nhận"),
    "settled=early+on_time+late": gettext_lazy("Đã giải quyết = trước hạn + đúng hạn + quá hạn"),
    "due=early+on_time+late": gettext_lazy("Đến hạn = trước hạn + đúng hạn + quá hạn"),
    "pending=in_time+late": gettext_lazy("Đang giải quyết = trong hạn + quá hạn"),
    "total=settled+returned+pending": gettext_lazy("Tổng phải giải quyết = đã giải quyết + trả lại, rút + đang giải quyết"),
    "received>=online": gettext_lazy("Trực tuyến nằm trong số tiếp nhận"),
    "settled>=parts": gettext_lazy("Từng loại nằm trong số đã giải quyết"),
    "due>=parts": gettext_lazy("Từng loại nằm trong số đến hạn"),
}  # fmt: skip


def check(name: str, whole: int | None, *parts: int | None) -> Iterator[Check]:
    """Yield the check of a sum when the whole and every part are told; nothing can be said of others."""
    known = [one for one in parts if one is not None]
    if whole is not None and known and len(known) == len(parts):
        yield Check(name, whole, tuple(known))


def checks_of(counts: Counts) -> Iterator[Check]:
    """Yield every check that can be made of the counts of one month, those that match too.

    A part the source does not print by itself (early, returned) is left out of its sum, not taken for nought.
    """
    c = counts
    settled = (*_told(c.settled_early), c.settled_on_time, c.settled_late)
    yield from check("total=carried+received", c.total, c.carried_over, c.received)
    yield from check("settled=early+on_time+late", c.settled, *settled)
    yield from _due(c, settled)
    yield from check("pending=in_time+late", c.pending, c.pending_in_time, c.pending_late)
    yield from check(
        "total=settled+returned+pending", c.total_in_all, c.settled_in_all, *_told(c.returned), c.pending_in_all
    )
    yield from _at_most("received>=online", c.received, [c.received_online])
    if c.settled_on_time is None or c.settled_late is None:  # too little for a sum, enough to see too much
        yield from _at_most("settled>=parts", c.settled, settled)
        yield from _at_most("due>=parts", c.due, settled)


def mismatches(counts: Counts) -> list[Check]:
    """Return the checks that do not match."""
    return [one for one in checks_of(counts) if not one.matches]


def _due(c: Counts, settled: tuple[int | None, ...]) -> Iterator[Check]:
    """Yield the check of what fell due: sources count what is pending past its day in or out, either reading will do."""
    name = "due=early+on_time+late"
    readings = [*check(name, c.due, *settled)]
    if c.pending_late:
        readings += check(name, c.due, *settled, c.pending_late)
    yield from (
        readings[:1] if not any(one.matches for one in readings) else [one for one in readings if one.matches][:1]
    )


def _at_most(name: str, whole: int | None, parts: Iterable[int | None]) -> Iterator[Check]:
    known = tuple(one for one in parts if one is not None)
    if whole is not None and known:
        yield Check(name, whole, known, bound=True)


def _told(number: int | None) -> tuple[int, ...]:
    return () if number is None else (number,)


COMPARED: Final = (
    "carried_over", "received", "received_online", "due", "settled", "settled_early", "settled_on_time", "settled_late",
    "returned", "pending", "pending_in_time", "pending_late",
)  # fmt: skip
"""What counts of a month and its dossiers both may tell."""


@dataclass(frozen=True, slots=True)
class Unlike:
    """A count of a month that the dossiers and the figures entered tell differently; both stay as they are."""

    month: date
    name: str
    dossiers: int
    told: int


def unlike(month: date, dossiers: Counts, told: Counts) -> Iterator[Unlike]:
    """Yield where dossiers and the figures entered of a month differ.

    A source that tells early and on time in one figure is held against both together.
    """
    sums = {"settled": "settled_in_all", "pending": "pending_in_all"}
    for name in COMPARED:
        attribute = sums.get(name, name)
        if name == "settled_on_time" and told.settled_early is None:
            attribute = "in_time"
        ours, theirs = getattr(dossiers, attribute), getattr(told, attribute)
        if ours is not None and theirs is not None and ours != theirs:
            yield Unlike(month, name, ours, theirs)
