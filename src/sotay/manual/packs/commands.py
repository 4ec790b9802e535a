"""Writes of packs: ask for one, say how far it is, keep what was made, let its bytes go."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.blobs.storage import remove_scratch
from sotay.commands import UNCHANGED, command, lock, refuse, require, upkeep
from sotay.evaluation.models import Audit, Inspection
from sotay.journal.recording import record
from sotay.manual.packs.guards import why_not_make
from sotay.manual.packs.making import Made, remove_bytes, scratch_name
from sotay.manual.packs.models import Pack
from sotay.manual.packs.naming import pack_name
from sotay.manual.packs.parameters import KEPT
from sotay.standard.parameters.queries import value_of

MAKE = "manual.make_pack"
State = Pack.State


@upkeep
def begin_pack(
    agency: Agency,
    *,
    actor: Actor,
    what: str,
    clause: str = "",
    audit: Audit | None = None,
    inspection: Inspection | None = None,
    from_date: date,
    to_date: date,
    on: date,
) -> Pack:
    """Ask for a pack, which the worker makes; one of the same thing that is being made for the same person is given back."""
    about: dict[str, Any] = {"what": what, "clause": clause, "audit": audit, "inspection": inspection}
    about |= {"from_date": from_date, "to_date": to_date}
    pack = Pack(agency=agency, asked_by=actor.person, **about)
    require_making(actor, pack)
    refuse(why_not_make(pack, on=on))

    going = Pack.objects.filter(agency=agency, asked_by=actor.person, state__in=Pack.WORKING, **about)
    if (other := going.order_by("-pk").first()) is not None:
        return other
    pack.file_name = pack_name(f"{clause or _code_of(pack)} {from_date:%Y%m%d}-{to_date:%Y%m%d}", agency.short_name)
    pack.save()
    app.configure_task(MAKE).defer(pack=str(pack.uuid))
    return pack


def require_making(actor: Actor, pack: Pack) -> None:
    """Raise PermissionDenied unless the actor may make this pack: the leader of an audit that of the audit alone."""
    if pack.audit is not None:
        require(actor, "manual.make_audit_pack", pack.audit)
    else:
        require(actor, "manual.make_pack", pack.agency)


@upkeep
def begin_making(pack: Pack) -> bool:
    """Say that the worker makes a pack; False when it is not waiting for that (an earlier worker was lost)."""
    pack.refresh_from_db()
    if pack.state != State.QUEUED:
        return False
    pack.state = State.MAKING
    pack.save(update_fields=["state"])
    return True


@upkeep
def note_progress(pack: Pack, *, done: int, total: int) -> None:
    """Say how far a pack is."""
    Pack.objects.filter(pk=pack.pk).update(done=done, total=total)


@command
def finish_pack(pack: Pack, *, actor: Actor, made: Made, on: date) -> Pack | object:
    """Keep what was made; the hash of its manifest goes into the journal, so that it can be compared for ever."""
    require_making(actor, pack)
    pack = lock(pack)
    if pack.state != State.MAKING:
        return UNCHANGED

    pack.file, pack.manifest_hash, pack.contents = made.blob, made.manifest_hash, made.contents
    pack.checkpoint_seq, pack.checkpoint_hash = made.checkpoint
    pack.kept_until = on + timedelta(days=value_of(pack.agency_id, KEPT, on=on))
    pack.done = pack.total
    _end(pack, State.READY)

    record(
        "manual.pack.made",
        actor=actor,
        subject=pack,
        manifest_sha256=made.manifest_hash,
        sha256=made.blob.sha256,
        size=made.blob.size,
        checkpoint=f"{made.checkpoint[0]}:{made.checkpoint[1]}",
        records=made.contents["records"],
        files=made.contents["files"],
    )
    return pack


@upkeep
def fail_pack(pack: Pack, *, problem: str) -> None:
    """Say why a pack could not be made; nothing of it is left."""
    pack = lock(pack)
    if pack.state == State.MAKING:
        pack.problem = problem[:300]
        _end(pack, State.FAILED)
    _clear(pack)


@upkeep
def note_stopped(pack: Pack) -> Pack:
    """Say that a pack was cut off half-way; called when nobody is at work on it. One that ended meanwhile stays as it is."""
    pack = lock(pack)
    if pack.state == State.MAKING:
        _end(pack, State.STOPPED)
        _clear(pack)
    return pack


@upkeep
def let_go(pack: Pack) -> Pack:
    """Let the bytes of a pack go when its days are over; what it was stays."""
    pack = lock(pack)
    if pack.is_there:
        pack.removed_at = timezone.now()
        pack.save(update_fields=["removed_at"])
        transaction.on_commit(lambda: remove_bytes(pack))
    return pack


def _end(pack: Pack, state: str) -> None:
    pack.state, pack.finished_at = state, timezone.now()
    pack.save()


def _clear(pack: Pack) -> None:
    """Remove the half file of a pack, and whole bytes that were not kept after all."""
    remove_scratch(scratch_name(pack))
    if pack.state != State.READY:
        remove_bytes(pack)


def _code_of(pack: Pack) -> str:
    record_of_it = pack.audit or pack.inspection
    return record_of_it.code if record_of_it is not None else "ky"
