"""Writes upon nonconformities (ISO 9001 10.2): logged, taken up, corrected, evaluated, handed over, opened again."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.holding import NOBODY, Owner
from sotay.agency.models import Agency, Unit
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.evaluation.models import Audit, Finding
from sotay.improvement.nonconformities import guards, telling, terms, writing
from sotay.improvement.nonconformities.models import Nonconformity
from sotay.improvement.nonconformities.origins import brought_by, source_of, why_names, why_not_from
from sotay.journal.recording import record
from sotay.support.models import Document
from sotay.work.numbers import next_number

SERIES = "nonconformities"
State, Need = Nonconformity.State, Nonconformity.Need
FACTS = ("what", "place", "people", "evidence", "requirement")
NAMED = ("unit", "found_date", "clause", "document", "source")


@command
def log_nonconformity(
    agency: Agency,
    *,
    actor: Actor,
    on: date,
    what: str,
    found_date: date,
    unit: Unit | None = None,
    place: str = "",
    evidence: str = "",
    source: str = "",
    origin: Any = None,
    grade: str = "",
    clause: str = "",
    document: Document | None = None,
    people: str = "",
) -> Nonconformity:
    """Log a nonconformity with four fields: what, where (unit or place), when, evidence; it gets the year's next code.

    `origin` is the record it is born from, or None; the source is derived from it unless one is named.
    """
    sheet = Nonconformity(
        agency=agency, unit=unit, found_date=found_date, found_by=actor.user, grade=grade, clause=clause,
        document=document, what=nfc(what).strip(), place=one_line(place)[:200], people=one_line(people)[:300],
        evidence=nfc(evidence).strip(), source=source or source_of(origin),
    )  # fmt: skip
    if origin is not None:
        known = subjects.known(origin)
        sheet.origin_type, sheet.origin_uuid = known.ref.type, known.ref.uuid
        sheet.origin_text = f"{known.label}: {known.title}"[:300]
    require(actor, "improvement.log_nonconformity", sheet)
    agency = lock(agency)
    refuse(
        guards.why_not_log(sheet, on=on),
        why_not_from(actor, origin),
        why_names(sheet, what=sheet.what, evidence=sheet.evidence, place=sheet.place, people=sheet.people),
    )

    sheet.code = f"KPH-{on.year}-{next_number(agency, series=SERIES, year=on.year):03d}"
    sheet.slug = sheet.code.lower()
    sheet.save()

    record(
        "improvement.nonconformity.logged", actor=actor, subject=sheet, code=sheet.code, source=sheet.source,
        found_date=found_date,
    )  # fmt: skip
    return sheet


@command
def log_findings(audit: Audit, *, actor: Actor, on: date, findings: Iterable[Finding]) -> list[Nonconformity]:
    """Log a sheet for each of these findings of one audit: what was decided together is followed up together."""
    require(actor, "improvement.decide_nonconformity", audit)
    made = []
    for finding in findings:
        brought = brought_by(finding)
        made.append(
            log_nonconformity(
                audit.agency,
                actor=actor,
                on=on,
                origin=finding,
                what=brought.what,
                evidence=brought.evidence,
                unit=brought.unit,
                clause=brought.clause,
                grade=brought.grade,
                document=brought.document,
                found_date=brought.found_date or on,
            )
        )
    return made or UNCHANGED  # type: ignore[return-value]


@command
def change_nonconformity(sheet: Nonconformity, *, actor: Actor, version: int, on: date, **values: Any) -> Nonconformity:
    """Write anew what was logged, or add what came later: clause, document, the requirement that was not met."""
    require(actor, "improvement.change_nonconformity", sheet)
    sheet = lock(sheet, version=version)
    refuse(guards.why_not_change(sheet))
    names = [name for name in (*FACTS, *NAMED) if name in values]
    before = {name: getattr(sheet, name) for name in names}
    for name in names:
        value = values[name]
        setattr(sheet, name, nfc(value or "").strip() if name in FACTS else value)
    refuse(
        guards.why_not_log(sheet, on=on),
        guards.why_not_so_changed(sheet),
        why_names(sheet, **{name: getattr(sheet, name) for name in FACTS}),
    )
    changed = [name for name in names if getattr(sheet, name) != before[name]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    sheet.save()

    record("improvement.nonconformity.changed", actor=actor, subject=sheet, fields=changed)
    return sheet


@command
def accept_nonconformity(
    sheet: Nonconformity,
    *,
    actor: Actor,
    version: int,
    on: date,
    grade: str,
    owner: Owner,
    accepted_date: date,
    due_date: date | None = None,
    clause: str | None = None,
) -> Nonconformity:
    """Accept a sheet: grade, clause, who answers for it and until when; without a day the limit of the grade holds."""
    require(actor, "improvement.decide_nonconformity", sheet)
    sheet = lock(sheet, version=version)
    refuse(guards.why_not_accept(sheet))
    due_date = due_date or terms.due_proposed(sheet, grade, since=accepted_date)
    refuse(guards.why_not_so_given(sheet, owner=owner, grade=grade, due_date=due_date, since=accepted_date, on=on))

    sheet.state, sheet.accepted_by, sheet.accepted_date = State.ACCEPTED, actor.user, accepted_date
    sheet.grade, sheet.due_date = grade, due_date
    sheet.clause = sheet.clause if clause is None else clause
    writing.give_to(sheet, owner, on=on)
    sheet.save()

    record(
        "improvement.nonconformity.accepted", actor=actor, subject=sheet, grade=grade, due_date=due_date,
        owner=sheet.owner_words, **telling.to_owner(sheet, telling.yours(sheet), on=on),
    )  # fmt: skip
    return sheet


@command
def reject_nonconformity(sheet: Nonconformity, *, actor: Actor, version: int, reason: str) -> Nonconformity:
    """Turn a sheet down, with a reason: it is no nonconformity, or stands on another; it stays readable."""
    require(actor, "improvement.decide_nonconformity", sheet)
    sheet = lock(sheet, version=version)
    refuse(guards.why_not_reject(sheet, reason=reason), why_names(sheet, reason=reason))

    sheet.state, sheet.state_reason = State.REJECTED, one_line(reason)[:500]
    sheet.save()

    told = telling.to_finder(sheet, telling.rejected(sheet))
    record("improvement.nonconformity.rejected", actor=actor, subject=sheet, reason=sheet.state_reason, **told)
    return sheet


@command
def hand_over_nonconformity(
    sheet: Nonconformity,
    *,
    actor: Actor,
    version: int,
    on: date,
    owner: Owner,
    grade: str,
    due_date: date,
    reason: str,
) -> Nonconformity:
    """Change who answers for a sheet, its grade or its limit, with the reason; whoever verified it never becomes its owner."""
    require(actor, "improvement.decide_nonconformity", sheet)
    sheet = lock(sheet, version=version)
    refuse(guards.why_not_hand_over(sheet))
    since = sheet.accepted_date or on
    refuse(
        guards.why_not_so_given(sheet, owner=owner, grade=grade, due_date=due_date, since=since, on=on),
        why_no_reason(reason),
        why_names(sheet, reason=reason),
    )

    moved = not owner.owns(sheet)
    changed = [name for name, value in (("grade", grade), ("due_date", due_date)) if getattr(sheet, name) != value]
    if not changed and not moved:
        return UNCHANGED  # type: ignore[return-value]
    before = {"grade": sheet.grade, "due_date": sheet.due_date, "owner": sheet.owner_words}
    sheet.grade, sheet.due_date = grade, due_date
    writing.give_to(sheet, owner, on=on)
    writing.wait_anew(sheet, on=on)
    sheet.save()

    record(
        "improvement.nonconformity.handed_over", actor=actor, subject=sheet, fields=[*changed, *(["owner"] if moved else [])],
        before=before, owner=sheet.owner_words, due_date=due_date, reason=one_line(reason)[:500],
        **telling.to_owner(sheet, telling.yours(sheet), on=on),
    )  # fmt: skip
    return sheet


@command
def correct_nonconformity(
    sheet: Nonconformity, *, actor: Actor, version: int, on: date, correction: str, correction_date: date
) -> Nonconformity:
    """Tell what was put right at once, and when (sự khắc phục); it stands apart from corrective action."""
    require(actor, "improvement.correct_nonconformity", sheet)
    sheet = lock(sheet, version=version)
    refuse(guards.why_not_correct(sheet))
    sheet.correction, sheet.correction_date, sheet.correction_by = (
        nfc(correction).strip(),
        correction_date,
        actor.person,
    )
    refuse(guards.why_not_so_corrected(sheet, on=on), why_names(sheet, correction=sheet.correction))
    sheet.answered_by = sorted({*sheet.answered_by, actor.person.pk})

    sheet.save()

    record("improvement.nonconformity.corrected", actor=actor, subject=sheet, correction_date=correction_date)
    return sheet


@command
def evaluate_need(
    sheet: Nonconformity, *, actor: Actor, version: int, on: date, need: str, need_date: date, reason: str = ""
) -> Nonconformity:
    """Say, after the correction, whether corrective action is needed (10.2.1 b).

    A correction alone is looked at by somebody else and then closed; corrective action begins with the causes.
    """
    require(actor, "improvement.evaluate_nonconformity", sheet)
    sheet = lock(sheet, version=version)
    refuse(guards.why_not_evaluate(sheet))
    refuse(
        guards.why_not_so_evaluated(sheet, actor, need=need, reason=reason, need_date=need_date, on=on),
        why_names(sheet, reason=reason),
    )

    sheet.need, sheet.need_reason = need, one_line(reason)[:500]
    sheet.need_by, sheet.need_date = actor.person, need_date
    writing.begin_after_need(sheet, on=on)
    sheet.save()

    record("improvement.nonconformity.evaluated", actor=actor, subject=sheet, need=need, reason=sheet.need_reason)
    return sheet


@command
def reopen_nonconformity(
    sheet: Nonconformity,
    *,
    actor: Actor,
    version: int,
    on: date,
    reason: str,
    due_date: date | None = None,
    owner: Owner = NOBODY,
) -> Nonconformity:
    """Open a closed sheet again as a new round of causes, with the reason; without a day the limit of its grade holds."""
    require(actor, "improvement.reopen_nonconformity", sheet)
    sheet = lock(sheet, version=version)
    refuse(guards.why_not_reopen(sheet, reason=reason), why_names(sheet, reason=reason))
    owner = owner or Owner(sheet.owner_user, sheet.owner_role, sheet.owner_unit)
    due_date = due_date or terms.due_of_next_round(sheet, since=on)
    refuse(guards.why_not_so_given(sheet, owner=owner, grade=sheet.grade, due_date=due_date, since=on, on=on))

    sheet.closed_date = sheet.closed_by = None
    sheet.due_date, sheet.state_reason = due_date, one_line(reason)[:500]
    writing.give_to(sheet, owner, on=on)
    writing.begin_round(sheet, reason=sheet.state_reason, actor=actor, on=on)
    sheet.save()

    record(
        "improvement.nonconformity.reopened", actor=actor, subject=sheet, reason=sheet.state_reason, round=sheet.round,
        due_date=due_date, **telling.to_owner(sheet, telling.again(sheet), on=on),
    )  # fmt: skip
    return sheet
