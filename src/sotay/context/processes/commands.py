"""Writes upon processes."""

from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Unit
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.context.processes import guards
from sotay.context.processes.models import Flow, Process
from sotay.journal.recording import record
from sotay.standard.catalogue.clauses import clause_key

FIELDS = ("code", "name", "kind", "inputs", "outputs", "owner_unit", "owner_role", "clauses", "order")


@command
def create_process(
    agency: Agency,
    *,
    actor: Actor,
    code: str,
    name: str,
    kind: str,
    inputs: str = "",
    outputs: str = "",
    owner_unit: Unit | None = None,
    owner_role: str = "",
    clauses: tuple[str, ...] = (),
    order: int = 100,
) -> Process:
    """Add a process to the system (ISO 9001 4.4.1)."""
    require(actor, "context.manage_processes", agency)
    values = _clean(code, name, kind, inputs, outputs, owner_unit, owner_role, clauses, order)
    refuse(guards.why_not_keep(agency, code=values["code"], clauses=clauses))

    process = Process(agency=agency, **values)
    process.slug = free_slug(Process.objects.filter(agency=agency), values["code"])
    process.save()

    record("context.process.created", actor=actor, subject=process, code=process.code, name=process.name, kind=kind)
    return process


@command
def change_process(
    process: Process,
    *,
    actor: Actor,
    version: int,
    code: str,
    name: str,
    kind: str,
    inputs: str = "",
    outputs: str = "",
    owner_unit: Unit | None = None,
    owner_role: str = "",
    clauses: tuple[str, ...] = (),
    order: int = 100,
) -> Process:
    """Change what is known of a process; its address stays."""
    require(actor, "context.manage_processes", process)
    process = lock(process, version=version)
    values = _clean(code, name, kind, inputs, outputs, owner_unit, owner_role, clauses, order)
    refuse(guards.why_not_keep(process.agency, code=values["code"], clauses=clauses, process=process))

    changed = [field for field, value in values.items() if getattr(process, field) != value]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    for field in changed:
        setattr(process, field, values[field])
    process.save()

    record("context.process.changed", actor=actor, subject=process, fields=changed)
    return process


@command
def end_process(process: Process, *, actor: Actor, version: int, ended_date: date, reason: str) -> Process:
    """End a process on a day with a reason."""
    require(actor, "context.manage_processes", process)
    process = lock(process, version=version)
    refuse(guards.why_not_end(process, on=ended_date))

    process.ended_date = ended_date
    process.save(update_fields=["ended_date"])

    record("context.process.ended", actor=actor, subject=process, reason=reason, ended_date=ended_date)
    return process


@command
def add_flow(source: Process, *, actor: Actor, target: Process, what: str) -> Flow:
    """Say what one process hands to another; a second word for the same pair replaces the first."""
    require(actor, "context.manage_processes", source)
    refuse(guards.why_not_flow(source, target, what))

    what = nfc(what).strip()
    flow = Flow.objects.filter(agency=source.agency, source=source, target=target).first()
    if flow and flow.what == what:
        return UNCHANGED  # type: ignore[return-value]
    flow = flow or Flow(agency=source.agency, source=source, target=target)
    flow.what = what
    flow.save()

    record("context.process.flow_added", actor=actor, subject=source, target=target.code, what=what)
    return flow


@command
def remove_flow(flow: Flow, *, actor: Actor) -> None:
    """Take a flow away; its row stays readable in the history."""
    require(actor, "context.manage_processes", flow)

    record("context.process.flow_removed", actor=actor, subject=flow.source, target=flow.target.code, what=flow.what)
    flow.delete()


def _clean(*values: Any) -> dict[str, Any]:
    """Return the fields by name, texts in NFC and clauses in the order of the standard."""
    cleaned = dict(zip(FIELDS, values, strict=True))
    for field in ("code", "name", "inputs", "outputs"):
        cleaned[field] = nfc(cleaned[field]).strip()
    cleaned["clauses"] = sorted(set(cleaned["clauses"]), key=clause_key)
    return cleaned
