"""Writes upon feedback: taken in, sorted, given to a unit, answered or turned away, published, emptied of personal data."""

from dataclasses import asdict
from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Unit, User
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import command, lock, refuse, require
from sotay.context.models import Service
from sotay.evaluation.feedback import guards
from sotay.evaluation.feedback.models import Feedback, FeedbackContent
from sotay.evaluation.feedback.queries import content_of
from sotay.evaluation.feedback.said import Said
from sotay.evaluation.feedback.terms import due_of
from sotay.evaluation.feedback.writing import as_only_noted, delete_what_was_told, keep
from sotay.journal.recording import record
from sotay.operation.dossiers.naming import why_names_citizen
from sotay.operation.models import Dossier

State, Kind = Feedback.State, Feedback.Kind
REASON = 500


@command
def receive_feedback(
    agency: Agency,
    *,
    actor: Actor,
    on: date,
    channel: str,
    kind: str,
    received_date: date,
    text: str,
    name: str = "",
    phone: str = "",
    email: str = "",
    address: str = "",
    reference_number: str = "",
    field: str = "",
    about_unit: Unit | None = None,
    service: Service | None = None,
    dossier: Dossier | None = None,
    concerns_official: bool = False,
    about_official: User | None = None,
) -> Feedback:
    """Take in what somebody said at the desk, on the telephone, by mail; it gets the next code of the year (`PA-2026-007`).

    Words and contact stay out of the journal. A dossier brings its service and unit where no others are named.
    """
    feedback = Feedback(
        agency=agency,
        channel=channel,
        kind=kind,
        received_date=received_date,
        received_by=actor.user,
        reference_number=one_line(reference_number),
        field=one_line(field),
        dossier=dossier,
        service=service or (dossier.service if dossier else None),
        about_unit=about_unit or (dossier.unit if dossier else None),
        concerns_official=concerns_official,
        about_official=about_official,
        due_date=due_of(agency, kind, received=received_date),
    )
    said = Said(nfc(text).strip(), one_line(name), one_line(phone), one_line(email), one_line(address))
    require(actor, "evaluation.receive_feedback")
    refuse(guards.why_not_receive(feedback, FeedbackContent(**asdict(said)), on=on))

    keep(feedback, said)

    record(
        "evaluation.feedback.received",
        actor=actor,
        subject=feedback,
        code=feedback.code,
        channel=channel,
        received_date=received_date,
    )
    return feedback


@command
def note_feedback(
    agency: Agency,
    *,
    actor: Actor,
    on: date,
    kind: str,
    received_date: date,
    channel: str = Feedback.Channel.DESK,
    reference_number: str = "",
    field: str = "",
) -> Feedback:
    """Note a complaint (day, number, field) or count a denunciation (the day alone); neither is handled here."""
    feedback = Feedback(
        agency=agency,
        channel=channel,
        kind=kind,
        received_date=received_date,
        received_by=actor.user,
        reference_number=one_line(reference_number),
        field=one_line(field),
        state=State.NOTED,
        ended_date=received_date,
    )
    require(actor, "evaluation.receive_feedback")
    refuse(guards.why_not_note(feedback, on=on))

    keep(feedback, None)

    record("evaluation.feedback.noted", actor=actor, subject=feedback, code=feedback.code, received_date=received_date)
    return feedback


@command
def sort_feedback(
    feedback: Feedback,
    *,
    actor: Actor,
    version: int,
    kind: str,
    field: str = "",
    about_unit: Unit | None = None,
    service: Service | None = None,
    dossier: Dossier | None = None,
    concerns_official: bool = False,
    about_official: User | None = None,
) -> Feedback:
    """Say what it is, what it is about, and whether it concerns an official, as long as it is not over.

    A dossier brings its service where no other is named.
    """
    require(actor, "evaluation.sort_feedback", feedback)
    feedback = lock(feedback, version=version)
    refuse(guards.why_not_sort(feedback))
    feedback.kind, feedback.field = kind, one_line(field)
    feedback.about_unit, feedback.dossier = about_unit, dossier
    feedback.service = service or (dossier.service if dossier else None)
    feedback.concerns_official, feedback.about_official = concerns_official, about_official
    refuse(
        guards.why_not_so_sorted(feedback),
        guards.why_not_places(feedback),
        guards.why_marks_name_sender(feedback, content_of(feedback)),
    )

    feedback.save()

    record("evaluation.feedback.sorted", actor=actor, subject=feedback, code=feedback.code)
    return feedback


@command
def turn_into_noted(
    feedback: Feedback, *, actor: Actor, version: int, on: date, kind: str, reference_number: str = "", field: str = ""
) -> Feedback:
    """Find that it is a complaint or a denunciation: words, sender, files, remarks are deleted, it is noted or counted alone."""
    require(actor, "evaluation.sort_feedback", feedback)
    feedback = lock(feedback, version=version)
    refuse(guards.why_not_sort(feedback))
    as_only_noted(feedback, kind=kind, number=one_line(reference_number), field=one_line(field), on=on)
    refuse(guards.why_not_note(feedback, on=on), guards.why_marks_name_sender(feedback, content_of(feedback)))

    delete_what_was_told(feedback)
    feedback.save()

    record("evaluation.feedback.found_only_noted", actor=actor, subject=feedback, code=feedback.code)
    return feedback


