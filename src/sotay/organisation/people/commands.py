"""Writes upon people and their seats."""

from collections.abc import Iterable
from datetime import date, timedelta

from axes.utils import reset as forget_wrong_passwords
from django.utils import timezone

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Decision, Seat, Unit, User
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import UNCHANGED, Reason, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered
from sotay.organisation.decisions.queries import NewDecision
from sotay.organisation.people import guards
from sotay.organisation.people.given import SeatGiven

ONE_DAY = timedelta(days=1)
Given = Decision | NewDecision | None


@command
def add_person(
    agency: Agency,
    *,
    actor: Actor,
    on: date,
    password: str | None,
    full_name: str,
    username: str,
    role: str,
    from_date: date,
    email: str = "",
    unit: Unit | None = None,
    title: str = "",
    manner: str = Seat.Manner.FULL,
    decision: Given = None,
) -> User:
    """Make an account for a new person with a first password, to be changed at first sign-in, and give the first seat."""
    require(actor, "organisation.manage_people", agency)
    username = nfc(username).strip().lower()
    refuse(guards.why_not_name(username))

    person = User.objects.create_user(username, full_name=one_line(full_name), password=password, email=email)
    record("organisation.person.added", actor=actor, subject=person, username=username)
    give_seats(
        agency,
        actor=actor,
        on=on,
        from_date=from_date,
        decision=decision,
        seats=(SeatGiven(person=person, role=role, unit=unit, title=title, manner=manner),),
    )
    return person


@command
def give_seat(
    agency: Agency,
    *,
    actor: Actor,
    on: date,
    person: User,
    role: str,
    from_date: date,
    to_date: date | None = None,
    unit: Unit | None = None,
    title: str = "",
    manner: str = Seat.Manner.FULL,
    decision: Given = None,
) -> Seat:
    """Give a person one seat from a day on."""
    (seat,) = give_seats(
        agency,
        actor=actor,
        on=on,
        from_date=from_date,
        to_date=to_date,
        decision=decision,
        seats=(SeatGiven(person=person, role=role, unit=unit, title=title, manner=manner),),
    )
    return seat


@command
def give_seats(
    agency: Agency,
    *,
    actor: Actor,
    on: date,
    from_date: date,
    seats: Iterable[SeatGiven],
    to_date: date | None = None,
    decision: Given = None,
) -> tuple[Seat, ...]:
    """Give the seats of one decision, all or none (practice.md 1.2); one that cannot be given names its person."""
    require(actor, "organisation.manage_people", agency)
    wanted = tuple(seats)
    agency = one_at_a_time(agency)
    rests_on = entered(decision, agency=agency, actor=actor, on=on)
    reasons: list[Reason] = []
    given: list[Seat] = []
    for line in wanted:
        as_wanted = guards.Wanted(
            user=line.person,
            role=line.role,
            from_date=from_date,
            to_date=to_date,
            unit=line.unit,
            manner=line.manner,
            rests_on_decision=rests_on is not None,
        )
        standing = guards.standing_beside(agency, line.person, role=line.role)
        found = list(guards.why_not_seat(agency, as_wanted, standing=standing))
        if found:
            reasons += found if len(wanted) == 1 else [_named(reason, line.person) for reason in found]
            continue
        given.append(
            Seat.objects.create(
                agency=agency,
                user=line.person,
                role=line.role,
                manner=line.manner,
                title=one_line(line.title),
                unit=line.unit,
                decision=rests_on,
                from_date=from_date,
                to_date=to_date,
            )
        )
    refuse(reasons)

    for seat in given:
        _record_given(seat, actor=actor)
    return tuple(given)


@command
def change_seat(
    seat: Seat,
    *,
    actor: Actor,
    version: int,
    on: date,
    from_date: date,
    title: str = "",
    manner: str = Seat.Manner.FULL,
    decision: Given = None,
) -> Seat:
    """Correct how a seat is titled, held and founded, and from when; person, role and unit never change."""
    require(actor, "organisation.manage_people", seat)
    agency = one_at_a_time(seat.agency)
    seat = lock(seat, version=version)
    rests_on = entered(decision, agency=agency, actor=actor, on=on)
    wanted = guards.Wanted(
        user=seat.user,
        role=seat.role,
        from_date=from_date,
        to_date=seat.to_date,
        unit=seat.unit,
        manner=manner,
        rests_on_decision=rests_on is not None,
    )
    standing = guards.standing_beside(agency, seat.user, role=seat.role)
    refuse(guards.why_not_seat(agency, wanted, standing=standing, but=seat))

    values = {"from_date": from_date, "title": one_line(title), "manner": manner, "decision": rests_on}
    before = {name: getattr(seat, name) for name, value in values.items() if getattr(seat, name) != value}
    if not before:
        return UNCHANGED  # type: ignore[return-value]
    for name in before:
        setattr(seat, name, values[name])
    seat.save()

    before = {name: str(value) if name == "decision" and value else value for name, value in before.items()}
    record("organisation.seat.changed", actor=actor, subject=seat, before=before)
    return seat


