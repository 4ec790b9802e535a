"""Writes upon assignments: give, take, give back, report, confirm, send back, cancel, ask for a later day, answer."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.holding import NOBODY, Holders, Owner
from sotay.agency.models import Agency, Seat, User
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line
from sotay.attachments.commands import attach
from sotay.commands import UNCHANGED, Reason, command, lock, may, refuse, require
from sotay.journal.recording import record
from sotay.work.assignments import guards
from sotay.work.assignments.models import Assignment, Extension, Helper
from sotay.work.assignments.moving import tell_ended, tell_reported
from sotay.work.numbers import next_number

State = Assignment.State
SERIES = "CV"
Role = Seat.Role
# Seats that are one person's, or few people's: what is given from them is confirmed by whoever holds them later.
GIVE_AS_SEAT = frozenset(
    {Role.HEAD, Role.DEPUTY_HEAD, Role.COMMITTEE_HEAD, Role.COMMITTEE_DEPUTY, Role.QMR, Role.SECRETARY, Role.UNIT_HEAD}
    | {Role.UNIT_DEPUTY, Role.CLERK}
)


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
    giver: Owner = NOBODY,
    on: date,
) -> Assignment:
    """Give work to a person or a seat; `origin` is the record it comes from, or None.

    `giver` is who decided it (the person, with the seat where it was decided from one), told by a job that carries it out;
    a person gives from the own seat.
    """
    require(actor, "work.give_assignment", agency)
    helpers = tuple(helpers)
    refuse(
        guards.why_not_give(actor, title=title, owner=owner, due_date=due_date, helpers=helpers, on=on),
        guards.why_not_from(actor, origin),
    )

    number = next_number(agency, series=SERIES, year=on.year)
    one = Assignment(
        agency=agency, code=f"{SERIES}-{on.year}-{number:03d}", title=one_line(title), what=nfc(what).strip(),
        given_date=on, due_date=due_date,
    )  # fmt: skip
    one.giver = giver.user if giver.user is not None and actor.user is None else actor.person
    one.giver_role, one.giver_unit_id = _seat_of(actor) if actor.user else _seat_in(giver)
    one.slug = free_slug(Assignment.objects.filter(agency=agency), one.code)
    owner.put_on(one)
    if origin is not None:
        ref = subjects.ref_of(origin)
        one.origin_type, one.origin_uuid, one.origin_text = ref.type, ref.uuid, subjects.known(origin).title[:300]
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
    version: int | None,
    title: str,
    owner: Owner,
    due_date: date,
    what: str = "",
    helpers: Iterable[User] = (),
    on: date,
) -> Assignment:
    """Change what was given; a later or earlier day of the giver's own needs no request.

    What was given back is given anew by this, changed or not; so is what passes to another owner.
    """
    require(actor, "work.decide_assignment", one)
    one = lock(one, version=version)
    refuse(guards.why_not_change(one))
    moved, anew = not owner.owns(one), one.state == State.RETURNED
    helpers = tuple(helpers)
    refuse(_why_not_change_to(one, actor, title=title, owner=owner, due_date=due_date, helpers=helpers, on=on))

    before = _shown(one)
    former = _uuids(Holders([one.agency_id], on=on).owners(one)) if moved else []
    one.title, one.what, one.due_date = one_line(title), nfc(what).strip(), due_date
    owner.put_on(one)
    other_helpers = _keep_helpers(one, helpers)
    after = _shown(one)
    changed = [name for name in before if before[name] != after[name]] + (["helpers"] if other_helpers else [])
    if not changed and not anew:
        return UNCHANGED  # type: ignore[return-value]
    if moved or anew:
        one.state, one.taken_date, one.state_reason = State.GIVEN, None, ""
    one.save()
    if moved:
        _let_lapse(one, actor=actor, on=on)
    _settle_extension(one, actor=actor, on=on)

    record(
        "work.assignment.given_again" if moved or anew else "work.assignment.changed",
        actor=actor,
        subject=one,
        fields=changed,
        before=before,
        owner=one.owner_words,
        due_date=due_date,
        former=former,
    )
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
def give_back(one: Assignment, *, actor: Actor, version: int, reason: str, on: date) -> Assignment:
    """Give work back to who gave it, with a reason (not mine, not possible so)."""
    require(actor, "work.do_assignment", one)
    one = lock(one, version=version)
    refuse(guards.why_not_take(one), guards.reason_given(reason))

    one.state, one.state_reason, one.taken_date = State.RETURNED, one_line(reason), None
    one.save(update_fields=["state", "state_reason", "taken_date"])
    _let_lapse(one, actor=actor, on=on)

    record("work.assignment.given_back", actor=actor, subject=one, reason=one.state_reason)
    return one


@command
def finish_assignment(
    one: Assignment,
    *,
    actor: Actor,
    version: int,
    result: str,
    done_date: date | None = None,
    file: UploadedFile | None = None,
    on: date,
) -> Assignment:
    """Report work as done, with its result and evidence; `done_date` is the business date, today when None.

    What one gave to oneself is confirmed with it: consecutive steps of one person are one click (practice.md 1.3).
    """
    require(actor, "work.do_assignment", one)
    one = lock(one, version=version)
    refuse(guards.why_not_finish(one, result=result, done_date=done_date, on=on))

    one.state, one.done_date, one.result, one.state_reason = State.DONE, done_date or on, nfc(result).strip(), ""
    one.taken_date = one.taken_date or on
    one.save()
    if file is not None:
        attach(one, actor=actor, file=file, name=file.name or "", note=_("Minh chứng kết quả"))

    record("work.assignment.done", actor=actor, subject=one, done_date=one.done_date, late=one.done_date > one.due_date)
    tell_reported(one, actor=actor, on=on)
    if may(actor, "work.decide_assignment", one) and one.giver_id == actor.person.pk:
        return confirm_assignment(one, actor=actor, version=one.version, on=on)
    return one


@command
def confirm_assignment(one: Assignment, *, actor: Actor, version: int, on: date) -> Assignment:
    """Confirm that reported work is done: by who gave it, or who holds the giver's seat now."""
    require(actor, "work.decide_assignment", one)
    one = lock(one, version=version)
    refuse(guards.why_not_confirm(one))

    one.state, one.ended_date = State.CONFIRMED, on
    one.save(update_fields=["state", "ended_date"])
    _let_lapse(one, actor=actor, on=on)

    record("work.assignment.confirmed", actor=actor, subject=one)
    tell_ended(one, actor=actor, on=on)
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
def cancel_assignment(one: Assignment, *, actor: Actor, version: int | None, reason: str, on: date) -> Assignment:
    """Cancel work that is no longer wanted, with a reason."""
    require(actor, "work.decide_assignment", one)
    one = lock(one, version=version)
    refuse(guards.why_not_change(one), guards.reason_given(reason))

    one.state, one.state_reason, one.ended_date = State.CANCELLED, one_line(reason), on
    one.save(update_fields=["state", "state_reason", "ended_date"])
    _let_lapse(one, actor=actor, on=on)

    record("work.assignment.cancelled", actor=actor, subject=one, reason=one.state_reason)
    tell_ended(one, actor=actor, on=on)
    return one


