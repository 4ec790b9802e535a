"""Writes upon assignments: give, take, give back, report, confirm, send back, cancel, ask for a later day, answer."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.holding import Owner
from sotay.agency.models import Agency, Seat, User
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.work.assignments import guards
from sotay.work.assignments.models import Assignment, Extension, Helper
from sotay.work.numbers import next_number

State = Assignment.State
SERIES = "CV"


@command
def give_assignment(
    agency: Agency,
    *,
    actor: Actor,
    title: str,
    owner: Owner,
    due_date: date,
    what: str = "",
    helpers: Iterable[User] = (),
    origin: Any = None,
    on: date,
) -> Assignment:
    """Give work to a person or a seat; `origin` is the record it comes from, or None."""
    require(actor, "work.give_assignment", agency)
    refuse(guards.why_not_give(actor, title=title, owner=owner, due_date=due_date, on=on))

    number = next_number(agency, series=SERIES, year=on.year)
    one = Assignment(
        agency=agency, code=f"{SERIES}-{on.year}-{number:03d}", title=one_line(title), what=nfc(what).strip(),
        giver=actor.person, given_date=on, due_date=due_date,
    )  # fmt: skip
    one.giver_role, one.giver_unit_id = _seat_of(actor)
    one.slug = free_slug(Assignment.objects.filter(agency=agency), one.code)
    owner.put_on(one)
    if origin is not None:
        ref = subjects.ref_of(origin)
        one.origin_type, one.origin_uuid, one.origin_text = ref.type, ref.uuid, str(origin)[:300]
    one.save()
    _keep_helpers(one, helpers)

    record(
        "work.assignment.given",
        actor=actor,
        subject=one,
        owner=one.owner_words,
        due_date=due_date,
        origin=one.origin_text,
    )
    return one


@command
def change_assignment(
    one: Assignment,
    *,
    actor: Actor,
    version: int,
    title: str,
    owner: Owner,
    due_date: date,
    what: str = "",
    helpers: Iterable[User] = (),
    on: date,
) -> Assignment:
    """Change what was given; a later or earlier day of the giver's own needs no request."""
    require(actor, "work.decide_assignment", one)
    one = lock(one, version=version)
    refuse(guards.why_not_change(one))
    kept_due = one.due_date if due_date == one.due_date else None
    refuse(guards.why_not_give(actor, title=title, owner=owner, due_date=due_date, on=kept_due or on))

    before = {"title": one.title, "what": one.what, "due_date": one.due_date, "owner": one.owner_words}
    one.title, one.what, one.due_date = one_line(title), nfc(what).strip(), due_date
    moved = not owner.owns(one)
    owner.put_on(one)
    if moved and one.state == State.TAKEN:
        one.state, one.taken_date = State.GIVEN, None
    after = {"title": one.title, "what": one.what, "due_date": one.due_date, "owner": one.owner_words}
    other_helpers = _keep_helpers(one, helpers)
    changed = [name for name in before if before[name] != after[name]] + (["helpers"] if other_helpers else [])
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    one.save()

    record("work.assignment.changed", actor=actor, subject=one, fields=changed, before=before)
    return one


@command
def take_assignment(one: Assignment, *, actor: Actor, version: int, on: date) -> Assignment:
    """Say that the work is taken; a second time changes nothing."""
    require(actor, "work.do_assignment", one)
    one = lock(one, version=version)
    refuse(guards.why_not_take(one))
    if one.state == State.TAKEN:
        return UNCHANGED  # type: ignore[return-value]

    one.state, one.taken_date, one.state_reason = State.TAKEN, on, ""
    one.save(update_fields=["state", "taken_date", "state_reason"])

    record("work.assignment.taken", actor=actor, subject=one)
    return one


@command
def give_back(one: Assignment, *, actor: Actor, version: int, reason: str) -> Assignment:
    """Give work back to who gave it, with a reason (not mine, not possible so)."""
    require(actor, "work.do_assignment", one)
    one = lock(one, version=version)
    refuse(guards.why_not_take(one), guards.reason_given(reason))

    one.state, one.state_reason = State.RETURNED, one_line(reason)
    one.save(update_fields=["state", "state_reason"])

    record("work.assignment.given_back", actor=actor, subject=one, reason=one.state_reason)
    return one


