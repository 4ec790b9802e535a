"""What has to be judged again after commands touched something."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from sotay.agency.models import Agency
from sotay.commands import upkeep
from sotay.journal.models import Touched
from sotay.standard.registry.obligations import woken_by
from sotay.standard.standings.commands import refresh
from sotay.standard.standings.judging import BATCH

EVERYTHING = ("standard.", "organisation.")
"""Acts that can change any answer: parameters, applicability, declared papers; seats, units, the agency itself."""


_listeners: list[Callable[..., Any]] = []


def after_judging(listener: Callable[..., Any]) -> Callable[..., Any]:
    """Call a function `(agency_ids, *, on)` whenever agencies were judged, in the same transaction; for floors above."""
    _listeners.append(listener)
    return listener


def judged(agency_ids: Iterable[int], *, on: date) -> None:
    """Tell the floors above that these agencies were judged."""
    ids = tuple(agency_ids)
    for listener in _listeners:
        listener(ids, on=on)


def codes_touched(actions: Iterable[str]) -> frozenset[str] | None:
    """Return the obligations to judge again after these acts; None for all of them."""
    happened = tuple(actions)
    return None if any(action.startswith(EVERYTHING) for action in happened) else woken_by(happened)


def judge_touched(*, on: date) -> int:
    """Judge what was touched since the last time, agency by agency; return the number of lines written."""
    touched = Touched.objects.order_by("agency_id").values_list("agency_id", flat=True).distinct()
    return sum(judge_agency(agency_id, on=on) for agency_id in list(touched))


@upkeep
def judge_agency(agency_id: int, *, on: date) -> int:
    """Judge what was touched in one agency and forget that it was; return the number of lines written.

    Touches are taken in the transaction that judges, so that none is lost when the worker is killed. A command in
    progress holds its touches locked: they are left for the next time, when what it wrote can be seen.
    """
    taken = list(Touched.objects.select_for_update(skip_locked=True).filter(agency_id=agency_id).order_by("pk"))
    codes = codes_touched(row.action for row in taken)
    written = 0
    if codes is None or codes:
        written = refresh(Agency.objects.filter(pk=agency_id), on=on, codes=codes)
    Touched.objects.filter(pk__in=[row.pk for row in taken]).delete()
    judged([agency_id], on=on)
    return written


@upkeep
def judge_batch(agencies: list[Agency], *, on: date) -> int:
    """Judge a batch of agencies wholly for a new day; return the number of lines written."""
    written = refresh(agencies, on=on)
    judged([agency.pk for agency in agencies], on=on)
    return written


def batches() -> Iterator[list[Agency]]:
    """Yield the agencies in being, so many at a time as are judged in one go."""
    last = 0
    while some := list(Agency.objects.filter(pk__gt=last, ended_date__isnull=True).order_by("pk")[:BATCH]):
        yield some
        last = some[-1].pk
