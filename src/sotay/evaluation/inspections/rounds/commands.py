"""Writes upon rounds: entered, changed, finished, opened again."""

from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.evaluation.inspections.commands import Given
from sotay.evaluation.inspections.models import InspectionRound
from sotay.evaluation.inspections.rounds import guards
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered

PLAIN = ("title", "from_date", "to_date", "bodies", "by_file", "on_site", "announced", "note")
"""What a person writes of a round besides its plan."""


@command
def add_round(agency: Agency, *, actor: Actor, on: date, decision: Given = None, **values: Any) -> InspectionRound:
    """Enter a round of the year its first day lies in; `decision` is the approved plan."""
    require(actor, "evaluation.write_rounds", agency)
    agency = lock(agency)
    one = InspectionRound(agency=agency)
    _fill(one, values)
    refuse(guards.why_not_keep(one, others=_others(one)))

    one.plan = entered(decision, agency=agency, actor=actor, on=on)
    one.slug = free_slug(InspectionRound.objects.filter(agency=agency), f"{one.year}-{one.title}")
    one.save()

    record("evaluation.round.added", actor=actor, subject=one, year=one.year, bodies=one.bodies)
    return one


@command
def change_round(
    one: InspectionRound, *, actor: Actor, version: int, on: date, decision: Given = None, **values: Any
) -> InspectionRound:
    """Change what was entered of a round that is not finished."""
    require(actor, "evaluation.write_rounds", one)
    lock(one.agency)
    one = lock(one, version=version)
    refuse(guards.why_not_change(one))
    before = {name: getattr(one, name) for name in (*PLAIN, "plan")}
    _fill(one, values)
    refuse(guards.why_not_keep(one, others=_others(one)))

    one.plan = entered(decision, agency=one.agency, actor=actor, on=on)
    changed = [name for name, was in before.items() if getattr(one, name) != was]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    one.save()

    told = {name: before[name] for name in changed if name in {"bodies", "by_file", "on_site", "announced"}}
    record("evaluation.round.changed", actor=actor, subject=one, fields=changed, before=told)
    return one


@command
def finish_round(one: InspectionRound, *, actor: Actor, version: int, on: date, finished_date: date) -> InspectionRound:
    """Say that a round is finished; from then on it counts for the year it began in."""
    require(actor, "evaluation.write_rounds", one)
    one = lock(one, version=version)
    refuse(guards.why_not_finish(one, finished_date=finished_date, on=on))

    one.finished_date = finished_date
    one.save()

    record(
        "evaluation.round.finished",
        actor=actor,
        subject=one,
        finished_date=finished_date,
        bodies=one.bodies,
        by_file=one.by_file,
        on_site=one.on_site,
    )
    return one


@command
def reopen_round(one: InspectionRound, *, actor: Actor, version: int, reason: str) -> InspectionRound:
    """Open a finished round again to mend its figures; the reason stays in the journal."""
    require(actor, "evaluation.write_rounds", one)
    one = lock(one, version=version)
    refuse(guards.why_not_reopen(one, reason=reason))

    was, one.finished_date = one.finished_date, None
    one.save()

    record("evaluation.round.reopened", actor=actor, subject=one, finished_date=was, reason=one_line(reason))
    return one


def _others(one: InspectionRound) -> list[InspectionRound]:
    rows = InspectionRound.objects.filter(agency_id=one.agency_id, year=one.year).exclude(pk=one.pk)
    return list(rows.order_by("from_date", "pk"))


def _fill(one: InspectionRound, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if name == "note":
            value = nfc(value).strip()  # noqa: PLW2901  the same value, cleaned
        elif isinstance(value, str):
            value = one_line(value)  # noqa: PLW2901
        setattr(one, name, value)
    one.by_file, one.on_site = one.by_file or 0, one.on_site or 0
    one.year = one.from_date.year
