"""Writes upon counts: enter, change, remove with a reason."""

from datetime import date
from typing import Any, Final

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.vietnamese import fold, one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.context.models import Service
from sotay.journal.recording import record
from sotay.operation.statistics import guards
from sotay.operation.statistics.counts import NAMES
from sotay.operation.statistics.models import MonthlyCount
from sotay.operation.statistics.months import written
from sotay.operation.statistics.words import scope_words
from sotay.search import index

KEY: Final = ("month", "unit", "service", "field")
TEXTS: Final = ("source", "note")


@command
def enter_counts(agency: Agency, *, actor: Actor, on: date, **values: Any) -> MonthlyCount:
    """Enter the counts of a month for what `values` name: unit, service, field, or none of them for the whole agency."""
    require(actor, "operation.write_counts", agency)
    agency = lock(agency)  # so that two people do not enter the same month at once
    row = MonthlyCount(agency=agency, entered_by=actor.user)
    fill(row, values)
    refuse(guards.why_not_keep(row, on=on))

    row.save()

    record("operation.counts.entered", actor=actor, subject=row, **told(row))
    return row


@command
def change_counts(
    row: MonthlyCount, *, actor: Actor, version: int, on: date, reason: str, **values: Any
) -> MonthlyCount:
    """Change counts that stand, with a reason; history and journal keep what stood before."""
    require(actor, "operation.write_counts", row)
    lock(row.agency)
    row = lock(row, version=version)
    before = state(row)
    fill(row, values)
    if state(row) == before:
        return UNCHANGED  # type: ignore[return-value]
    refuse(guards.why_not_keep(row, on=on), why_no_reason(reason))

    changed = {name: [before[name], now] for name, now in state(row).items() if now != before[name] and name in NAMES}
    if changed:
        row.origin, row.entered_by = MonthlyCount.Origin.ENTERED, actor.user
    row.save()

    record("operation.counts.changed", actor=actor, subject=row, reason=one_line(reason), changed=changed, **told(row))
    return row


@command
def remove_counts(row: MonthlyCount, *, actor: Actor, version: int, reason: str) -> None:
    """Remove counts that should not stand, with a reason; the journal keeps every figure."""
    require(actor, "operation.write_counts", row)
    row = lock(row, version=version)
    refuse(why_no_reason(reason))

    figures = {name: number for name in NAMES if (number := getattr(row, name)) is not None}
    record("operation.counts.removed", actor=actor, subject=row, reason=one_line(reason), figures=figures, **told(row))
    index.forget([subjects.ref_of(row)], agency_id=row.agency_id)
    row.delete()


def fill(row: MonthlyCount, values: dict[str, Any]) -> None:
    """Put values on a row; the field of a service is that of the service, others are written as the catalogue does."""
    for name in ("month", "unit", "service", *NAMES):
        if name in values:
            setattr(row, name, values[name])
    for name in TEXTS:
        if name in values:
            setattr(row, name, one_line(values[name]))
    if "field" in values:
        row.field = one_line(values["field"])
    if row.service_id is not None:
        row.field = ""
    elif row.field:
        row.field = known_fields(row.agency).get(fold(row.field), row.field)


def known_fields(agency: Agency) -> dict[str, str]:
    """Return the fields the agency's catalogue and counts name, by how they are compared; the catalogue's way wins."""
    counted = MonthlyCount.objects.filter(agency=agency).exclude(field="").values_list("field", flat=True).distinct()
    published = Service.objects.filter(agency=agency).exclude(field="").values_list("field", flat=True).distinct()
    return {fold(name): name for name in (*sorted(counted, reverse=True), *sorted(published, reverse=True))}


def state(row: MonthlyCount) -> dict[str, Any]:
    """Return what a row says, to tell whether it changed."""
    return {name: getattr(row, name) for name in ("month", "unit_id", "service_id", "field", *NAMES, *TEXTS)}


def told(row: MonthlyCount) -> dict[str, Any]:
    """Return what the journal tells of whose counts these are."""
    return {"month": written(row.month), "of": scope_words(row), "source": row.source}
