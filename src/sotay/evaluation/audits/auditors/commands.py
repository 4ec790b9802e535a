"""Writes upon the register of internal auditors (ISO 9001 9.2.2 c)."""

from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Decision, User
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.evaluation.audits.auditors import guards
from sotay.evaluation.audits.auditors.writing import PLAIN, fill
from sotay.evaluation.audits.models import Auditor
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered
from sotay.organisation.decisions.queries import NewDecision

Given = Decision | NewDecision | None
REASON = 300


@command
def enter_auditor(
    agency: Agency, *, actor: Actor, on: date, user: User, decision: Given = None, **values: Any
) -> Auditor:
    """Enter somebody in the register, by training and, where there is one, by a decision that is named or typed."""
    require(actor, "evaluation.write_auditor", agency)
    agency = lock(agency)  # so that nobody is entered twice
    entry = Auditor(agency=agency, user=user)
    fill(entry, values)
    refuse(guards.why_not_keep(entry, others=_others(entry), on=on))

    entry.decision = entered(decision, agency=agency, actor=actor, on=on)
    entry.slug = free_slug(Auditor.objects.filter(agency=agency), user.username)
    entry.save()

    record(
        "evaluation.auditor.entered",
        actor=actor,
        subject=entry,
        person=str(user),
        from_date=entry.from_date,
        to_date=entry.to_date,
    )
    return entry


@command
def change_auditor(
    entry: Auditor, *, actor: Actor, version: int, on: date, decision: Given = None, **values: Any
) -> Auditor:
    """Change what the register says of an auditor, such as a new certificate and how long it holds."""
    require(actor, "evaluation.write_auditor", entry)
    entry = lock(entry, version=version)
    before = {name: getattr(entry, name) for name in PLAIN}
    fill(entry, values)
    refuse(guards.why_not_change(entry), guards.why_not_keep(entry, others=_others(entry), on=on))
    entry.decision = entered(decision, agency=entry.agency, actor=actor, on=on)
    changed = [name for name in PLAIN if getattr(entry, name) != before[name]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]

    entry.save()

    told = {name: str(before[name]) for name in changed}
    record("evaluation.auditor.changed", actor=actor, subject=entry, fields=changed, before=told)
    return entry


@command
def end_auditor(entry: Auditor, *, actor: Actor, version: int, to_date: date, reason: str, on: date) -> Auditor:
    """Say that somebody audits no more after a day, and why; the entry stays, with the audits taken part in."""
    require(actor, "evaluation.write_auditor", entry)
    entry = lock(entry, version=version)
    refuse(guards.why_not_end(entry, to_date=to_date, reason=reason, on=on))

    entry.is_ended, entry.to_date, entry.ended_reason = True, to_date, one_line(reason)[:REASON]
    entry.save()

    record("evaluation.auditor.ended", actor=actor, subject=entry, reason=entry.ended_reason, to_date=to_date)
    return entry


def _others(entry: Auditor) -> list[Auditor]:
    """Return the other entries of the same person in the agency."""
    rows = Auditor.objects.filter(agency=entry.agency, user=entry.user).exclude(pk=entry.pk)
    return list(rows.select_related("user", "agency").order_by("pk"))
