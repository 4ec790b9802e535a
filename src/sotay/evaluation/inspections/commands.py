"""Writes upon inspections received: entered, held, minutes, fixes, answer, closed or called off; who of the team may read."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Decision, User
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.evaluation.inspections import guards
from sotay.evaluation.inspections.models import PLAIN, Inspection
from sotay.evaluation.inspections.terms import fixes_due
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered
from sotay.organisation.decisions.queries import NewDecision
from sotay.organisation.grants.commands import give_grant
from sotay.work.numbers import next_number

State = Inspection.State
SERIES = "inspections"
TEXTS = ("team",)
Given = Decision | NewDecision | None


@command
def add_inspection(agency: Agency, *, actor: Actor, on: date, decision: Given = None, **values: Any) -> Inspection:
    """Enter an inspection the agency is told of, or received already; its day may lie ahead."""
    require(actor, "evaluation.write_inspections", agency)
    one = Inspection(agency=agency)
    _fill(one, values)
    refuse(guards.why_not_enter(one))

    one.decision = entered(decision, agency=agency, actor=actor, on=on)
    year = one.from_date.year
    one.code = f"KT-{year}-{next_number(agency, series=SERIES, year=year):02d}"
    one.slug = free_slug(Inspection.objects.filter(agency=agency), one.code)
    one.save()

    record("evaluation.inspection.added", actor=actor, subject=one, body=one.body, from_date=one.from_date)
    return one


@command
def change_inspection(
    one: Inspection, *, actor: Actor, version: int, on: date, decision: Given = None, **values: Any
) -> Inspection:
    """Change what was entered of an inspection that is not over."""
    require(actor, "evaluation.write_inspections", one)
    one = lock(one, version=version)
    before = {name: getattr(one, name) for name in (*PLAIN, "decision")}
    _fill(one, values)
    refuse(guards.why_not_change(one, on=on), guards.why_not_enter(one))

    one.decision = entered(decision, agency=one.agency, actor=actor, on=on)
    changed = [name for name, was in before.items() if getattr(one, name) != was]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    one.save()

    record("evaluation.inspection.changed", actor=actor, subject=one, fields=changed)
    return one


@command
def hold_inspection(one: Inspection, *, actor: Actor, version: int, on: date, to_date: date) -> Inspection:
    """Say that it was held, and until which day; the minutes are awaited."""
    require(actor, "evaluation.write_inspections", one)
    one = lock(one, version=version)
    refuse(guards.why_not_hold(one, to_date=to_date, on=on))

    one.state, one.to_date = State.HELD, to_date
    one.save()

    record("evaluation.inspection.held", actor=actor, subject=one, to_date=to_date)
    return one


@command
def enter_minutes(
    one: Inspection, *, actor: Actor, version: int, on: date, decision: Given, conclusion: str = ""
) -> Inspection:
    """Enter the signed minutes, or correct what was entered; from their day on the term for the report on fixes runs."""
    require(actor, "evaluation.write_inspections", one)
    one = lock(one, version=version)
    refuse(guards.why_not_minute(one, signed=decision.date if decision else None, on=on))

    again = one.state == State.MINUTES
    paper = entered(decision, agency=one.agency, actor=actor, on=on)
    one.minutes, one.minutes_date = paper, paper.date  # type: ignore[union-attr]  # refused without
    if one.state == State.ANNOUNCED and one.to_date and one.to_date > one.minutes_date:
        one.to_date = one.minutes_date  # it ended before the day that was planned
    one.fixes_due_date = fixes_due(one.agency, signed=one.minutes_date)[0]
    one.conclusion, one.state = nfc(conclusion).strip(), State.MINUTES
    one.save()

    record(
        "evaluation.inspection.minutes_changed" if again else "evaluation.inspection.minutes_entered",
        actor=actor,
        subject=one,
        number=str(paper),
        minutes_date=one.minutes_date,
        fixes_due_date=one.fixes_due_date,
    )
    return one


@command
def report_fixes(one: Inspection, *, actor: Actor, version: int, on: date, decision: Given) -> Inspection:
    """Enter the report on fixes sent to the inspecting body, or correct which paper it is."""
    require(actor, "evaluation.write_inspections", one)
    one = lock(one, version=version)
    there = one.findings.count()
    refuse(guards.why_not_report_fixes(one, findings=there, signed=decision.date if decision else None, on=on))

    again = one.state == State.FIXED
    paper = entered(decision, agency=one.agency, actor=actor, on=on)
    one.fixes, one.fixes_date, one.state = paper, paper.date, State.FIXED  # type: ignore[union-attr]
    one.save()

    record(
        "evaluation.inspection.fixes_changed" if again else "evaluation.inspection.fixes_reported",
        actor=actor,
        subject=one,
        number=str(paper),
        fixes_date=one.fixes_date,
    )
    return one


@command
def note_answer(one: Inspection, *, actor: Actor, version: int, on: date, answer: str, answer_date: date) -> Inspection:
    """Note what the inspecting body answered to the report on fixes."""
    require(actor, "evaluation.write_inspections", one)
    one = lock(one, version=version)
    answer = nfc(answer).strip()
    refuse(guards.why_not_answer(one, answer=answer, answer_date=answer_date, on=on))

    one.answer, one.answer_date = answer, answer_date
    one.save()

    record("evaluation.inspection.answered", actor=actor, subject=one, answer_date=answer_date)
    return one


@command
def close_inspection(one: Inspection, *, actor: Actor, version: int, on: date, closed_date: date) -> Inspection:
    """Close it: minutes are there, and for what they found the fixes were reported."""
    require(actor, "evaluation.write_inspections", one)
    one = lock(one, version=version)
    refuse(guards.why_not_close(one, findings=one.findings.count(), closed_date=closed_date, on=on))

    one.state, one.closed_date = State.CLOSED, closed_date
    one.save()

    record("evaluation.inspection.closed", actor=actor, subject=one, closed_date=closed_date)
    return one


@command
def cancel_inspection(one: Inspection, *, actor: Actor, version: int, reason: str) -> Inspection:
    """Say that an announced inspection does not take place, and why."""
    require(actor, "evaluation.write_inspections", one)
    one = lock(one, version=version)
    refuse(guards.why_not_cancel(one, reason=reason))

    one.state, one.cancelled_reason = State.CANCELLED, one_line(reason)[:500]
    one.save()

    record("evaluation.inspection.cancelled", actor=actor, subject=one, reason=one.cancelled_reason)
    return one


@command
def let_team_read(
    one: Inspection,
    *,
    actor: Actor,
    version: int,
    on: date,
    to_user: User,
    from_date: date,
    to_date: date,
    areas: Iterable[str] = (),
) -> Inspection:
    """Give the account of an inspector a limited scope to read for these days; it never writes."""
    require(actor, "evaluation.let_inspectors_read", one)
    one = lock(one, version=version)
    refuse(guards.why_not_let_read(one, on=on))

    one.grant = give_grant(
        one.agency,
        actor=actor,
        on=on,
        purpose=(_("Kiểm tra %(code)s – %(body)s") % {"code": one.code, "body": one.body})[:300],
        from_date=from_date,
        to_date=to_date,
        to_user=to_user,
        decision=one.decision,
        areas=areas,
    )
    one.save()

    record(
        "evaluation.inspection.team_let_in",
        actor=actor,
        subject=one,
        to=str(to_user),
        from_date=from_date,
        to_date=to_date,
        areas=one.grant.areas,
    )
    return one


def _fill(one: Inspection, values: dict[str, Any]) -> None:
    """Write the named values on an inspection, texts in NFC and without spaces around them."""
    for name, value in values.items():
        if name in TEXTS:
            value = nfc(value).strip()  # noqa: PLW2901  the same value, cleaned
        elif isinstance(value, str):
            value = one_line(value)  # noqa: PLW2901
        setattr(one, name, value)
