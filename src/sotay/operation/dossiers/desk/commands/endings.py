"""How a dossier ends: its result, the return of it, a stop notice, withdrawal (law 3.2: 19–20; 8.6)."""

from datetime import datetime

from sotay.agency.actor import Actor
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import command, refuse, require
from sotay.journal.recording import record
from sotay.operation.dossiers.desk import guards
from sotay.operation.dossiers.desk.acting import Kind, happen, local, locked, moment_of
from sotay.operation.dossiers.models import Dossier, DossierEvent, DossierPerson


@command
def give_result(
    dossier: Dossier,
    *,
    actor: Actor,
    now: datetime,
    result_number: str,
    result_approved_by: str,
    version: int | None = None,
    at: datetime | None = None,
    is_rejected: bool = False,
) -> Dossier:
    """Keep the result: its number, the day it was approved on, who approved it (8.6 b); a written refusal is one too."""
    require(actor, "operation.serve_dossier", dossier)
    dossier, at = locked(dossier, version=version), moment_of(at, now)
    refuse(
        guards.why_not_act(dossier, Kind.RESULT, at=at, now=now),
        guards.why_no_result(number=result_number, approved_by=result_approved_by),
    )

    dossier.result_number, dossier.is_rejected = one_line(result_number), is_rejected
    dossier.result_approved_by = one_line(result_approved_by)
    step, unit = dossier.step, dossier.holder_unit
    received = DossierEvent.objects.filter(agency_id=dossier.agency_id, dossier=dossier, order=1).first()
    dossier.holder, dossier.holder_unit = None, received.unit if received else None  # it waits at the desk
    happen(
        dossier, Kind.RESULT, at=at, by=actor.person, unit=unit, step=step, number=dossier.result_number,
        signed_by=dossier.result_approved_by,
    )  # fmt: skip

    record(
        "operation.dossier.result_given",
        actor=actor,
        subject=dossier,
        code=dossier.code,
        result_number=dossier.result_number,
        result_date=dossier.result_date,
        is_rejected=is_rejected,
    )
    return dossier


@command
def return_result(
    dossier: Dossier,
    *,
    actor: Actor,
    now: datetime,
    returned_how: str,
    taken_by: str,
    version: int | None = None,
    at: datetime | None = None,
) -> Dossier:
    """Return the result to who came for it, which is the customer's confirmation; that it is late never stands in the way."""
    require(actor, "operation.receive_dossier", dossier)
    dossier, at = locked(dossier, version=version), moment_of(at, now)
    refuse(
        guards.why_not_act(dossier, Kind.RETURNED, at=at, now=now),
        guards.why_not_return(dossier, how=returned_how, taken_by=taken_by),
    )

    dossier.returned_how = returned_how
    unit = dossier.holder_unit
    dossier.holder, dossier.holder_unit = None, None
    happen(dossier, Kind.RETURNED, at=at, by=actor.person, unit=unit, step=dossier.step)
    person, _new = DossierPerson.objects.get_or_create(agency=dossier.agency, dossier=dossier)
    person.taken_by = one_line(taken_by)
    person.save()

    record(
        "operation.dossier.returned",
        actor=actor,
        subject=dossier,
        code=dossier.code,
        returned_date=dossier.returned_date,
        returned_how=returned_how,
    )
    return dossier


@command
def stop(
    dossier: Dossier,
    *,
    actor: Actor,
    now: datetime,
    reason: str,
    version: int | None = None,
    at: datetime | None = None,
    number: str = "",
    signed_by: str = "",
) -> Dossier:
    """Stop a dossier by a notice that says why (TT 03/2025 Mẫu 05)."""
    require(actor, "operation.work_dossier", dossier)
    return _drop(
        dossier, Kind.STOPPED, actor=actor, now=now, at=at, reason=reason, version=version, number=number,
        signed_by=signed_by,
    )  # fmt: skip


@command
def withdraw(
    dossier: Dossier, *, actor: Actor, now: datetime, reason: str, version: int | None = None,
    at: datetime | None = None,
) -> Dossier:  # fmt: skip
    """Keep that who handed a dossier in took it back, and why."""
    require(actor, "operation.serve_dossier", dossier)
    return _drop(dossier, Kind.WITHDRAWN, actor=actor, now=now, at=at, reason=reason, version=version)


def _drop(
    dossier: Dossier,
    kind: str,
    *,
    actor: Actor,
    now: datetime,
    at: datetime | None,
    reason: str,
    version: int | None,
    number: str = "",
    signed_by: str = "",
) -> Dossier:
    dossier, at = locked(dossier, version=version), moment_of(at, now)
    refuse(guards.why_not_act(dossier, kind, at=at, now=now), guards.why_no_reason(reason))

    unit = dossier.holder_unit
    dossier.holder, dossier.holder_unit = None, None
    happen(
        dossier, kind, at=at, by=actor.person, unit=unit, step=dossier.step, reason=nfc(reason).strip(),
        number=one_line(number), signed_by=one_line(signed_by),
    )  # fmt: skip

    act = "operation.dossier.stopped" if kind == Kind.STOPPED else "operation.dossier.withdrawn"
    record(act, actor=actor, subject=dossier, code=dossier.code, date=local(at).date())
    return dossier