@command
def end_seat(seat: Seat, *, actor: Actor, version: int, to_date: date, reason: str) -> Seat:
    """End a seat; `to_date` is its last day. The work stays with the role."""
    require(actor, "organisation.manage_people", seat)
    one_at_a_time(seat.agency)
    seat = lock(seat, version=version)
    refuse(guards.why_not_end(seat, to_date=to_date))

    seat.to_date = to_date
    seat.save(update_fields=["to_date"])

    record("organisation.seat.ended", actor=actor, subject=seat, reason=reason, person=str(seat.user), to_date=to_date)
    return seat


@command
def transfer_seat(
    seat: Seat, *, actor: Actor, version: int, on: date, unit: Unit, date: date, reason: str, decision: Given = None
) -> Seat:
    """Move a person's seat to another unit from a day on: the old one ends the day before, a like one begins."""
    require(actor, "organisation.manage_people", seat)
    agency = one_at_a_time(seat.agency)
    seat = lock(seat, version=version)
    refuse(guards.why_not_transfer(seat, unit=unit, date=date))
    rests_on = entered(decision, agency=agency, actor=actor, on=on)
    wanted = guards.Wanted(
        user=seat.user,
        role=seat.role,
        from_date=date,
        to_date=seat.to_date,
        unit=unit,
        manner=seat.manner,
        rests_on_decision=rests_on is not None or seat.decision_id is not None,
    )
    standing = guards.standing_beside(agency, seat.user, role=seat.role)
    refuse(guards.why_not_seat(agency, wanted, standing=standing, but=seat))

    return pass_seat(
        seat,
        actor=actor,
        action="organisation.seat.transferred",
        person=seat.user,
        date=date,
        unit=unit,
        decision=rests_on or seat.decision,
        reason=reason,
    )


@command
def pass_seat(
    seat: Seat,
    *,
    actor: Actor,
    action: str,
    person: User,
    date: date,
    unit: Unit | None,
    decision: Decision | None,
    reason: str,
) -> Seat:
    """End a locked seat the day before and begin a like one; for commands that asked permission and guards themselves."""
    last_day, seat.to_date = seat.to_date, date - ONE_DAY
    seat.save(update_fields=["to_date"])
    passed = Seat.objects.create(
        agency=seat.agency,
        user=person,
        role=seat.role,
        manner=seat.manner if person.pk == seat.user_id else Seat.Manner.FULL,
        title=seat.title if unit == seat.unit or seat.role not in Seat.IN_A_UNIT else "",
        unit=unit,
        decision=decision,
        from_date=date,
        to_date=last_day,
    )
    record(
        action,
        actor=actor,
        subject=seat,
        reason=reason,
        date=date,
        from_person=str(seat.user),
        to_person=str(person),
        from_unit=seat.unit.code if seat.unit else None,
        to_unit=unit.code if unit else None,
        next_seat=passed.uuid,
    )
    _record_given(passed, actor=actor)
    return passed


@command
def reset_password(person: User, *, actor: Actor, on: date, password: str) -> User:
    """Give a person of this agency alone a new one-time password, to be changed at the next sign-in.

    Open sessions end; an account locked for wrong passwords or for lying idle opens (QCVN 12:2026/BCA: by an administrator).
    """
    agency = actor.agency
    require(actor, "organisation.manage_people", agency)
    person = lock(person)
    refuse(guards.why_not_reset(person, agency=agency, on=on, by=actor.user))

    person.set_password(password)
    person.must_change_password = True
    person.last_active_at = timezone.now()  # the idle days count anew: who is given a password is meant to come in
    person.save(update_fields=["password", "must_change_password", "last_active_at"])
    forget_wrong_passwords(username=person.username)

    record("organisation.password.reset", actor=actor, subject=person)
    return person


def one_at_a_time(agency: Agency) -> Agency:
    """Lock the agency, so that two people who fill one seat at once see each other."""
    return Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)


def _record_given(seat: Seat, *, actor: Actor) -> None:
    record(
        "organisation.seat.given",
        actor=actor,
        subject=seat,
        person=str(seat.user),
        role=seat.role,
        unit=seat.unit.code if seat.unit else None,
        from_date=seat.from_date,
        to_date=seat.to_date,
        decision=seat.decision.number if seat.decision else None,
    )


def _named(reason: Reason, person: User) -> Reason:
    """Say whose line of a decision a reason is about."""
    return Reason(f"{person}: {reason.text}", code=reason.code, fix=reason.fix)
