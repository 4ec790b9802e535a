"""Steps of procedures as rows that can be imported again: one per step."""

from collections.abc import Iterator
from typing import Any

from sotay.agency.actor import Actor
from sotay.operation.procedures.cases import Case
from sotay.operation.procedures.queries import list_procedures, rows_of
from sotay.operation.procedures.words import filed_time


def rows(viewer: Actor) -> Iterator[dict[str, Any]]:
    """Yield the steps of the procedures the viewer may see, by code; those without steps are left out."""
    for row in rows_of(list_procedures(viewer=viewer), viewer=viewer):
        if row.case is not None:
            yield from _records(row.case, code=row.document.code, field=row.document.field)


def _records(case: Case, *, code: str, field: str) -> Iterator[dict[str, Any]]:
    one = case.variant
    legal = filed_time(one.limit_value, one.unit) or one.limit_text
    for step in case.steps:
        yield {
            "code": code,
            "field": field,
            "case": one.name,
            "legal": legal,
            "own": filed_time(one.own_value, one.unit),
            "number": step.number or str(step.position),
            "work": step.work,
            "performer": step.performer,
            "time": step.time_text,
            "forms": step.forms,
            "result": step.result,
            "external": step.is_external,
            "after": ", ".join(map(str, step.after)),
        }
