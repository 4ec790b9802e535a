"""Writes upon series of numbers: declared, changed, ended."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.support.outgoing.models import NumberSeries
from sotay.support.outgoing.series import guards
from sotay.support.outgoing.writing import new_series

MAY = "support.manage_series"


@command
def add_series(
    agency: Agency,
    *,
    actor: Actor,
    name: str,
    abbreviations: Sequence[str],
    organ: str = "",
    is_kept_here: bool = False,
) -> NumberSeries:
    """Declare a series: which kinds of papers take their numbers from it, and whether it lives here (practice.md 1.5)."""
    require(actor, MAY, agency)
    agency = lock(agency)
    wanted = _wanted(name, abbreviations, organ)
    refuse(guards.why_not_series(agency, **wanted))
    series = new_series(agency, **wanted, is_kept_here=is_kept_here)
    series.save()

    record("support.series.added", actor=actor, subject=series, abbreviations=series.abbreviations)
    return series


@command
def change_series(
    series: NumberSeries,
    *,
    actor: Actor,
    version: int,
    name: str,
    abbreviations: Sequence[str],
    organ: str = "",
    is_kept_here: bool = False,
) -> NumberSeries:
    """Change what a series covers or where it lives; numbers given stay."""
    require(actor, MAY, series)
    lock(series.agency)
    series = lock(series, version=version)
    wanted = _wanted(name, abbreviations, organ)
    refuse(guards.why_not_change(series), guards.why_not_series(series.agency, **wanted, series=series))
    wanted |= {"is_kept_here": is_kept_here}
    before = {field: getattr(series, field) for field, value in wanted.items() if getattr(series, field) != value}
    if not before:
        return UNCHANGED  # type: ignore[return-value]
    for field, value in wanted.items():
        setattr(series, field, value)
    series.save()

    record("support.series.changed", actor=actor, subject=series, fields=list(before), before=before)
    return series


@command
def end_series(series: NumberSeries, *, actor: Actor, version: int, on: date) -> NumberSeries:
    """End a series: no paper takes a number from it any more; its register stays."""
    require(actor, MAY, series)
    series = lock(series, version=version)
    refuse(guards.why_not_change(series))
    series.ended_date = on
    series.save(update_fields=["ended_date"])

    record("support.series.ended", actor=actor, subject=series, ended_date=on)
    return series


def _wanted(name: str, abbreviations: Sequence[str], organ: str) -> dict[str, Any]:
    return {
        "name": one_line(name)[:200],
        "abbreviations": sorted(set(abbreviations)),
        "organ": one_line(organ)[:40],
    }
