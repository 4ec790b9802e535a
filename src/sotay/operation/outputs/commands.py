"""Writes upon nonconforming outputs (ISO 9001 8.7): logged, decided upon, done, checked again, cancelled."""

from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, User
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import command, lock, refuse, require
from sotay.journal.recording import record
from sotay.operation.dossiers.models import Dossier
from sotay.operation.dossiers.naming import why_names_citizen
from sotay.operation.outputs import guards
from sotay.operation.outputs.models import NonconformingOutput
from sotay.work.numbers import next_number

SERIES = "outputs"
State, Stage = NonconformingOutput.State, NonconformingOutput.Stage
REASON = 500


@command
def log_output(
    agency: Agency,
    *,
    actor: Actor,
    on: date,
    kind: str,
    what: str,
    found_date: date,
    dossier: Dossier | None = None,
    service: Any = None,
    unit: Any = None,
    stage: str = "",
) -> NonconformingOutput:
    """Log an output that is not as it should be; it gets the next code of the year (`DR-2026-007`).

    A dossier brings its service and unit, a service its unit, where no others are named; without a stage it was found
    after the return where the result had been returned. `what` stays out of the journal.
    """
    output = NonconformingOutput(
        agency=agency, kind=kind, what=nfc(what).strip(), found_date=found_date, found_by=actor.user, dossier=dossier
    )
    output.service = service or (dossier.service if dossier else None)
    output.unit = unit or (dossier.unit if dossier else None) or (output.service.unit if output.service else None)
    output.stage = stage or _stage_of(dossier, found_date)
    require(actor, "operation.log_output", output)
    agency = lock(agency)
    refuse(
        guards.why_not_log(output, on=on, there=_open_one(output)),
        why_names_citizen(output.dossier_id, what=output.what),
    )

    output.code = f"DR-{on.year}-{next_number(agency, series=SERIES, year=on.year):03d}"
    output.slug = output.code.lower()
    output.save()

    record("operation.output.logged", actor=actor, subject=output, code=output.code, kind=kind, found_date=found_date)
    return output


@command
def decide_output(
    output: NonconformingOutput,
    *,
    actor: Actor,
    version: int,
    on: date,
    action: str,
    action_text: str,
    decided_date: date,
    assigned_to: User | None = None,
    due_date: date | None = None,
) -> NonconformingOutput:
    """Decide what is done with an output (8.7.1), by whom and until when; it may be decided anew until it is done."""
    require(actor, "operation.decide_output", output)
    output = lock(output, version=version)
    refuse(guards.why_not_decide(output))
    output.action, output.action_text = action, nfc(action_text).strip()
    output.decided_by, output.decided_date = actor.person, decided_date
    output.assigned_to, output.due_date = assigned_to, due_date
    refuse(
        guards.why_not_so_decided(output, actor, on=on),
        why_names_citizen(output.dossier_id, action_text=output.action_text),
    )

    output.state = State.DECIDED
    output.save()

    record("operation.output.decided", actor=actor, subject=output, act=action, decided_date=decided_date)
    return output


@command
def finish_output(
    output: NonconformingOutput, *, actor: Actor, version: int, on: date, done_date: date, done_text: str
) -> NonconformingOutput:
    """Tell what was done and when; it then waits for somebody else to check it again."""
    require(actor, "operation.finish_output", output)
    output = lock(output, version=version)
    refuse(guards.why_not_finish(output))
    output.done_date, output.done_text, output.done_by = done_date, nfc(done_text).strip(), actor.person
    refuse(guards.why_not_so_finished(output, on=on), why_names_citizen(output.dossier_id, done_text=output.done_text))

    output.state = State.DONE
    output.save()

    record("operation.output.done", actor=actor, subject=output, done_date=done_date)
    return output


@command
def check_output(
    output: NonconformingOutput,
    *,
    actor: Actor,
    version: int,
    on: date,
    conforms: bool,
    checked_date: date,
    checked_text: str = "",
) -> NonconformingOutput:
    """Check again what was done (8.7.1): it conforms and is closed, or it goes back to be done with what is missing."""
    require(actor, "operation.check_output", output)
    output = lock(output, version=version)
    text = nfc(checked_text).strip()
    refuse(guards.why_not_check(output, actor))
    refuse(
        guards.why_not_so_checked(output, conforms=conforms, checked_date=checked_date, text=text, on=on),
        why_names_citizen(output.dossier_id, checked_text=text),
    )

    output.checked_text = text
    if conforms:
        output.state, output.checked_by, output.checked_date = State.CLOSED, actor.person, checked_date
    else:
        output.state, output.done_by, output.done_date, output.done_text = State.DECIDED, None, None, ""
    output.save()

    act = "operation.output.closed" if conforms else "operation.output.sent_back"
    record(act, actor=actor, subject=output, checked_date=checked_date)
    return output


@command
def cancel_output(output: NonconformingOutput, *, actor: Actor, version: int, reason: str) -> NonconformingOutput:
    """Cancel an output that was none, with a reason; it stays readable and counts no more."""
    require(actor, "operation.cancel_output", output)
    output = lock(output, version=version)
    refuse(guards.why_not_cancel(output, reason=reason), why_names_citizen(output.dossier_id, reason=reason))

    output.state, output.cancelled_reason = State.CANCELLED, one_line(reason)[:REASON]
    output.save()

    record("operation.output.cancelled", actor=actor, subject=output)
    return output


def _stage_of(dossier: Dossier | None, found_date: date) -> str:
    returned = dossier is None or (dossier.returned_date is not None and dossier.returned_date <= found_date)
    return Stage.AFTER_RETURN if returned else Stage.BEFORE_RETURN


def _open_one(output: NonconformingOutput) -> NonconformingOutput | None:
    """Return one of the same kind about the same dossier that is not over."""
    if output.dossier is None:
        return None
    rows = NonconformingOutput.objects.filter(agency_id=output.agency_id, dossier=output.dossier, kind=output.kind)
    return rows.exclude(state__in=NonconformingOutput.CLOSED).order_by("pk").first()
