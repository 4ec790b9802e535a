"""Writes of runs: take a file in, try it out, confirm it, carry it out, on the page or in the worker."""

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.vietnamese import nfc
from sotay.blobs.kinds import clean_name
from sotay.blobs.models import Blob
from sotay.blobs.storage import Readable
from sotay.commands import Reason, Refused, lock, refuse, upkeep
from sotay.exchange import imports
from sotay.exchange.grids import FileProblem
from sotay.exchange.imports import Import, Source
from sotay.exchange.outcome import Outcome, place, refused
from sotay.exchange.runs import files
from sotay.exchange.runs.models import Run
from sotay.exchange.runs.queries import before, earlier_run, imported_on

SMALL = 128 * 1024
"""Up to so many bytes a file is taken while the page waits; larger ones go to the worker."""

CHECK, APPLY = "exchange.check", "exchange.apply"
_ONE_IMPORT_AT_A_TIME = 7_402_003


@upkeep
def begin_run(agency: Agency, *, actor: Actor, kind: Import, file: Readable | bytes, name: str, on: date) -> Run:
    """Keep a file and try it out: at once when it is small, else in the worker.

    Raises Refused for bytes that are not taken and for a file that was imported before.
    """
    imports.require_permission(kind, actor)
    name = clean_name(nfc(name))
    run = Run(agency=agency, kind=kind.kind, file_name=name, started_by=actor.user)
    with files.none_left_behind(kind, run):
        run.file = files.take_in(kind, file, name=name, run=run)
        refuse(_why_not_again(agency, kind, run.file))
        run.save()
    if run.file.size <= SMALL:
        _check(run, actor=actor, on=on)
    else:
        _leave_to_worker(run, CHECK)
    return run


@upkeep
def keep_file(agency: Agency, *, actor: Actor, kind: Import, file: Readable | bytes, name: str) -> Run:
    """Keep a file of a kind that has to be told how to read it; `start_run` then tries it out. Refuses as `begin_run`."""
    imports.require_permission(kind, actor)
    name = clean_name(nfc(name))
    run = Run(agency=agency, kind=kind.kind, file_name=name, started_by=actor.user, state=Run.State.CHOOSING)
    with files.none_left_behind(kind, run):
        run.file = files.take_in(kind, file, name=name, run=run)
        refuse(_why_not_again(agency, kind, run.file))
        run.save()
    return run


@upkeep
def start_run(run: Run, *, actor: Actor, options: dict[str, Any], on: date) -> Run:
    """Try a kept file out by what was chosen for it; also anew, after a refusal or a first look. One at work is left alone."""
    imports.require_permission(_kind_of(run), actor)
    run = lock(run)
    refuse(_why_not_again(run.agency, _kind_of(run), run.file))
    if run.confirmed_at or run.is_working:
        return run
    refuse(files.why_gone(run))
    run.options, run.outcome, run.finished_at = options, {}, None
    if run.file.size <= SMALL:
        _check(run, actor=actor, on=on)
    else:
        run.state = Run.State.QUEUED
        run.save()
        _leave_to_worker(run, CHECK)
    return run


@upkeep
def confirm_run(run: Run, *, actor: Actor, on: date, leave_out: bool = False) -> Run:
    """Take a file that was tried out, or one whose run was stopped half-way: at once when it is small, else in the worker.

    With `leave_out` the rows without errors of a file that was refused, where its kind can take them alone. Raises Refused
    when it is not tried out, or was imported meanwhile. A run already confirmed is left alone.
    """
    imports.require_permission(_kind_of(run), actor)
    run = lock(run)
    if run.confirmed_at and run.state != Run.State.STOPPED:
        return run
    leave_out = leave_out and run.can_leave_out
    if not leave_out:
        refuse(_why_not_confirm(run))
    refuse(_why_not_again(run.agency, _kind_of(run), run.file), files.why_gone(run))

    if leave_out:
        run.options = run.options | {"leave_out": True}
    run.confirmed_at = timezone.now()
    if run.file.size <= SMALL:
        _take(run, actor=actor, on=on)
    else:
        run.state, run.finished_at = Run.State.QUEUED, None
        run.save()
        _leave_to_worker(run, APPLY)
    return run


@upkeep
def begin_checking(run: Run) -> bool:
    """Say that the worker reads a file; False when the run is not waiting for that (an earlier worker was lost)."""
    return _moved_on(run, waiting=run.confirmed_at is None, to=Run.State.READING)


@upkeep
def begin_applying(run: Run) -> bool:
    """Say that the worker takes a file; False when the run is not waiting for that."""
    return _moved_on(run, waiting=run.confirmed_at is not None, to=Run.State.APPLYING)


@upkeep
def check(run: Run, *, actor: Actor | None, on: date) -> Run:
    """Try a file out and keep what came of it; nothing else is changed."""
    _check(run, actor=actor, on=on)
    return run


@upkeep
def carry_out(run: Run, *, actor: Actor | None, on: date) -> Run:
    """Take a file, all or nothing, and keep what came of it in the same transaction."""
    _take(run, actor=actor, on=on)
    return run


@upkeep
def note_stopped(run: Run) -> Run:
    """Say that a run was cut off half-way; called when nobody is at work on it. One that ended meanwhile stays as it is."""
    run = lock(run)
    if run.state in {Run.State.READING, Run.State.APPLYING}:
        _end(run, Run.State.STOPPED)
    return run