@command
def assign_feedback(
    feedback: Feedback, *, actor: Actor, version: int, on: date, unit: Unit, assigned_date: date
) -> Feedback:
    """Give it to a unit to be answered; it may be given to another until it is answered."""
    require(actor, "evaluation.assign_feedback", feedback)
    feedback = lock(feedback, version=version)
    refuse(guards.why_not_sort(feedback))
    feedback.unit, feedback.assigned_date, feedback.assigned_by = unit, assigned_date, actor.person
    refuse(guards.why_not_so_assigned(feedback, on=on))

    feedback.state = State.ASSIGNED
    feedback.save()

    record("evaluation.feedback.assigned", actor=actor, subject=feedback, unit=unit.code, assigned_date=assigned_date)
    return feedback


@command
def answer_feedback(
    feedback: Feedback, *, actor: Actor, version: int, on: date, answer: str, answered_date: date
) -> Feedback:
    """Answer it; the answer is shown to whoever follows it by the code, and is mended until it is published."""
    require(actor, "evaluation.answer_feedback", feedback)
    feedback = lock(feedback, version=version)
    refuse(guards.why_not_answer(feedback))
    feedback.answer = nfc(answer).strip()
    feedback.answered_date, feedback.answered_by = answered_date, actor.person
    refuse(
        guards.why_not_so_answered(feedback, content_of(feedback), on=on),
        why_names_citizen(feedback.dossier_id, answer=feedback.answer),
    )

    feedback.state, feedback.ended_date = State.ANSWERED, answered_date
    feedback.save()

    record("evaluation.feedback.answered", actor=actor, subject=feedback, answered_date=answered_date)
    return feedback


@command
def thank_for_feedback(feedback: Feedback, *, actor: Actor, version: int, on: date) -> Feedback:
    """Put praise or a suggestion on file that asks for no answer."""
    require(actor, "evaluation.answer_feedback", feedback)
    feedback = lock(feedback, version=version)
    refuse(guards.why_not_thank(feedback))

    feedback.state, feedback.ended_date = State.NOTED, on
    feedback.save()

    record("evaluation.feedback.thanked", actor=actor, subject=feedback)
    return feedback


@command
def forward_feedback(
    feedback: Feedback, *, actor: Actor, version: int, on: date, reason: str, ended_date: date
) -> Feedback:
    """Pass it on to the body in charge; `reason` says to whom and by which paper."""
    return _turned_away(feedback, State.FORWARDED, actor=actor, version=version, on=on, reason=reason, day=ended_date)


@command
def refuse_feedback(
    feedback: Feedback, *, actor: Actor, version: int, on: date, reason: str, ended_date: date
) -> Feedback:
    """Not take it up, with the reason, which is told to whoever follows it."""
    return _turned_away(feedback, State.REFUSED, actor=actor, version=version, on=on, reason=reason, day=ended_date)


@command
def publish_feedback(
    feedback: Feedback, *, actor: Actor, version: int, on: date, public_text: str, published_date: date
) -> Feedback:
    """Make known what was said, in words that name nobody, with the answer; what concerns an official never is."""
    require(actor, "evaluation.publish_feedback", feedback)
    feedback = lock(feedback, version=version)
    refuse(guards.why_not_publish(feedback))
    feedback.public_text, feedback.published_date = nfc(public_text).strip(), published_date
    refuse(
        guards.why_not_so_published(feedback, content_of(feedback), on=on),
        why_names_citizen(feedback.dossier_id, public_text=feedback.public_text),
    )

    feedback.save()

    record("evaluation.feedback.published", actor=actor, subject=feedback, published_date=published_date)
    return feedback


@command
def withdraw_feedback(feedback: Feedback, *, actor: Actor, version: int, reason: str) -> Feedback:
    """Take it off the public page, with a reason."""
    require(actor, "evaluation.publish_feedback", feedback)
    feedback = lock(feedback, version=version)
    refuse(
        guards.why_not_withdraw(feedback, content_of(feedback), reason=reason),
        why_names_citizen(feedback.dossier_id, reason=reason),
    )

    feedback.published_date = None
    feedback.save()

    record("evaluation.feedback.withdrawn", actor=actor, subject=feedback, reason=one_line(reason)[:REASON])
    return feedback


@command
def empty_feedback(feedback: Feedback, *, actor: Actor, on: date, reason: str, words_too: bool = False) -> Feedback:
    """Delete who sent it, `words_too` what was said, as asked for or when it is needed no more; neither keeps a history."""
    require(actor, "evaluation.empty_feedback", feedback)
    feedback = lock(feedback)
    content = content_of(feedback)
    refuse(
        guards.why_not_empty(content, reason=reason, words_too=words_too),
        why_names_citizen(feedback.dossier_id, reason=reason),
    )

    rest: dict[str, Any] = dict.fromkeys(FeedbackContent.PERSONAL, "") | {"emptied_date": on}
    FeedbackContent.objects.filter(feedback=feedback).update(**rest | ({"text": ""} if words_too else {}))

    record(
        "evaluation.feedback.emptied",
        actor=actor,
        subject=feedback,
        reason=one_line(reason)[:REASON],
        words_too=words_too,
    )
    return feedback


def _turned_away(
    feedback: Feedback, state: str, *, actor: Actor, version: int, on: date, reason: str, day: date
) -> Feedback:
    require(actor, "evaluation.turn_feedback_away", feedback)
    feedback = lock(feedback, version=version)
    feedback.ended_date, reason = day, one_line(reason)[:REASON]
    refuse(
        guards.why_not_turn_away(feedback, content_of(feedback), reason=reason, on=on),
        why_names_citizen(feedback.dossier_id, reason=reason),
    )

    feedback.state, feedback.state_reason = state, reason
    feedback.save()

    act = "forwarded" if state == State.FORWARDED else "refused"
    record(f"evaluation.feedback.{act}", actor=actor, subject=feedback, ended_date=day)
    return feedback
