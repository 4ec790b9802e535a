"""Writes upon applicability."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.vietnamese import nfc
from sotay.commands import UNCHANGED, Reason, command, refuse, require
from sotay.journal.recording import record
from sotay.standard.applicability.guards import why_not_exclude
from sotay.standard.applicability.models import Applicability


@command
def decide_applicability(
    agency: Agency,
    *,
    actor: Actor,
    clause: str,
    applicable: bool,
    valid_from_date: date,
    reason: str = "",
    decided_date: date | None = None,
) -> Applicability:
    """Decide that a clause does not apply, with its reason, or applies again (ISO 9001 4.3; practice 2.3)."""
    require(actor, "standard.decide_applicability", agency)
    reason = nfc(reason).strip()
    if not applicable:
        refuse(why_not_exclude(clause), _lacking(reason))
    return _keep(
        Applicability(agency=agency, clause=clause, applicable=applicable, valid_from_date=valid_from_date),
        actor=actor,
        reason=reason,
        decided_date=decided_date,
    )


@command
def take_applicability(
    agency: Agency,
    *,
    actor: Actor,
    clause: str,
    valid_from_date: date,
    reason: str = "",
    decided_date: date | None = None,
) -> Applicability:
    """Take from a manual that was read in that a clause does not apply.

    A missing reason is kept as missing: `own.exclusions` then asks for it.
    """
    require(actor, "standard.decide_applicability", agency)
    refuse(why_not_exclude(clause))
    return _keep(
        Applicability(agency=agency, clause=clause, applicable=False, valid_from_date=valid_from_date),
        actor=actor,
        reason=nfc(reason).strip(),
        decided_date=decided_date,
    )


def _keep(wanted: Applicability, *, actor: Actor, reason: str, decided_date: date | None) -> Applicability:
    """Save a decision in the place of one of the same clause and day, and record it."""
    wanted.reason, wanted.decided_date = reason, decided_date
    key = {"agency": wanted.agency, "clause": wanted.clause, "valid_from_date": wanted.valid_from_date}
    row = Applicability.objects.select_for_update().filter(**key).first()
    decided = {field: getattr(wanted, field) for field in ("applicable", "reason", "decided_date")}
    if row and all(getattr(row, field) == value for field, value in decided.items()):
        return UNCHANGED  # type: ignore[return-value]
    row = row or Applicability(**key)
    for field, value in decided.items():
        setattr(row, field, value)
    row.save()

    record(
        "standard.applicability.decided",
        actor=actor,
        subject=row,
        reason=reason,
        clause=row.clause,
        applicable=row.applicable,
        decided_date=decided_date,
        valid_from_date=row.valid_from_date,
    )
    return row


def _lacking(reason: str) -> Iterator[Reason]:
    if not reason:
        yield Reason(
            _("Cần nêu lý do vì sao không áp dụng mà sự phù hợp của dịch vụ không bị ảnh hưởng."),
            code="reason_missing",
            field="reason",
        )