@upkeep
def forget_words(run: Run) -> Run:
    """Keep of a run whose file is not kept the counts alone: what was said of its rows quotes them."""
    run = lock(run)
    if not run.is_working:
        run.outcome = files.counts_of(run)
        run.save(update_fields=["outcome"])
    return run


@upkeep
def take_now(
    agency: Agency,
    *,
    actor: Actor,
    kind: Import,
    data: bytes | BinaryIO,
    name: str,
    on: date,
    sha256: str,
    options: dict[str, Any] | None = None,
) -> Outcome:
    """Take a file in one go, as on the command line; the same file a second time says so and changes nothing."""
    imports.require_permission(kind, actor)
    _wait_for_other_imports(agency)
    if earlier := earlier_run(agency, kind=kind.kind, sha256=sha256):
        return before(earlier, name=name)
    try:
        blob = files.take_in(kind, data, name=clean_name(nfc(name)))
    except Refused as refusal:
        return refused(*(place(name, reason.text) for reason in refusal.reasons))
    source = Source(name=name, sha256=sha256, blob=blob)
    about: dict[str, Any] = {"agency": agency, "actor": actor, "on": on, "options": options}
    outcome = imports.attempt(kind, data, source=source, dry_run=False, **about)
    if outcome.ok:
        run = Run(agency=agency, kind=kind.kind, file=blob, file_name=clean_name(nfc(name)), started_by=actor.user)
        run.options = options or {}
        run.confirmed_at = timezone.now()
        _keep(run, outcome, state=Run.State.DONE)
    return outcome


def _check(run: Run, *, actor: Actor | None, on: date) -> None:
    outcome = _attempted(run, actor=actor, on=on, dry_run=True)
    _keep(run, outcome, state=Run.State.CHECKED if outcome.ok else Run.State.REFUSED)


def _take(run: Run, *, actor: Actor | None, on: date) -> None:
    _wait_for_other_imports(run.agency)
    if earlier := earlier_run(run.agency, kind=run.kind, sha256=run.file_id):
        _keep(run, refused(place(run.file_name, imported_on(earlier))), state=Run.State.REFUSED)
        return
    outcome = _attempted(run, actor=actor, on=on, dry_run=False)
    _keep(run, outcome, state=Run.State.DONE if outcome.ok else Run.State.REFUSED)


def _attempted(run: Run, *, actor: Actor | None, on: date, dry_run: bool) -> Outcome:
    kind = imports.find(run.kind)
    if kind is None or actor is None or not imports.permitted(kind, actor):
        what = _("Người nhập không còn quyền nhập loại dữ liệu này.")
        return refused(place(run.file_name, what, _("Người có quyền hãy tải tệp lên lại.")))
    source = Source(name=run.file_name, sha256=run.file_id, blob=run.file)
    about: dict[str, Any] = {"agency": run.agency, "actor": actor, "on": on, "options": run.options}
    try:
        file = files.open_file(run)
    except FileProblem as problem:
        return refused(place(run.file_name, problem.what, problem.mend))
    with file:
        return imports.attempt(kind, file, source=source, dry_run=dry_run, **about)


def _keep(run: Run, outcome: Outcome, *, state: str) -> None:
    run.outcome = {
        "rows": outcome.rows,
        "notes": [dict(one) for one in outcome.notes],
        **outcome.as_dict(kind=run.kind, file=run.file_name),
    }
    run.total = outcome.rows
    run.done = outcome.rows if state == Run.State.DONE else 0
    _end(run, state)
    if files.is_over(run):  # not before it is written: a transaction that is undone needs the file again
        transaction.on_commit(lambda: files.remove_file(run))


def _end(run: Run, state: str) -> None:
    run.state, run.finished_at = state, timezone.now()
    run.save()


def _moved_on(run: Run, *, waiting: bool, to: str) -> bool:
    run.refresh_from_db()
    if run.state != Run.State.QUEUED or not waiting:
        return False
    run.state = to
    run.save(update_fields=["state"])
    return True


def _leave_to_worker(run: Run, task: str) -> None:
    """Put the work into the queue in this transaction, so that it is there if and only if the run is."""
    app.configure_task(task).defer(run=str(run.uuid))


def _wait_for_other_imports(agency: Agency) -> None:
    """Let one import of an agency be written at a time, so that the same file sent twice meets itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_ONE_IMPORT_AT_A_TIME, agency.pk])


def _kind_of(run: Run) -> Import:
    kind = imports.find(run.kind)
    if kind is None:
        raise Refused(Reason(_("Loại dữ liệu này không còn nhập được."), code="kind_gone"))
    return kind


def _why_not_again(agency: Agency, kind: Import, blob: Blob) -> Iterator[Reason]:
    if earlier := earlier_run(agency, kind=kind.kind, sha256=blob.sha256):
        fix = ("exchange:run_detail", earlier)
        yield Reason(imported_on(earlier), code="imported_before", fix=fix, field="file")


def _why_not_confirm(run: Run) -> Iterator[Reason]:
    tried = run.state == Run.State.CHECKED or (run.state == Run.State.STOPPED and run.confirmed_at is not None)
    if not tried:
        yield Reason(_("Tệp chưa được kiểm tra xong hoặc còn ô sai."), code="not_checked")
