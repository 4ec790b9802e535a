"""Writes upon units."""

from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Decision, Unit, UnitSuccession
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import fold, one_line, sort_key
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered
from sotay.organisation.decisions.queries import NewDecision
from sotay.organisation.people.commands import one_at_a_time
from sotay.organisation.units.guards import why_not_end, why_not_name, why_not_note
from sotay.organisation.units.models import AssignmentNotice


@command
def create_unit(
    agency: Agency,
    *,
    actor: Actor,
    code: str,
    name: str,
    parent: Unit | None = None,
    order: int = 100,
    handles_services: bool = True,
    started_date: date | None = None,
) -> Unit:
    """Add a unit to an agency (ISO 9001 5.3)."""
    require(actor, "organisation.manage_units", agency)
    agency = one_at_a_time(agency)
    code, name = one_line(code), one_line(name)
    refuse(why_not_name(agency, code=code, parent=parent))

    unit = Unit(
        agency=agency,
        code=code,
        name=name,
        parent=parent,
        order=order,
        handles_services=handles_services,
        started_date=started_date,
    )
    unit.slug = free_slug(Unit.objects.filter(agency=agency), code)
    fill_keys(unit)
    unit.save()

    record(
        "organisation.unit.created",
        actor=actor,
        subject=unit,
        code=code,
        name=name,
        parent=parent.code if parent else None,
    )
    return unit


@command
def change_unit(
    unit: Unit,
    *,
    actor: Actor,
    version: int,
    code: str,
    name: str,
    parent: Unit | None = None,
    order: int = 100,
    handles_services: bool = True,
    started_date: date | None = None,
) -> Unit:
    """Change what a unit is called, where it stands and whether it handles services; its address stays."""
    require(actor, "organisation.manage_units", unit)
    one_at_a_time(unit.agency)
    unit = lock(unit, version=version)
    code, name = one_line(code), one_line(name)
    refuse(why_not_name(unit.agency, code=code, parent=parent, unit=unit))

    before = {"code": unit.code, "name": unit.name, "parent": unit.parent.code if unit.parent else None}
    wanted = {
        "code": code, "name": name, "parent": parent, "order": order, "handles_services": handles_services, "started_date": started_date,
    }  # fmt: skip
    changed = [field for field, value in wanted.items() if getattr(unit, field) != value]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    for field in changed:
        setattr(unit, field, wanted[field])
    fill_keys(unit)
    unit.save()

    record("organisation.unit.changed", actor=actor, subject=unit, fields=changed, before=before)
    return unit


@command
def end_unit(
    unit: Unit, *, actor: Actor, version: int, ended_date: date, reason: str, successors: tuple[Unit, ...] = ()
) -> Unit:
    """End a unit on a day and name the units that take over; nothing of it is deleted."""
    require(actor, "organisation.manage_units", unit)
    one_at_a_time(unit.agency)
    unit = lock(unit, version=version)
    refuse(why_not_end(unit, ended_date=ended_date, successors=successors), why_no_reason(reason))

    unit.ended_date = ended_date
    unit.save(update_fields=["ended_date"])
    for successor in successors:
        UnitSuccession.objects.create(agency=unit.agency, predecessor=unit, successor=successor, date=ended_date)

    record(
        "organisation.unit.ended",
        actor=actor,
        subject=unit,
        reason=reason,
        ended_date=ended_date,
        successors=[one.code for one in successors],
    )
    return unit


@command
def add_notice(unit: Unit, *, actor: Actor, on: date, decision: Decision | NewDecision | None) -> AssignmentNotice:
    """Put the notice that assigns a unit's people their tasks in its place (practice.md 1.3)."""
    require(actor, "organisation.assign_in_unit", unit)
    refuse(why_not_note(decision))
    paper = entered(decision, agency=unit.agency, actor=actor, on=on)
    notice, new = AssignmentNotice.objects.get_or_create(agency=unit.agency, unit=unit, paper=paper)
    if not new:
        return UNCHANGED  # type: ignore[return-value]

    record("organisation.unit.assigned", actor=actor, subject=unit, number=paper.number, signed_date=paper.date)  # type: ignore[union-attr]
    return notice


def fill_keys(unit: Unit) -> None:
    """Keep the stored keys by which units are sorted and found."""
    unit.name_sort = sort_key(unit.name)
    unit.search_text = fold(f"{unit.code} {unit.name}")
