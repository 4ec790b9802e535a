"""Reads of runs."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import now
from sotay.agency.models import Agency
from sotay.agency.vietnamese import format_date
from sotay.commands import NotFound
from sotay.exchange import imports
from sotay.exchange.outcome import Outcome
from sotay.exchange.runs.models import Run


def list_runs(*, viewer: Actor) -> QuerySet[Run]:
    """Return the runs of the kinds the viewer may import, newest first."""
    return visible(Run.objects.of(viewer), viewer).select_related("started_by", "file").order_by("-created_at")


def visible(runs: QuerySet[Run], viewer: Actor) -> QuerySet[Run]:
    """Keep the runs of the kinds the viewer may import."""
    return runs.filter(kind__in=[one.kind for one in imports.open_to(viewer)])


def get_run(uuid: Any, *, viewer: Actor) -> Run:
    """Return one run of the viewer's agency; NotFound for those of others and of kinds the viewer may not import."""
    run = list_runs(viewer=viewer).select_related("agency").filter(uuid=uuid).first()
    if run is None:
        raise NotFound
    return run


def get_kind(kind: str, *, viewer: Actor) -> imports.Import:
    """Return a kind the viewer may import; NotFound for every other."""
    one = imports.find(kind)
    if one is None or not imports.permitted(one, viewer):
        raise NotFound
    return one


def require_columns(kind: imports.Import) -> None:
    """Raise NotFound for a kind that is no table and so has no template."""
    if not kind.columns:
        raise NotFound


def earlier_run(agency: Agency, *, kind: str, sha256: str) -> Run | None:
    """Return the run by which this very file was imported before."""
    runs = Run.objects.filter(agency=agency, kind=kind, file_id=sha256, state=Run.State.DONE)
    return runs.select_related("started_by").first()


def before(earlier: Run, *, name: str) -> Outcome:
    """Return the outcome of a file that was imported before: nothing is done."""
    rows = int(earlier.outcome.get("rows", 0))
    return Outcome(rows=rows, unchanged=rows, flagged=({"where": name, "what": imported_on(earlier)},), before=True)


def imported_on(earlier: Run) -> str:
    """Return in words when and by whom a file was imported."""
    moment = timezone.localtime(earlier.finished_at or earlier.created_at)
    facts = {"date": format_date(moment), "who": earlier.started_by or _("dòng lệnh")}
    return _("Tệp này đã được nhập ngày %(date)s (%(who)s); không thay đổi gì.") % facts


def waits_long(run: Run, *, limit: timedelta = timedelta(minutes=2)) -> bool:
    """Return whether a run waits so long that no worker seems to be there."""
    return run.state == Run.State.QUEUED and now() - (run.confirmed_at or run.created_at) > limit
