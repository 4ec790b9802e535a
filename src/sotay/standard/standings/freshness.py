"""What has to be judged again after commands touched something."""

from collections.abc import Iterable, Iterator
from datetime import date

from sotay.agency.models import Agency
from sotay.commands import upkeep
from sotay.journal.models import Touched
from sotay.standard.registry.obligations import woken_by
from sotay.standard.standings.commands import refresh
from sotay.standard.standings.judging import BATCH

EVERYTHING = ("standard.", "organisation.")
"""Acts that can change any answer: parameters, applicability, declared papers; seats, units, the agency itself."""


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
    return written


def batches() -> Iterator[list[Agency]]:
    """Yield the agencies in being, so many at a time as are judged in one go."""
    last = 0
    while some := list(Agency.objects.filter(pk__gt=last, ended_date__isnull=True).order_by("pk")[:BATCH]):
        yield some
        last = some[-1].pk
