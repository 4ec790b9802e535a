"""Writes upon parameters."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, NotFound, Reason, command, refuse, require
from sotay.journal.recording import record
from sotay.standard.parameters.models import ParameterValue
from sotay.standard.registry.kinds import Mistyped
from sotay.standard.registry.parameters import parameters


@command
def set_parameter(
    agency: Agency, *, actor: Actor, code: str, value: str, valid_from_date: date, reason: str
) -> ParameterValue:
    """Set a parameter of an agency from a day on, with a reason; `value` as a user types it.

    A period is judged by the value valid on its first day, so that a rule does not move while a period runs. Setting it
    anew from the same day replaces that value; row history and journal keep both. NotFound for an unknown parameter.
    """
    require(actor, "standard.set_parameter", agency)
    if code not in parameters():
        raise NotFound
    kind = parameters()[code].kind
    problem = None
    kept = ""
    try:
        kept = kind.keep(value)
    except Mistyped as mistake:
        problem = Reason(str(mistake), code="mistyped", field="value")
    reason = one_line(reason)
    refuse([problem] if problem else [], _lacking(reason))

    row = (
        ParameterValue.objects.select_for_update()
        .filter(agency=agency, code=code, valid_from_date=valid_from_date)
        .first()
    )
    row = row or ParameterValue(agency=agency, code=code, valid_from_date=valid_from_date)
    if row.pk and row.value == kept:
        return UNCHANGED  # type: ignore[return-value]
    before, row.value, row.reason = row.value, kept, reason
    row.save()

    record(
        "standard.parameter.set",
        actor=actor,
        subject=row,
        reason=reason,
        code=code,
        value=kept,
        before=before,
        valid_from_date=valid_from_date,
    )
    return row


def _lacking(reason: str) -> Iterator[Reason]:
    if not reason:
        yield Reason(_("Cần nêu lý do."), code="reason_missing", field="reason")