@command
def ask_extension(
    one: Assignment, *, actor: Actor, version: int, wanted_date: date, reason: str, on: date
) -> Extension:
    """Ask the giver for a later day, with a reason."""
    require(actor, "work.do_assignment", one)
    one = lock(one, version=version)
    refuse(guards.why_not_ask(one, wanted_date=wanted_date, reason=reason, on=on))

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
    refuse(guards.why_not_answer(one, extension, granted=granted, answer=answer))

    _answer(extension, Extension.State.GRANTED if granted else Extension.State.REFUSED, actor=actor, on=on, why=answer)
    if granted:
        one.due_date = extension.wanted_date
        one.save(update_fields=["due_date"])

    action = "work.extension.granted" if granted else "work.extension.refused"
    record(action, actor=actor, subject=one, reason=extension.answer, wanted_date=extension.wanted_date)
    return extension


def _why_not_change_to(
    one: Assignment, actor: Actor, *, owner: Owner, due_date: date, helpers: Iterable[User], on: date, **more: Any
) -> list[Reason]:
    """Return why it cannot be given so; what stays as it was is not asked again."""
    there = set(one.helpers.values_list("user_id", flat=True))
    new = [user for user in helpers if user.pk not in there]
    reasons = guards.why_not_give(actor, owner=owner, due_date=due_date, helpers=new, on=on, **more)
    stays = {"due_date"} if due_date == one.due_date else set()
    stays |= {"owner"} if owner.owns(one) and one.state != State.RETURNED else set()
    return [reason for reason in reasons if reason.field not in stays]


def _uuids(user_ids: Iterable[int]) -> list[str]:
    return [str(uuid) for uuid in User.objects.filter(pk__in=list(user_ids)).values_list("uuid", flat=True)]


def _shown(one: Assignment) -> dict[str, Any]:
    return {"title": one.title, "what": one.what, "due_date": one.due_date, "owner": one.owner_words}


def _seat_of(actor: Actor) -> tuple[str, int | None]:
    """Return the seat work is given from: the one acted for, else the highest held that is not one of many; "" for none."""
    held = (actor.for_seat, *actor.seats) if actor.for_seat else actor.seats
    seat = next((one for one in held if one.role in GIVE_AS_SEAT), None)
    if seat is None:
        return "", None
    return seat.role, seat.unit_id if seat.role in Seat.IN_A_UNIT else None


def _seat_in(giver: Owner) -> tuple[str, int | None]:
    if giver.role not in GIVE_AS_SEAT:
        return "", None
    return giver.role, giver.unit.pk if giver.unit and giver.role in Seat.IN_A_UNIT else None


def _keep_helpers(one: Assignment, helpers: Iterable[User]) -> bool:
    """Bring the helpers to these people; return whether anything changed."""
    wanted = {user.pk: user for user in helpers if user.pk != one.owner_user_id}
    there = {helper.user_id: helper for helper in one.helpers.all()}
    for user_id in there.keys() - wanted.keys():
        there[user_id].delete()
    for user_id in wanted.keys() - there.keys():
        Helper.objects.create(agency=one.agency, assignment=one, user=wanted[user_id])
    return there.keys() != wanted.keys()


def _let_lapse(one: Assignment, *, actor: Actor, on: date) -> None:
    """Close what was asked and not answered: the work has ended or is another's."""
    for extension in one.extensions.filter(state=Extension.State.ASKED):
        _answer(extension, Extension.State.LAPSED, actor=actor, on=on)


def _settle_extension(one: Assignment, *, actor: Actor, on: date) -> None:
    """Count what was asked as granted when the giver's own new day is no earlier: asked is always for later than due."""
    for extension in one.extensions.filter(state=Extension.State.ASKED, wanted_date__lte=one.due_date):
        _answer(extension, Extension.State.GRANTED, actor=actor, on=on)


def _answer(extension: Extension, state: str, *, actor: Actor, on: date, why: str = "") -> None:
    extension.state, extension.answer = state, one_line(why)
    extension.decided_by, extension.decided_date = actor.user or extension.assignment.giver, on
    extension.save()
