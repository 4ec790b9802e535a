"""Writes upon decisions."""

from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Decision
from sotay.agency.vietnamese import one_line
from sotay.blobs.models import Blob
from sotay.blobs.refusals import BlobRefused, StorageFull
from sotay.blobs.storage import store
from sotay.commands import UNCHANGED, Reason, Refused, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.organisation.decisions.guards import why_kept, why_not_enter
from sotay.organisation.decisions.queries import NewDecision


@command
def add_decision(
    agency: Agency,
    *,
    actor: Actor,
    on: date,
    number: str,
    date: date,
    summary: str = "",
    signer_name: str = "",
    signer_title: str = "",
    file: Any = None,
) -> Decision:
    """Enter a signed paper; its number comes from the agency's document system. `file` is an upload or None."""
    require(actor, "organisation.manage_decisions", agency)
    number = one_line(number)
    refuse(why_not_enter(agency, number=number, signed_date=date, on=on))

    decision = Decision(
        agency=agency,
        number=number,
        date=date,
        summary=one_line(summary),
        signer_name=one_line(signer_name),
        signer_title=one_line(signer_title),
    )
    _attach(decision, file)
    decision.save()

    record(
        "organisation.decision.added",
        actor=actor,
        subject=decision,
        number=number,
        signed_date=date,
        sha256=decision.file_id,
    )
    return decision


@command
def change_decision(
    decision: Decision,
    *,
    actor: Actor,
    version: int,
    on: date,
    number: str,
    date: date,
    summary: str = "",
    signer_name: str = "",
    signer_title: str = "",
    file: Any = None,
) -> Decision:
    """Correct what was entered of a paper, or add its signed copy; an upload replaces the copy, its bytes are kept."""
    require(actor, "organisation.manage_decisions", decision)
    decision = lock(decision, version=version)
    number = one_line(number)
    refuse(
        why_not_enter(decision.agency, number=number, signed_date=date, on=on, decision=decision),
        why_kept(decision, number=number, signed_date=date),
    )

    wanted = {
        "number": number,
        "date": date,
        "summary": one_line(summary),
        "signer_name": one_line(signer_name),
        "signer_title": one_line(signer_title),
    }
    before = {field: getattr(decision, field) for field, value in wanted.items() if getattr(decision, field) != value}
    for field, value in wanted.items():
        setattr(decision, field, value)
    if file:
        before["file"] = decision.file_id
        _attach(decision, file)
    if not before:
        return UNCHANGED  # type: ignore[return-value]
    decision.save()

    record("organisation.decision.changed", actor=actor, subject=decision, before=before, sha256=decision.file_id)
    return decision


def entered(given: Decision | NewDecision | None, *, agency: Agency, actor: Actor, on: date) -> Decision | None:
    """Return the decision that was chosen, or enter the one typed; one that stands already is taken, not doubled."""
    if not isinstance(given, NewDecision):
        return given
    number = one_line(given.number)
    if standing := Decision.objects.filter(agency=agency, number=number, date=given.date).first():
        return standing
    return add_decision(
        agency,
        actor=actor,
        on=on,
        number=number,
        date=given.date,
        summary=given.summary,
        signer_name=given.signer_name,
        signer_title=given.signer_title,
        file=given.file,
    )


def kept(file: Any, *, field: str = "file") -> Blob:
    """Store an upload; Refused says beside the form's field what is wrong with it and how to mend it."""
    try:
        return store(file, name=file.name)
    except (BlobRefused, StorageFull) as problem:
        raise Refused(Reason(f"{problem.text} {problem.mend}", code=problem.code, field=field)) from problem


def _attach(decision: Decision, file: Any) -> None:
    if file:
        decision.file = kept(file)
        decision.file_name = one_line(file.name)[-255:]