@command
def finish_assignment(
    one: Assignment, *, actor: Actor, version: int, result: str, done_date: date | None = None, on: date
) -> Assignment:
    """Report work as done, with its result; `done_date` is the business date, today when None."""
    require(actor, "work.do_assignment", one)
    one = lock(one, version=version)
    refuse(guards.why_not_finish(one, result=result, done_date=done_date, on=on))

    one.state, one.done_date, one.result, one.state_reason = State.DONE, done_date or on, nfc(result).strip(), ""
    one.save()

    record("work.assignment.done", actor=actor, subject=one, done_date=one.done_date, late=one.done_date > one.due_date)
    return one


@command
def confirm_assignment(one: Assignment, *, actor: Actor, version: int, on: date) -> Assignment:
    """Confirm that reported work is done: by who gave it, or who holds the giver's seat now."""
    require(actor, "work.decide_assignment", one)
    one = lock(one, version=version)
    refuse(guards.why_not_confirm(one))

    one.state, one.ended_date = State.CONFIRMED, on
    one.save(update_fields=["state", "ended_date"])

    record("work.assignment.confirmed", actor=actor, subject=one)
    return one


@command
def send_back(one: Assignment, *, actor: Actor, version: int, reason: str) -> Assignment:
    """Send reported work back to its owner with a reason; it is open again."""
    require(actor, "work.decide_assignment", one)
    one = lock(one, version=version)
    refuse(guards.why_not_confirm(one), guards.reason_given(reason))

    one.state, one.state_reason, one.done_date = State.TAKEN, one_line(reason), None
    one.save(update_fields=["state", "state_reason", "done_date"])

    record("work.assignment.sent_back", actor=actor, subject=one, reason=one.state_reason)
    return one


@command
def cancel_assignment(one: Assignment, *, actor: Actor, version: int, reason: str, on: date) -> Assignment:
    """Cancel work that is no longer wanted, with a reason."""
    require(actor, "work.decide_assignment", one)
    one = lock(one, version=version)
    refuse(guards.why_not_change(one), guards.reason_given(reason))

    one.state, one.state_reason, one.ended_date = State.CANCELLED, one_line(reason), on
    one.save(update_fields=["state", "state_reason", "ended_date"])

    record("work.assignment.cancelled", actor=actor, subject=one, reason=one.state_reason)
    return one


@command
def ask_extension(
    one: Assignment, *, actor: Actor, version: int, wanted_date: date, reason: str, on: date
) -> Extension:
    """Ask the giver for a later day, with a reason."""
    require(actor, "work.do_assignment", one)
    one = lock(one, version=version)
    refuse(guards.why_not_ask(one, wanted_date=wanted_date, reason=reason))

    asked = Extension.objects.create(
        agency=one.agency, assignment=one, asked_by=actor.person, asked_date=on, from_due_date=one.due_date,
        wanted_date=wanted_date, reason=one_line(reason),
    )  # fmt: skip

    record("work.extension.asked", actor=actor, subject=one, reason=asked.reason, wanted_date=wanted_date)
    return asked


@command
def answer_extension(
    extension: Extension, *, actor: Actor, version: int, granted: bool, answer: str = "", on: date
) -> Extension:
    """Grant a later day, or refuse it with a reason."""
    require(actor, "work.decide_assignment", extension.assignment)
    one = lock(extension.assignment)
    extension = lock(extension, version=version)
    refuse(guards.why_not_answer(extension, granted=granted, answer=answer))

    extension.state = Extension.State.GRANTED if granted else Extension.State.REFUSED
    extension.decided_by, extension.decided_date, extension.answer = actor.person, on, one_line(answer)
    extension.save()
    if granted:
        one.due_date = extension.wanted_date
        one.save(update_fields=["due_date"])

    action = "work.extension.granted" if granted else "work.extension.refused"
    record(action, actor=actor, subject=one, reason=extension.answer, wanted_date=extension.wanted_date)
    return extension


def _seat_of(actor: Actor) -> tuple[str, int | None]:
    """Return the seat work is given from: the one acted for, else the highest held; the unit where it is one of a unit."""
    seat = actor.for_seat or (actor.seats[0] if actor.seats else None)
    if seat is None:
        return "", None
    return seat.role, seat.unit_id if seat.role in Seat.IN_A_UNIT else None


def _keep_helpers(one: Assignment, helpers: Iterable[User]) -> bool:
    """Bring the helpers to these people; return whether anything changed."""
    wanted = {user.pk: user for user in helpers if user.pk != one.owner_user_id}
    there = {helper.user_id: helper for helper in one.helpers.all()}
    for user_id in there.keys() - wanted.keys():
        there[user_id].delete()
    for user_id in wanted.keys() - there.keys():
        Helper.objects.create(agency=one.agency, assignment=one, user=wanted[user_id])
    return there.keys() != wanted.keys()
