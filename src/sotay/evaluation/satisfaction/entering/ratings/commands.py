"""Writes upon counts of ratings on the portal: enter, change, remove with a reason."""

from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.subjects import ref_of
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.evaluation.satisfaction.entering.ratings import guards
from sotay.evaluation.satisfaction.entering.ratings.writing import fill, state, told
from sotay.evaluation.satisfaction.models import RatingCount
from sotay.journal.recording import record
from sotay.search import index


@command
def enter_ratings(agency: Agency, *, actor: Actor, on: date, **values: Any) -> RatingCount:
    """Enter the counts of a month as the portal tells them, for the agency, a unit or a service."""
    row = RatingCount(agency=agency, entered_by=actor.user)
    require(actor, "evaluation.enter_answers", row)
    lock(agency)  # so that two people do not enter the same month at once
    fill(row, values)
    refuse(guards.why_not_keep(row, on=on))

    row.save()

    record("evaluation.rating.entered", actor=actor, subject=row, **told(row))
    return row


@command
def change_ratings(
    row: RatingCount, *, actor: Actor, on: date, version: int, reason: str, **values: Any
) -> RatingCount:
    """Change counts that stand, with a reason; history and journal keep what stood before."""
    require(actor, "evaluation.enter_answers", row)
    lock(row.agency)
    row = lock(row, version=version)
    before = state(row)
    fill(row, values)
    changed = [name for name, now in state(row).items() if now != before[name]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    refuse(guards.why_not_keep(row, on=on), why_no_reason(reason))

    row.entered_by = actor.user
    row.save()

    figures = {name: before[name] for name in changed if name in {"handed_out", "returned", "levels"}}
    record("evaluation.rating.changed", actor=actor, subject=row, reason=one_line(reason), before=figures, **told(row))
    return row


@command
def remove_ratings(row: RatingCount, *, actor: Actor, version: int, reason: str) -> None:
    """Remove counts that should not stand, with a reason; the journal keeps every figure."""
    require(actor, "evaluation.enter_answers", row)
    row = lock(row, version=version)
    refuse(why_no_reason(reason))

    record("evaluation.rating.removed", actor=actor, subject=row, reason=one_line(reason), **told(row))
    index.forget([ref_of(row)], agency_id=row.agency_id)
    row.delete()
