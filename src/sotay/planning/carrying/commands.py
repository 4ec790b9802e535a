"""Writes that carry objectives into the next year: as drafts to go on with, or unchanged and submitted."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Unit
from sotay.approvals.models import Approval
from sotay.commands import Reason, Refused, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.planning.carrying import guards, queries
from sotay.planning.carrying.queries import Carry
from sotay.planning.objectives.commands import submit_sets
from sotay.planning.objectives.models import Objective, ObjectiveSet, PlanLine
from sotay.planning.objectives.targets import Direction
from sotay.planning.objectives.writing import copy_objectives, slug_of_set
from sotay.search import index


@command
def carry_sets(
    agency: Agency, *, actor: Actor, year: int, units: Sequence[Unit | None] | None = None, on: date
) -> list[ObjectiveSet]:
    """Carry the sets of the year before into a year as drafts (None among the units: the agency's own; no units: all).

    The last results become baselines, days go a year on, each objective keeps a link to the one before. The agency's
    own come first, so that those of the units are tied to them. Units that have a set of the year are passed over; the
    objectives of a unit that ended go to its successors.
    """
    return _carry(agency, actor=actor, year=year, units=units, kept=False, on=on)


@command
def keep_sets(
    agency: Agency, *, actor: Actor, year: int, units: Sequence[Unit | None] | None = None, note: str = "", on: date
) -> Approval:
    """Carry sets unchanged and submit them under one decision by the same confirmation (*giữ nguyên*, practice.md 4)."""
    made = _carry(agency, actor=actor, year=year, units=units, kept=True, on=on)
    note = note.strip() or str(_("Giữ nguyên mục tiêu năm %d.") % (year - 1))
    try:
        return submit_sets(made, actor=actor, note=note, in_force_date=max(date(year, 1, 1), on), on=on)
    except Refused as refusal:  # the copies are gone with the refusal, so no reason leads to them
        raise Refused(*(Reason(one.text, code=one.code) for one in refusal.reasons)) from refusal


@command
def hand_over_set(one: ObjectiveSet, *, actor: Actor, version: int, on: date) -> list[ObjectiveSet]:
    """Put the objectives of a unit that ended into drafts of its successors for the same year, to go on with."""
    require(actor, "planning.manage_sets", one)
    one = lock(one, version=version)
    heirs = queries.list_heirs(one, on=on)
    refuse(guards.why_not_hand_over(one, heirs, done=queries.is_handed_over(one)))

    made = []
    for heir in heirs:
        new = heir.prepared
        if new is None:
            new = ObjectiveSet(agency=one.agency, unit=heir.unit, year=one.year, carried_from=one)
            new.slug = slug_of_set(new)
            new.save()
        objectives = list(zip(one.objectives.order_by("order", "pk"), copy_objectives(one, new), strict=True))
        for before, after in objectives:
            _begin_anew(before, after)
            _give_to_heir(after, new)
        record(
            "planning.set.taken_over", actor=actor, subject=new, unit=one.unit.code if one.unit else "",
            objectives=len(objectives),
        )  # fmt: skip
        index.keep([after for _before, after in objectives])
        made.append(new)
    return made


def _begin_anew(before: Objective, after: Objective) -> None:
    """Make a copy an objective of its own, whose plan becomes work of its own."""
    after.key, after.previous = uuid4(), before
    after.save(update_fields=["key", "previous"])
    for line in after.plan.all():
        line.key, line.assignment = uuid4(), None
        line.save(update_fields=["key", "assignment"])


def _carry(
    agency: Agency, *, actor: Actor, year: int, units: Sequence[Unit | None] | None, kept: bool, on: date
) -> list[ObjectiveSet]:
    agency = lock(agency)
    wanted = queries.carries(agency, year=year, on=on)
    if units is None:
        require(actor, "planning.manage_sets", agency)
    else:
        chosen = {unit.pk if unit else None for unit in units}
        for unit in units:
            require(actor, "planning.write_set", ObjectiveSet(agency=agency, unit=unit, year=year))
        wanted = [one for one in wanted if (one.unit.pk if one.unit else None) in chosen]
    refuse(guards.why_not_carry([one.there for one in wanted], year=year, this_year=on.year))

    made = [_copy(agency, one, year=year, kept=kept) for one in wanted if one.there is None]
    _give_baselines(agency, [objective for _one, some in made for objective in some], year=year)
    for objective, parent in queries.untied(agency, year=year):
        if objective.set.state == ObjectiveSet.State.DRAFT:
            objective.parent = parent
            objective.save(update_fields=["parent"])
    for one, some in made:
        record("planning.set.carried", actor=actor, subject=one, year=year, objectives=len(some), kept=kept)
        index.keep(some)
    return [one for one, _some in made]


def _copy(agency: Agency, carry: Carry, *, year: int, kept: bool) -> tuple[ObjectiveSet, list[Objective]]:
    new = ObjectiveSet(agency=agency, unit=carry.unit, year=year, carried_from=carry.sources[0], is_kept=kept)
    new.slug = slug_of_set(new)
    new.save()
    made = [one for source in carry.sources for one in copy_objectives(source, new, to_next_year=True)]
    for one in made:
        _give_to_heir(one, new)
    return new, made


def _give_to_heir(objective: Objective, new: ObjectiveSet) -> None:
    """Let the seats of the unit a set was taken over from be those of the unit that took it over."""
    ended = objective.previous.set.unit_id if objective.previous else None
    if new.unit_id is None or ended in {None, new.unit_id}:
        return
    rows: list[Objective | PlanLine] = [objective, *objective.plan.all()]
    for row in rows:
        if row.owner_unit_id == ended:
            row.owner_unit = new.unit
            row.save(update_fields=["owner_unit"])


def _give_baselines(agency: Agency, objectives: Iterable[Objective], *, year: int) -> None:
    """Put the last results on the copies, and the new year into targets that name the old one (*trước ngày 30/9/2026*)."""
    copies = [(one, one.previous) for one in objectives if one.previous]
    found = queries.baselines(agency, [previous.key for _one, previous in copies], year=year - 1)
    for one, previous in copies:
        before: tuple[Any, str] = (one.baseline, one.target_text)
        one.baseline = found.get(previous.key)
        if one.direction == Direction.BY and queries.names_year(one.target_text, year - 1):
            one.target_text = one.target_text.replace(str(year - 1), str(year))
        if before != (one.baseline, one.target_text):
            one.save(update_fields=["baseline", "target_text"])
