"""Dossiers handed from step to step, with the check of what was done (law 3.2: 18; 8.5.1, 8.6)."""

from datetime import datetime
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Unit, User
from sotay.agency.vietnamese import nfc
from sotay.commands import command, refuse, require
from sotay.journal.recording import record
from sotay.operation.dossiers.desk import guards
from sotay.operation.dossiers.desk.acting import Kind, happen, local, locked, moment_of
from sotay.operation.dossiers.models import Dossier
from sotay.operation.procedures.models import ProcedureStep


@command
def hand_over(
    dossier: Dossier,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
    at: datetime | None = None,
    to_step: ProcedureStep | None = None,
    to_unit: Unit | None = None,
    to_user: User | None = None,
    note: str = "",
) -> Dossier:
    """Hand a dossier to the next step, a unit or a person; who does so has checked what was done before (*đạt*)."""
    require(actor, "operation.work_dossier", dossier)
    dossier, at = locked(dossier, version=version), moment_of(at, now)
    refuse(
        guards.why_not_act(dossier, Kind.HANDED_OVER, at=at, now=now),
        guards.why_not_hand_over(dossier, to_step=to_step, to_unit=to_unit, to_user=to_user, on=local(now).date()),
        guards.why_not_forward(dossier, to_step=to_step),
    )

    _pass_on(dossier, Kind.HANDED_OVER, at=at, actor=actor, to=(to_step, to_unit, to_user), words=note)

    record("operation.dossier.handed_over", actor=actor, subject=dossier, **_told(dossier, at, to_step, to_unit))
    return dossier


@command
def send_back(
    dossier: Dossier,
    *,
    actor: Actor,
    now: datetime,
    reason: str,
    version: int | None = None,
    at: datetime | None = None,
    to_step: ProcedureStep | None = None,
    to_unit: Unit | None = None,
    to_user: User | None = None,
) -> Dossier:
    """Send a dossier back to an earlier step: what was done there did not pass the check, for this reason."""
    require(actor, "operation.work_dossier", dossier)
    dossier, at = locked(dossier, version=version), moment_of(at, now)
    refuse(
        guards.why_not_act(dossier, Kind.SENT_BACK, at=at, now=now),
        guards.why_not_hand_over(dossier, to_step=to_step, to_unit=to_unit, to_user=to_user, on=local(now).date()),
        guards.why_not_back(dossier, to_step=to_step),
        guards.why_no_reason(reason),
    )

    _pass_on(dossier, Kind.SENT_BACK, at=at, actor=actor, to=(to_step, to_unit, to_user), words=reason)

    record("operation.dossier.sent_back", actor=actor, subject=dossier, **_told(dossier, at, to_step, to_unit))
    return dossier


def _pass_on(
    dossier: Dossier,
    kind: str,
    *,
    at: datetime,
    actor: Actor,
    to: tuple[ProcedureStep | None, Unit | None, User | None],
    words: str,
) -> None:
    to_step, to_unit, to_user = to
    step, from_unit = dossier.step, dossier.holder_unit
    to_unit = to_unit or (to_step.unit if to_step else None) or from_unit
    dossier.step, dossier.holder_unit, dossier.holder = to_step or step, to_unit, to_user
    happen(
        dossier, kind, at=at, by=actor.person, unit=from_unit, step=step, to_step=dossier.step, to_unit=to_unit,
        to_user=to_user, reason=nfc(words).strip(),
    )  # fmt: skip


def _told(dossier: Dossier, at: datetime, to_step: ProcedureStep | None, to_unit: Unit | None) -> dict[str, Any]:
    return {
        "code": dossier.code,
        "date": local(at).date(),
        "step": to_step.position if to_step else None,
        "unit": to_unit.code if to_unit else "",
    }
