"""The file of a run: kept with it, or, for kinds that keep none, there for some days only."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import reduce
from io import BufferedReader
from operator import or_
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sotay.agency.clock import now
from sotay.blobs import passing
from sotay.blobs.models import Blob
from sotay.blobs.refusals import BlobDamaged, BlobRefused, StorageFull
from sotay.blobs.storage import Readable, open_blob, store
from sotay.commands import Reason, Refused
from sotay.exchange import imports
from sotay.exchange.grids import LIMITS, FileProblem
from sotay.exchange.imports import Import
from sotay.exchange.runs.models import Run

DAYS_KEPT: Final = 7
"""Days a file that is not kept stands at most, counted from its upload."""
_NOBODYS: Final = timedelta(days=1)
"""After this a file whose run was never written (its upload was cut off) is nobody's."""
_NAMED: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_COUNTS: Final = ("kind", "file", "rows", "created", "updated", "unchanged", "bad_rows")
_PLACES: Final = ("errors", "left_out", "flagged", "notes")


def take_in(kind: Import, file: Readable | bytes, *, name: str, run: Run | None = None) -> Blob:
    """Store the file of a run, for a time where its kind keeps none; without a run only what it was is noted then."""
    limit = None if kind.limit == LIMITS.size else kind.limit
    try:
        if kind.keeps_file:
            return store(file, name=name, limit=limit, tell=kind.tell)
        if run is None:
            return passing.note(file, name=name, limit=limit, tell=kind.tell)
        return passing.keep(file, under=str(run.uuid), name=name, limit=limit, tell=kind.tell)
    except (BlobRefused, StorageFull) as problem:
        raise Refused(Reason(str(problem), code=problem.code, field="file")) from problem


@contextmanager
def none_left_behind(kind: Import, run: Run) -> Iterator[None]:
    """Remove the file of a run that is not begun after all."""
    try:
        yield
    except BaseException:
        if not kind.keeps_file:
            passing.remove(str(run.uuid))
        raise


def open_file(run: Run) -> BufferedReader:
    """Return the file of a run, opened; FileProblem for one that was not kept and is gone."""
    if _keeps(run):
        return open_blob(run.file)
    try:
        return passing.open_passing(str(run.uuid))
    except BlobDamaged as gone:
        raise FileProblem("gone", what=_gone(), mend=_again()) from gone


def is_gone(run: Run) -> bool:
    """Return whether the file of a run was removed."""
    return not _keeps(run) and not passing.is_there(str(run.uuid))


def why_gone(run: Run) -> Iterator[Reason]:
    """Yield that the file of a run is gone."""
    if is_gone(run):
        yield Reason(f"{_gone()} {_again()}", code="file_gone")


def kept_until(run: Run) -> date | None:
    """Return the last day the file of a run is there; None for one that is kept."""
    return None if _keeps(run) else _last_day(run.created_at)


def is_over(run: Run) -> bool:
    """Return whether nobody needs the file of a run any more: it was taken, and no row was left out."""
    return run.state == Run.State.DONE and not run.outcome.get("bad_rows")


def remove_file(run: Run) -> None:
    """Remove the file of a run whose kind keeps none."""
    if not _keeps(run):
        passing.remove(str(run.uuid))


def remove_passed() -> int:
    """Remove the files of runs that are over, or that nobody went on with for so many days; return how many."""
    moment, count = now(), 0
    for name, since in passing.list_passing():
        run = Run.objects.filter(uuid=UUID(name)).first() if _NAMED.fullmatch(name) else None
        gone_by = moment - since > _NOBODYS if run is None else is_over(run)
        if gone_by or timezone.localtime(moment).date() > _last_day(since):
            passing.remove(name)
            count += 1
    return count


def list_quoting() -> list[Run]:
    """Return the runs of files that are not kept whose outcome still quotes them after the days they stand."""
    old = passing_runs().filter(created_at__lt=now() - timedelta(days=DAYS_KEPT))
    quoting = (Q(**{f"outcome__{name}__0__isnull": False}) for name in _PLACES)
    return list(old.filter(reduce(or_, quoting)).order_by("pk"))


def passing_runs() -> QuerySet[Run]:
    """Return the runs, of all agencies, of kinds that keep no file."""
    return Run.objects.filter(kind__in=[one.kind for one in imports.kinds() if not one.keeps_file])


def counts_of(run: Run) -> dict[str, object]:
    """Return what stays of an outcome: how many rows, no word of any."""
    return {key: run.outcome[key] for key in _COUNTS if key in run.outcome} | {"errors": [], "flagged": []}


def _last_day(since: datetime) -> date:
    return timezone.localtime(since).date() + timedelta(days=DAYS_KEPT)


def _keeps(run: Run) -> bool:
    kind = imports.find(run.kind)
    return kind is None or kind.keeps_file


def _gone() -> str:
    return _("Tệp này không còn ở Sotay: tệp có tên người nộp hồ sơ chỉ được giữ trong lúc nhập.")


def _again() -> str:
    return _("Hãy tải tệp lên lại.")
