"""Writes upon sets of objectives: begin, write, submit, approve, put into force, revise, confirm."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.holding import NOBODY, Owner
from sotay.agency.models import Agency, Unit
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import one_line
from sotay.approvals.commands import paper_of, submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, Reason, command, lock, lock_all, refuse, require, why_no_reason
from sotay.journal.recording import record
from sotay.planning.objectives import guards
from sotay.planning.objectives.models import Objective, ObjectiveSet, PlanLine, SetReading
from sotay.planning.objectives.work_writing import approval_of, bring_work
from sotay.planning.objectives.writing import (
    copy_objectives,
    fill,
    fill_line,
    line_values,
    next_code,
    slug_of_set,
    unit_code,
    values_of,
)  # fmt: skip
from sotay.search import index

PURPOSE = "planning.objectives"
State = ObjectiveSet.State


@command
def begin_set(agency: Agency, *, actor: Actor, unit: Unit | None, year: int, on: date) -> ObjectiveSet:
    """Begin the set of objectives of a unit (None: of the agency itself) for a year (ISO 9001 6.2.1)."""
    agency = lock(agency)
    new = ObjectiveSet(agency=agency, unit=unit, year=year)
    require(actor, "planning.write_set", new)
    there = ObjectiveSet.objects.filter(agency=agency, unit=unit, year=year).select_related("unit", "agency")
    refuse(guards.why_not_begin(unit, year=year, this_year=on.year, sets=there))

    new.slug = slug_of_set(new)
    new.save()

    record("planning.set.begun", actor=actor, subject=new, year=year, unit=unit.code if unit else None)
    return new


@command
def add_objective(one: ObjectiveSet, *, actor: Actor, owner: Owner = NOBODY, **values: Any) -> Objective:
    """Add an objective to a set that is being written; a draft may lack anything but its words."""
    require(actor, "planning.write_set", one)
    one = lock(one)
    refuse(guards.why_not_write(one), _wordless(values.get("statement", "")))

    last = one.objectives.aggregate(last=Max("order"))["last"] or 0
    objective = Objective(agency=one.agency, set=one, order=last + 1)
    objective.code = one_line(values.pop("code", "")) or next_code(one)
    fill(objective, values, owner)
    refuse(_code_taken(objective), guards.why_not_from_fact(objective))
    objective.slug = free_slug(
        Objective.objects.filter(agency=one.agency), f"{one.year}-{unit_code(one)}-{objective.code}"
    )
    objective.save()

    record("planning.objective.added", actor=actor, subject=objective, target=objective.target_text)
    return objective


@command
def change_objective(
    objective: Objective, *, actor: Actor, version: int, owner: Owner = NOBODY, **values: Any
) -> Objective:
    """Change an objective of a set that is being written."""
    require(actor, "planning.write_set", objective.set)
    one = lock(objective.set)
    objective = lock(objective, version=version)
    refuse(guards.why_not_write(one), _wordless(values.get("statement", objective.statement)))

    before = values_of(objective)
    if code := one_line(values.pop("code", "")):
        objective.code = code
    fill(objective, values, owner)
    changed = [name for name, value in values_of(objective).items() if value != before[name]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    refuse(_code_taken(objective), guards.why_not_from_fact(objective))
    objective.save()

    told = {name: before[name] for name in changed}
    record("planning.objective.changed", actor=actor, subject=objective, fields=changed, before=told)
    return objective


@command
def remove_objective(objective: Objective, *, actor: Actor, version: int) -> None:
    """Take an objective out of a set that is being written."""
    require(actor, "planning.write_set", objective.set)
    one = lock(objective.set)
    objective = lock(objective, version=version)
    refuse(guards.why_not_write(one), guards.why_not_remove([objective]))

    record("planning.objective.removed", actor=actor, subject=one, code=objective.code, statement=objective.statement)
    index.forget([subjects.ref_of(objective)], agency_id=one.agency_id)
    objective.delete()


@command
def add_plan_line(objective: Objective, *, actor: Actor, owner: Owner = NOBODY, **values: Any) -> PlanLine:
    """Add a line to the plan of an objective that is being written (6.2.2)."""
    require(actor, "planning.write_set", objective.set)
    refuse(guards.why_not_write(lock(objective.set)))

    last = objective.plan.aggregate(last=Max("order"))["last"] or 0
    line = PlanLine(agency=objective.agency, objective=objective, order=last + 1)
    fill_line(line, values, owner)
    line.save()

    record("planning.plan_line.added", actor=actor, subject=objective, what=line.what, to_date=line.to_date)
    return line


@command
def change_plan_line(line: PlanLine, *, actor: Actor, version: int, owner: Owner = NOBODY, **values: Any) -> PlanLine:
    """Change a line of a plan that is being written."""
    require(actor, "planning.write_set", line.objective.set)
    one = lock(line.objective.set)
    line = lock(line, version=version)
    refuse(guards.why_not_write(one))

    before = line_values(line)
    fill_line(line, values, owner)
    if line_values(line) == before:
        return UNCHANGED  # type: ignore[return-value]
    line.save()

    record("planning.plan_line.changed", actor=actor, subject=line.objective, what=line.what, before=before)
    return line


@command
def remove_plan_line(line: PlanLine, *, actor: Actor, version: int) -> None:
    """Take a line out of a plan that is being written."""
    require(actor, "planning.write_set", line.objective.set)
    one = lock(line.objective.set)
    line = lock(line, version=version)
    refuse(guards.why_not_write(one))

    record("planning.plan_line.removed", actor=actor, subject=line.objective, what=line.what)
    line.delete()


@command
def submit_set(
    one: ObjectiveSet, *, actor: Actor, version: int, note: str = "", in_force_date: date | None = None, on: date
) -> Approval:
    """Submit one set as its page was read."""
    require(actor, "planning.write_set", one)
    return submit_sets([lock(one, version=version)], actor=actor, note=note, in_force_date=in_force_date, on=on)


@command
def submit_sets(
    sets: Sequence[ObjectiveSet], *, actor: Actor, note: str = "", in_force_date: date | None = None, on: date
) -> Approval:
    """Submit one set, or several under one decision (practice.md 4); `in_force_date` None: the day of approval.

    Every objective must be measurable and planned; Refused names each gap.
    """
    for one in sets:
        require(actor, "planning.write_set", one)
    locked = [one for one in lock_all(sets) if isinstance(one, ObjectiveSet)]
    refuse(
        *(guards.why_not_submit(one, one.objectives.select_related("set").prefetch_related("plan")) for one in locked),
        guards.why_not_in_force_on(locked, in_force_date),
    )

    first = locked[0]
    approval = submit(
        first, locked, actor=actor, purpose=PURPOSE, note=note, unit=first.unit if len(locked) == 1 else None, on=on
    )
    for one in locked:
        one.state, one.in_force_date, one.returned_reason = State.SUBMITTED, in_force_date, ""
        one.save(update_fields=["state", "in_force_date", "returned_reason"])
        record("planning.set.submitted", actor=actor, subject=one, note=note, objectives=one.objectives.count())
    return approval


@command
def sets_approved(approval: Approval, *, actor: Actor, kept: Iterable[ObjectiveSet]) -> list[ObjectiveSet]:
    """Mark the sets approved and put into force those whose day has come; those left out are drafts again."""
    kept_ids = {one.pk for one in kept}
    sets, approved = _sets_of(approval), []
    refuse(*(guards.why_year_closed(one) for one in sets if one.pk in kept_ids))
    for one in sets:
        if one.pk not in kept_ids:
            _as_draft(one, _left_out_reason(approval, one))
            record("planning.set.left_out", actor=actor, subject=one, reason=one.returned_reason)
            continue
        day = approval.approved_date or today()
        in_force_date = max(one.in_force_date or day, date(one.year, 1, 1))
        one.state, one.approved_date, one.in_force_date = State.APPROVED, day, in_force_date
        one.save(update_fields=["state", "approved_date", "in_force_date"])
        record(
            "planning.set.approved",
            actor=actor,
            subject=one,
            approved_date=one.approved_date,
            way=approval.way,
            **paper_of(approval),
        )
        if in_force_date <= today():
            _into_force(one, approval, actor=actor, on=today())
        approved.append(one)
    return approved


@command
def sets_returned(approval: Approval, *, actor: Actor, reason: str) -> list[ObjectiveSet]:
    """Open the sets of a round for writing again, with the reason; one its author took back was not returned."""
    withdrawn = approval.state == Approval.State.WITHDRAWN
    opened = _sets_of(approval)
    for one in opened:
        _as_draft(one, "" if withdrawn else reason)
        act = "planning.set.withdrawn" if withdrawn else "planning.set.returned"
        record(act, actor=actor, subject=one, reason=reason)
    return opened


@command
def put_in_force(one: ObjectiveSet, *, actor: Actor, on: date) -> ObjectiveSet:
    """Put an approved set into force when its day has come; the one before it is superseded.

    A revision whose day comes when the year is closed stays as it is.
    """
    require(actor, "planning.put_in_force", one)
    one = lock(one)
    if one.state != State.APPROVED or one.in_force_date is None or one.in_force_date > on:
        return UNCHANGED  # type: ignore[return-value]
    if any(guards.why_year_closed(one)):
        return UNCHANGED  # type: ignore[return-value]
    return _into_force(one, approval_of(one), actor=actor, on=on)


@command
def revise_set(one: ObjectiveSet, *, actor: Actor, version: int, reason: str) -> ObjectiveSet:
    """Begin a revision of a set in force, with a reason; the same objectives keep their keys, and so their results."""
    require(actor, "planning.write_set", one)
    one = lock(one, version=version)
    same = ObjectiveSet.objects.filter(agency=one.agency, unit=one.unit, year=one.year)
    later = same.filter(revision__gt=one.revision).select_related("unit", "agency").first()
    refuse(guards.why_not_revise(one, prepared=later), why_no_reason(reason))

    revision = (same.aggregate(last=Max("revision"))["last"] or 0) + 1
    new = ObjectiveSet(agency=one.agency, unit=one.unit, year=one.year, revision=revision, reason=one_line(reason))
    new.slug = slug_of_set(new)
    new.save()
    copy_objectives(one, new)

    record("planning.set.revised", actor=actor, subject=new, reason=new.reason, revision=revision)
    return new


@command
def drop_set(one: ObjectiveSet, *, actor: Actor, version: int, reason: str) -> None:
    """Give up a draft: one that nobody was shown is removed, with its objectives; the reason stays in the journal."""
    require(actor, "planning.write_set", one)
    one = lock(one, version=version)
    objectives = list(one.objectives.select_related("set"))
    refuse(
        guards.why_not_write(one), guards.why_not_drop(one), guards.why_not_remove(objectives), why_no_reason(reason)
    )

    agency, title = one.agency, str(one)
    index.forget([subjects.ref_of(each) for each in (one, *objectives)], agency_id=agency.pk)
    one.delete()
    record("planning.set.dropped", actor=actor, subject=agency, reason=one_line(reason), title=title)


@command
def confirm_reading(one: ObjectiveSet, *, actor: Actor, on: date) -> SetReading:
    """Keep that the actor has read and understood a set (6.2.1 f); a second time changes nothing."""
    require(actor, "planning.read_set", one)
    refuse(guards.why_not_confirm(one))

    reading, made = SetReading.objects.get_or_create(
        agency=one.agency, set=one, user=actor.person, defaults={"read_date": on}
    )
    if not made:
        return UNCHANGED  # type: ignore[return-value]
    record("planning.set.read", actor=actor, subject=one, read_date=on)
    return reading


def _into_force(one: ObjectiveSet, approval: Approval | None, *, actor: Actor, on: date) -> ObjectiveSet:
    """Supersede what stood before, put this set in its place, and bring its plan to the people who do it."""
    before = ObjectiveSet.objects.select_for_update(of=("self",)).filter(
        agency=one.agency,
        unit=one.unit,
        year=one.year,
        revision__lt=one.revision,
        state__in=[State.APPROVED, State.IN_FORCE],
    )
    superseded = list(before.select_related("unit", "agency").order_by("revision"))
    for old in superseded:
        old.state, old.superseded_date = State.SUPERSEDED, one.in_force_date
        old.save(update_fields=["state", "superseded_date"])
        record("planning.set.superseded", actor=actor, subject=old, by_revision=one.revision)
    one.state = State.IN_FORCE
    one.save(update_fields=["state"])
    record("planning.set.in_force", actor=actor, subject=one, in_force_date=one.in_force_date)
    bring_work(one, superseded, approval, on=on)
    return one


def _as_draft(one: ObjectiveSet, reason: str) -> None:
    one.state, one.returned_reason, one.in_force_date = State.DRAFT, one_line(reason)[:500], None
    one.save(update_fields=["state", "returned_reason", "in_force_date"])


def _sets_of(approval: Approval) -> list[ObjectiveSet]:
    """Return the sets of a round, locked in the order of their keys."""
    uuids = approval.items.values_list("subject_uuid", flat=True)
    sets = ObjectiveSet.objects.select_for_update(of=("self",)).filter(
        agency_id=approval.agency_id, uuid__in=list(uuids)
    )
    return list(sets.select_related("unit", "agency").order_by("pk"))


def _left_out_reason(approval: Approval, one: ObjectiveSet) -> str:
    item = approval.items.filter(subject_uuid=one.uuid).first()
    return item.left_out_reason if item else ""


def _code_taken(objective: Objective) -> Iterable[Reason]:
    others = Objective.objects.filter(set=objective.set, code=objective.code).exclude(pk=objective.pk)
    if others.exists():
        yield Reason(_("Mã %s đã có trong bộ mục tiêu này.") % objective.code, code="code_taken", field="code")


def _wordless(statement: str) -> Iterable[Reason]:
    if not statement.strip():
        yield Reason(_("Cần ghi nội dung mục tiêu."), code="statement_missing", field="statement")
