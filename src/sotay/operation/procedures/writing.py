"""What several commands upon steps write alike, without journal lines of their own."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sotay.agency.vietnamese import fold, nfc, one_line
from sotay.operation.procedures.models import ProcedureStep, Variant
from sotay.operation.procedures.sums import START
from sotay.operation.procedures.times import UnclearTime, read_time
from sotay.support.models import Revision

LINES = {"number": 20, "performer": 300, "time_text": 100, "forms": 300, "result": 300}
PLAIN = ("role", "unit", "is_external")
APART = 10_000
"""Added to places while steps change theirs, so that no two ever share one."""


def fill_variant(variant: Variant, values: Mapping[str, Any]) -> None:
    """Put values on a case, clean."""
    for name, length in (("name", 300), ("limit_text", 500)):
        if name in values:
            setattr(variant, name, one_line(nfc(values[name] or ""))[:length])
    for name in ("limit_value", "own_value", "unit"):
        if name in values:
            setattr(variant, name, values[name])


def fill_step(step: ProcedureStep, values: Mapping[str, Any]) -> None:
    """Put values on a step, clean, with the time its text tells as its case is counted."""
    if "work" in values:
        step.work = nfc(values["work"] or "").replace("\r\n", "\n").strip()
    for name, length in LINES.items():
        if name in values:
            setattr(step, name, one_line(nfc(values[name] or ""))[:length])
    for name in PLAIN:
        if name in values:
            setattr(step, name, values[name])
    if "after" in values:
        step.after = sorted(set(values["after"] or ()))
    read_again(step)


def read_again(step: ProcedureStep) -> None:
    """Read the time of a step from its text; what is no single time is kept as it is written, without a value."""
    unit = step.variant.unit
    step.time_value, step.time_unit = None, unit
    try:
        told = read_time(step.time_text, unit=unit)
    except UnclearTime:
        return
    if told is not None:
        step.time_value, step.time_unit = Decimal(told.value), told.unit


def case_key(name: str) -> str:
    """Return what is equal for two ways of writing the name of a case."""
    return fold(one_line(name))


def arranged(ordered: Sequence[ProcedureStep], *, without: ProcedureStep | None = None) -> list[ProcedureStep]:
    """Give steps the places of this order and let what they name follow; return those that changed.

    Who waited for the one that goes (`without`) waits for what that one waited for. Nothing is saved.
    """
    places = {one.position: n for n, one in enumerate(ordered, start=1) if one.pk} | {START: START}
    instead: list[int] = []
    if without is not None:
        instead = list(without.after) or [max(without.position - 1, START)]
        instead = [place for place in instead if place != without.position]
    changed = []
    for n, one in enumerate(ordered, start=1):
        named = list(one.after) if one.pk else []
        if without is not None and without.position in named:
            named = [place for place in named if place != without.position] + instead
        after = sorted({places.get(place, place) for place in named}) if one.pk else one.after
        if len(after) > 1 and START in after:
            after.remove(START)
        if (one.position, one.after) != (n, after):
            changed.append(one)
        one.position, one.after = n, after
    return changed


def keep_order(changed: Sequence[ProcedureStep]) -> None:
    """Save steps that changed their places, so that no two share one on the way."""
    standing = [one for one in changed if one.pk]
    for one in standing:
        ProcedureStep.objects.filter(pk=one.pk).update(position=one.position + APART)
    for one in standing:
        one.save()


def copy_steps(former: Revision, new: Revision) -> None:
    """Let a new revision begin with the cases and steps of the one before."""
    for variant in former.variants.prefetch_related("steps"):
        steps = list(variant.steps.all())
        made = _anew(variant, revision=new)
        made.save()
        for step in steps:
            _anew(step, variant=made).save()


def touch(revision: Revision) -> None:
    """Let a revision move on, so that who read it before its steps changed is told."""
    revision.save(update_fields=["version"])


def _anew(record: Any, **place: Any) -> Any:
    """Return a copy that was never saved."""
    own = {"id", "uuid", "version", "created_at", *place}
    kept = {
        field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields if field.name not in own
    }
    return type(record)(**kept, **place)
