"""Writes upon cases, steps, the services a procedure serves and how its dossiers are counted."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from sotay.agency.actor import Actor
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.context.models import Service
from sotay.journal.recording import record
from sotay.operation.procedures import guards, writing
from sotay.operation.procedures.models import ProcedureRules, ProcedureService, ProcedureStep, Variant
from sotay.support.models import Document, Revision

MAY = "support.write_document"
CASE = ("name", "limit_text", "limit_value", "own_value", "unit")
STEP = (
    "number", "work", "role", "unit", "performer", "is_external", "time_text", "time_value", "time_unit", "forms",
    "result", "after",
)  # fmt: skip


@command
def add_variant(revision: Revision, *, actor: Actor, **values: Any) -> Variant:
    """Add a case to a draft, with its limits."""
    require(actor, MAY, revision.document)
    revision = lock(revision)
    variant = Variant(agency=revision.agency, revision=revision)
    writing.fill_variant(variant, values)
    refuse(
        guards.why_not_write_steps(revision),
        guards.why_not_limits(own=variant.own_value, legal=variant.limit_value),
    )

    variant.position = (revision.variants.aggregate(last=Max("position"))["last"] or 0) + 1
    variant.save()
    writing.touch(revision)

    record("operation.procedure.case_added", actor=actor, subject=revision, case=variant.name)
    return variant


@command
def change_variant(variant: Variant, *, actor: Actor, version: int, **values: Any) -> Variant:
    """Change name and limits of a case; counted otherwise, the times of its steps are read anew."""
    require(actor, MAY, variant.revision.document)
    revision = lock(variant.revision)
    variant = lock(variant, version=version)
    before = {name: getattr(variant, name) for name in CASE}
    writing.fill_variant(variant, values)
    refuse(
        guards.why_not_write_steps(revision),
        guards.why_not_limits(own=variant.own_value, legal=variant.limit_value),
    )
    changed = [name for name in CASE if getattr(variant, name) != before[name]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]

    variant.save()
    if "unit" in changed:
        for step in variant.steps.all():
            step.variant = variant
            writing.read_again(step)
            step.save()
    writing.touch(revision)

    told = {name: str(before[name]) for name in changed}
    record("operation.procedure.case_changed", actor=actor, subject=revision, case=variant.name, before=told)
    return variant


@command
def remove_variant(variant: Variant, *, actor: Actor, version: int) -> Revision:
    """Take a case with its steps out of a draft."""
    require(actor, MAY, variant.revision.document)
    revision = lock(variant.revision)
    variant = lock(variant, version=version)
    refuse(guards.why_not_write_steps(revision))

    steps = variant.steps.count()
    record("operation.procedure.case_removed", actor=actor, subject=revision, case=variant.name, steps=steps)
    variant.delete()
    writing.touch(revision)
    return revision


@command
def add_step(variant: Variant, *, actor: Actor, at: int | None = None, **values: Any) -> ProcedureStep:
    """Add a step at the end of a case of a draft, or insert it at a place."""
    require(actor, MAY, variant.revision.document)
    revision = lock(variant.revision)
    variant = lock(variant)
    steps = list(variant.steps.all())
    step = ProcedureStep(agency=revision.agency, variant=variant)
    writing.fill_step(step, values)
    place = len(steps) if at is None else min(max(at - 1, 0), len(steps))
    named = [one + 1 if one > place else one for one in step.after]  # the places as they were when it was typed
    ordered = [*steps[:place], step, *steps[place:]]
    changed = writing.arranged(ordered)
    step.after = named
    refuse(
        guards.why_not_write_steps(revision),
        guards.why_too_many(steps),
        guards.why_unit_unknown(step.unit, revision),
        guards.why_not_order(ordered),
    )

    writing.keep_order(changed)
    step.save()
    writing.touch(revision)

    record("operation.procedure.step_added", actor=actor, subject=revision, case=variant.name, step=step.position)
    return step


@command
def change_step(step: ProcedureStep, *, actor: Actor, version: int, **values: Any) -> ProcedureStep:
    """Change a step of a draft."""
    require(actor, MAY, step.variant.revision.document)
    revision = lock(step.variant.revision)
    variant = lock(step.variant)
    step = lock(step, version=version)
    step.variant = variant
    before = {name: getattr(step, name) for name in STEP}
    writing.fill_step(step, values)
    others = [one for one in variant.steps.all() if one.pk != step.pk]
    refuse(
        guards.why_not_write_steps(revision),
        guards.why_unit_unknown(step.unit if step.unit != before["unit"] else None, revision),
        guards.why_not_order([*others, step]),
    )
    changed = [name for name in STEP if getattr(step, name) != before[name]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]

    step.save()
    writing.touch(revision)

    told = {name: str(before[name]) for name in changed}
    record(
        "operation.procedure.step_changed",
        actor=actor,
        subject=revision,
        case=variant.name,
        step=step.position,
        before=told,
    )
    return step


@command
def move_step(step: ProcedureStep, *, actor: Actor, version: int, up: bool) -> ProcedureStep:
    """Let a step of a draft change places with the one before it, or behind it."""
    require(actor, MAY, step.variant.revision.document)
    revision = lock(step.variant.revision)
    variant = lock(step.variant)
    step = lock(step, version=version)
    ordered = list(variant.steps.all())
    place = next(n for n, one in enumerate(ordered) if one.pk == step.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(ordered):
        refuse(guards.why_not_write_steps(revision))
        return UNCHANGED  # type: ignore[return-value]
    ordered[place], ordered[other] = ordered[other], ordered[place]
    changed = writing.arranged(ordered)
    refuse(guards.why_not_write_steps(revision), guards.why_not_order(ordered))

    writing.keep_order(changed)
    writing.touch(revision)

    moved = ordered[other]
    record(
        "operation.procedure.step_moved",
        actor=actor,
        subject=revision,
        case=variant.name,
        was=place + 1,
        step=moved.position,
    )
    return moved


@command
def remove_step(step: ProcedureStep, *, actor: Actor, version: int) -> Variant:
    """Take a step out of a draft; who waited for it waits for what it waited for."""
    require(actor, MAY, step.variant.revision.document)
    revision = lock(step.variant.revision)
    variant = lock(step.variant)
    step = lock(step, version=version)
    ordered = [one for one in variant.steps.all() if one.pk != step.pk]
    changed = writing.arranged(ordered, without=step)
    refuse(guards.why_not_write_steps(revision), guards.why_not_order(ordered))

    record(
        "operation.procedure.step_removed",
        actor=actor,
        subject=revision,
        case=variant.name,
        step=step.position,
        work=step.work[:200],
    )
    step.delete()
    writing.keep_order(changed)
    writing.touch(revision)
    return variant


@command
def link_services(document: Document, *, actor: Actor, services: Iterable[Service]) -> Document:
    """Let a procedure serve exactly these services (QĐ 19/2014/QĐ-TTg Điều 3)."""
    require(actor, MAY, document)
    document = lock(document)
    wanted = {one.pk: one for one in services if one.agency_id == document.agency_id}
    there = {one.service_id: one for one in document.serves.select_related("service")}
    refuse(guards.why_not_agree(document))
    added = [one for pk, one in wanted.items() if pk not in there]
    taken = [one for pk, one in there.items() if pk not in wanted]
    if not added and not taken:
        return UNCHANGED  # type: ignore[return-value]

    for one in taken:
        one.delete()
    for service in added:
        ProcedureService.objects.create(agency=document.agency, document=document, service=service)

    record(
        "operation.procedure.services_linked",
        actor=actor,
        subject=document,
        added=[one.code for one in added],
        removed=[one.service.code for one in taken],
    )
    return document


@command
def serve(service: Service, *, actor: Actor, document: Document) -> ProcedureService:
    """Let one more procedure serve a service; a link there already is left as it is."""
    require(actor, MAY, document)
    document = lock(document)
    refuse(guards.why_not_agree(document))
    if document.agency_id != service.agency_id or document.serves.filter(service=service).exists():
        return UNCHANGED  # type: ignore[return-value]

    link = ProcedureService(agency=document.agency, document=document, service=service)
    link.save()

    record("operation.procedure.services_linked", actor=actor, subject=document, added=[service.code], removed=[])
    return link


@command
def change_rules(document: Document, *, actor: Actor, version: int | None = None, **values: Any) -> ProcedureRules:
    """Agree from which hour a dossier counts as received on the next working day, and whether pauses count."""
    require(actor, MAY, document)
    document = lock(document)
    rules = ProcedureRules.objects.filter(document=document).first()
    rules = lock(rules, version=version) if rules else ProcedureRules(agency=document.agency, document=document)
    refuse(guards.why_not_agree(document))
    before = {name: getattr(rules, name) for name in values}
    changed = [name for name, value in values.items() if before[name] != value]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]

    for name in changed:
        setattr(rules, name, values[name])
    rules.save()

    told = {name: str(before[name]) for name in changed}
    record("operation.procedure.rules_changed", actor=actor, subject=document, fields=changed, before=told)
    return rules
