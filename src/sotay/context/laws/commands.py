"""Writes upon legal documents: kept, changed, replaced, given to units to be looked at, set aside."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Unit
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.context.laws import clean, guards
from sotay.context.laws.models import Law, LawReview, Replacement
from sotay.context.laws.same_number import free_key, same_among
from sotay.journal.recording import record

Finding = LawReview.Finding


@command
def add_law(agency: Agency, *, actor: Actor, units: Iterable[Unit] = (), **values: Any) -> Law:
    """Keep a legal document in the register (A2), and give it to the units concerned where they are named."""
    require(actor, "context.write_laws", agency)
    agency, units = lock(agency), list(units)
    law = Law(agency=agency)
    clean.fill(law, values)
    _take_key(law)
    if units:
        require(actor, "context.assign_laws", agency)

    law.slug = free_slug(Law.objects.filter(agency=agency), law.number or law.title)
    law.save()
    _ask(law, units)

    record(
        "context.law.added",
        actor=actor,
        subject=law,
        number=law.number,
        flags=law.flags,
        units=[unit.code for unit in units],
    )
    return law


@command
def change_law(law: Law, *, actor: Actor, version: int, **values: Any) -> Law:
    """Change what the register says of a legal document."""
    require(actor, "context.write_laws", law)
    law = lock(law, version=version)
    before = {name: getattr(law, name) for name in clean.KEPT}
    clean.fill(law, values)
    _take_key(law)
    changed = [name for name in clean.KEPT if getattr(law, name) != before[name]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    law.save()

    told = {name: str(before[name]) for name in changed}
    record("context.law.changed", actor=actor, subject=law, fields=changed, before=told)
    if "effective_date" in changed:
        _end_replaced(law, actor=actor, since=before["effective_date"])
    return law


@command
def assign_law(law: Law, *, actor: Actor, version: int, units: Iterable[Unit]) -> Law:
    """Name the units that look whether a legal document touches their documents."""
    require(actor, "context.assign_laws", law)
    law, units = lock(law, version=version), list(units)
    there = {review.unit_id: review for review in law.reviews.select_for_update().select_related("unit")}
    wanted = {unit.pk for unit in units}
    taken_off = [review for unit_id, review in there.items() if unit_id not in wanted]
    refuse(guards.why_not_assign(law, units, taken_off=taken_off))
    new = [unit for unit in units if unit.pk not in there]
    if not new and not taken_off and not law.is_unrelated:
        return UNCHANGED  # type: ignore[return-value]

    for review in taken_off:
        review.delete()
    _ask(law, new)
    law.is_unrelated, law.unrelated_reason = False, ""
    law.save()

    record("context.law.assigned", actor=actor, subject=law, units=[unit.code for unit in units])
    return law


@command
def set_aside(law: Law, *, actor: Actor, version: int, reason: str) -> Law:
    """Say, with the reason, that a legal document is none of the agency's; what still waited is taken off."""
    require(actor, "context.assign_laws", law)
    law = lock(law, version=version)
    reviews = list(law.reviews.select_for_update().select_related("unit"))
    refuse(guards.why_not_unrelated(law, reason=reason, reviews=reviews))

    for review in reviews:
        if review.finding == Finding.WAITING:
            review.delete()
    law.is_unrelated, law.unrelated_reason = True, one_line(reason)[:300]
    law.save()

    record("context.law.set_aside", actor=actor, subject=law, reason=law.unrelated_reason)
    return law


@command
def replace_law(new: Law, *, actor: Actor, old: Law | None, manner: str = Replacement.Manner.WHOLE) -> Replacement:
    """Say that one legal document takes another's place, wholly or in part; one replaced wholly expires that day."""
    require(actor, "context.write_laws", new)
    new = lock(new)
    refuse(guards.why_not_replace(new, old))
    older: Law = lock(old)  # type: ignore[type-var, assignment]  # refused when there is none
    found, fresh = Replacement.objects.get_or_create(agency=new.agency, new=new, old=older, defaults={"manner": manner})
    ends = _ends(older, new.effective_date, manner=manner)
    if not fresh and found.manner == manner and not ends:
        return UNCHANGED  # type: ignore[return-value]
    if found.manner != manner:
        found.manner = manner
        found.save(update_fields=["manner"])
    if ends:
        clean.fill(older, {"expiry_date": new.effective_date})
        older.save()

    record(
        "context.law.replaced", actor=actor, subject=older, by=str(new), manner=manner, expiry_date=older.expiry_date
    )
    record("context.law.replaces", actor=actor, subject=new, old=str(older), manner=manner)
    return found


@command
def drop_replacement(one: Replacement, *, actor: Actor) -> Law:
    """Take back that one legal document takes another's place; the day the older expires stays as it is."""
    require(actor, "context.write_laws", one.new)
    new, old = one.new, one.old
    one.delete()
    record("context.law.replacement_dropped", actor=actor, subject=new, old=str(old))
    return new


def _take_key(law: Law) -> None:
    """Give a law its key beside those that bear its number; Refused when it is one of them."""
    others = list(Law.objects.filter(agency=law.agency).bearing(Law.base_of(law.key)).exclude(pk=law.pk))
    there = same_among(law, others) if law.key else None
    refuse(guards.why_not_kept(number=law.number, title=law.title, there=there))
    law.key = free_key(law, others)


def _end_replaced(law: Law, *, actor: Actor, since: date | None) -> None:
    """Let what a law replaces wholly expire on its new day of effect, unless another day was entered for it."""
    pairs = law.replaces.filter(manner=Replacement.Manner.WHOLE).order_by("old_id")
    for pair in pairs:
        older: Law = lock(pair.old)
        if older.expiry_date in {None, since} and older.expiry_date != law.effective_date:
            clean.fill(older, {"expiry_date": law.effective_date})
            older.save()
            record(
                "context.law.replaced",
                actor=actor,
                subject=older,
                by=str(law),
                manner=pair.manner,
                expiry_date=older.expiry_date,
            )


def _ask(law: Law, units: Iterable[Unit]) -> None:
    for unit in units:
        LawReview.objects.get_or_create(agency=law.agency, law=law, unit=unit)


def _ends(old: Law, day: date | None, *, manner: str) -> bool:
    """Tell whether the older one gets its last day from this."""
    return manner == Replacement.Manner.WHOLE and day is not None and old.expiry_date is None
