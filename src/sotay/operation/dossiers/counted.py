"""The dossiers behind a figure: what statistics count, as a condition upon the register, so that both tell the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.context.models import Service
from sotay.operation.dossiers.models import Dossier, Timing
from sotay.operation.procedures.models import ProcedureService
from sotay.ui.formats import ngay

UNIT, FIELD, SERVICE, PROCEDURE = "unit", "field", "service", "procedure"
BETWEEN, TOGETHER = "~", "+"
"""What parts the pieces of an address, and several procedures of one service."""
BOXES: Final = frozenset({UNIT, FIELD, SERVICE})
"""What the register is narrowed by in boxes of its own, of the same names and keys."""
State = Dossier.State


def _pending(_first: date, last: date) -> Q:
    is_open = Q(closed_date__isnull=True) | Q(closed_date__gt=last)
    return ~Q(state=State.REFUSED) & Q(received_date__lte=last) & is_open


def _received(first: date, last: date) -> Q:
    return ~Q(state=State.REFUSED) & Q(received_date__range=(first, last))


def _settled(first: date, last: date) -> Q:
    return Q(settled_date__range=(first, last))


def _due(first: date, last: date) -> Q:
    return Q(due_date__range=(first, last)) & ~Q(state__in=[State.REFUSED, *Dossier.DROPPED])


WHICH: Final[Mapping[str, tuple[Any, Callable[[date, date], Q]]]] = {
    "carried_over": (gettext_lazy("kỳ trước chuyển sang"), lambda first, _last: _pending(first, first - timedelta(days=1))),
    "received": (gettext_lazy("tiếp nhận trong kỳ"), _received),
    "received_online": (
        gettext_lazy("tiếp nhận trực tuyến"),
        lambda *days: _received(*days) & Q(channel=Service.Channel.ONLINE),
    ),
    "due": (gettext_lazy("đến hạn trong kỳ"), _due),
    "settled": (gettext_lazy("đã giải quyết"), _settled),
    "settled_early": (gettext_lazy("giải quyết trước hạn"), lambda *days: _settled(*days) & Q(timing=Timing.EARLY)),
    "settled_on_time": (gettext_lazy("giải quyết đúng hạn"), lambda *days: _settled(*days) & Q(timing=Timing.ON_TIME)),
    "settled_late": (gettext_lazy("giải quyết quá hạn"), lambda *days: _settled(*days) & Q(timing=Timing.LATE)),
    "settled_without_due": (gettext_lazy("đã giải quyết, không có hạn"), lambda *days: _settled(*days) & Q(timing="")),
    "returned": (
        gettext_lazy("dừng, rút"),
        lambda *days: Q(state__in=Dossier.DROPPED) & Q(closed_date__range=days),
    ),
    "pending": (gettext_lazy("đang giải quyết"), _pending),
    "pending_in_time": (
        gettext_lazy("đang giải quyết, trong hạn"),
        lambda first, last: _pending(first, last) & (Q(due_date__isnull=True) | Q(due_date__gte=last)),
    ),
    "pending_late": (
        gettext_lazy("đang giải quyết, quá hạn"),
        lambda first, last: _pending(first, last) & Q(due_date__lt=last),
    ),
    "measured": (
        gettext_lazy("đã giải quyết, biết số ngày làm việc"),
        lambda *days: _settled(*days) & Q(worked_days__isnull=False),
    ),
}  # fmt: skip
"""Each count of statistics by its name: its words, and which dossiers are counted from a first to a last day.

What is pending is so at the end of the last day; what was carried over, at the end of the day before the first.
"""


class NotCounted(ValueError):  # noqa: N818  said of the text
    """Raised for an address that names no figure."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure by its name, days and what it is of: pairs of axis and slug (a field by its name, empty: unknown)."""

    name: str
    first: date
    last: date
    of: tuple[tuple[str, str], ...] = ()

    @property
    def written(self) -> str:
        """The figure as it stands in an address."""
        return BETWEEN.join((self.name, f"{self.first}", f"{self.last}", *(word for pair in self.of for word in pair)))

    @property
    def asked(self) -> dict[str, str]:
        """What the register is asked for: unit, field and service by their own boxes, the rest by the figure."""
        boxes = {axis: key for axis, key in self.of if axis in BOXES and key}
        rest = tuple((axis, key) for axis, key in self.of if axis not in boxes)
        return {"counted": Counted(self.name, self.first, self.last, rest).written, **boxes}

    @property
    def said(self) -> str:
        """The figure in words, with what of it no box of the register tells."""
        return "; ".join([self._when, *(_OF_WORDS[axis](key) for axis, key in self.of)])

    @property
    def _when(self) -> str:
        days = {"first": ngay(self.first), "last": ngay(self.last), "which": WHICH[self.name][0]}
        if self.name == "carried_over":
            return _("%(which)s, đầu ngày %(first)s") % days
        if self.name.startswith("pending"):
            return _("%(which)s, cuối ngày %(last)s") % days
        return _("%(which)s, từ %(first)s đến %(last)s") % days

    def among(self, rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
        """Keep the dossiers that are counted in the figure; `rows` are those of one agency."""
        rows = rows.filter(WHICH[self.name][1](self.first, self.last))
        for axis, key in self.of:
            rows = rows.filter(_OF[axis](key))
        return rows


def read_counted(text: str) -> Counted:
    """Return the figure an address names; NotCounted for none."""
    name, *days_and_of = text.split(BETWEEN)
    days, of = days_and_of[:2], days_and_of[2:]
    pairs = tuple(zip(of[::2], of[1::2], strict=False))
    try:
        first, last = map(date.fromisoformat, days)
    except ValueError as error:
        raise NotCounted(text) from error
    if name not in WHICH or len(of) % 2 or any(axis not in _OF for axis, _key in pairs):
        raise NotCounted(text)
    return Counted(name, first, last, pairs)


def _of_unit(slug: str) -> Q:
    return Q(unit__slug=slug) if slug else Q(unit__isnull=True)


def _of_procedures(slugs: str) -> Q:
    """Return the condition that a dossier's service is served by exactly these procedures."""
    named = [one for one in slugs.split(TOGETHER) if one]
    links = ProcedureService.objects
    if not named:
        return ~Q(service__in=links.values("service"))
    served = links.values("service").annotate(
        count=Count("pk"), of_these=Count("pk", filter=Q(document__slug__in=named))
    )
    return Q(service__in=served.filter(count=len(named), of_these=len(named)).values("service"))


_OF: Final[Mapping[str, Callable[[str], Q]]] = {
    UNIT: _of_unit,
    FIELD: lambda name: Q(service__field=name),
    SERVICE: lambda slug: Q(service__slug=slug),
    PROCEDURE: _of_procedures,
}
_OF_WORDS: Final[Mapping[str, Callable[[str], str]]] = {
    UNIT: lambda slug: slug or _("chưa rõ đơn vị"),
    FIELD: lambda name: name or _("chưa rõ lĩnh vực"),
    SERVICE: lambda slug: slug,
    PROCEDURE: lambda slugs: (
        _("theo quy trình %s") % slugs.replace(TOGETHER, ", ").upper() if slugs else _("chưa có quy trình phục vụ")
    ),
}
