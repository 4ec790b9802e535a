"""Writes upon reviews before their minutes: planned, invited to, written and added to, held (the pack is frozen), given up."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Decision, Unit
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.evaluation.reviews import guards, writing
from sotay.evaluation.reviews.models import Input, InputComment, Review, ReviewInput
from sotay.evaluation.reviews.pack import to_freeze
from sotay.evaluation.reviews.queries import as_lines, earlier_decisions
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered
from sotay.organisation.decisions.queries import NewDecision
from sotay.ui.formats import luc
from sotay.work.numbers import next_number

SERIES = "evaluation.reviews"
REASON = 500
State = Review.State


@command
def begin_review(
    agency: Agency, *, actor: Actor, on: date, decision: Decision | NewDecision | None = None, **values: Any
) -> Review:
    """Plan a review with its twelve inputs (F1); `decision` is the authorisation of a deputy who chairs.

    Values: title, meeting_at, place, from_date, to_date, part_of, chair, secretary, attendance, comments_due_date.
    """
    require(actor, "evaluation.plan_reviews", agency)
    agency = lock(agency)
    review = Review(agency=agency)
    writing.fill(review, values)
    review.authorisation = entered(decision, agency=agency, actor=actor, on=on)
    refuse(guards.why_not_planned_so(review))

    review.code = f"XXLD-{review.year}-{next_number(agency, series=SERIES, year=review.year):02d}"
    review.slug = review.code.lower()
    review.save()
    for key in Input.values:
        ReviewInput.objects.create(agency=agency, review=review, key=key)

    record("evaluation.review.planned", actor=actor, subject=review, meeting_at=review.meeting_at.isoformat())
    return review


@command
def change_review(
    review: Review,
    *,
    actor: Actor,
    version: int,
    on: date,
    decision: Decision | NewDecision | None = None,
    **values: Any,
) -> Review:
    """Change the plan of a review that was not held yet; whoever was invited is told of another time or place."""
    require(actor, "evaluation.run_review", review)
    review = lock(review, version=version)
    refuse(guards.why_not_open(review))
    before = {name: getattr(review, name) for name in writing.WRITTEN}
    writing.fill(review, values)
    review.authorisation = entered(decision, agency=review.agency, actor=actor, on=on)
    refuse(guards.why_not_planned_so(review))
    if review.state == State.INVITED:
        refuse(guards.why_not_chair(review))
    changed = [name for name in writing.WRITTEN if getattr(review, name) != before[name]]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    review.save()

    if review.state == State.INVITED and {"meeting_at", "place"} & set(changed):
        record("evaluation.review.moved", actor=actor, subject=review, fields=changed, **_told(review, on=on))
    else:
        record("evaluation.review.changed", actor=actor, subject=review, fields=changed)
    return review


@command
def assign_reports(review: Review, *, actor: Actor, version: int, units: Mapping[str, Unit | None]) -> Review:
    """Say which unit reports on which input, by its key; the others are written by who prepares the meeting."""
    require(actor, "evaluation.run_review", review)
    review = lock(review, version=version)
    refuse(guards.why_not_open(review), guards.why_not_reported_by(review, units.values()))
    changed = []
    for one in review.inputs.select_related("unit").order_by("pk"):
        unit = units.get(one.key, one.unit)
        if unit != one.unit:
            one.unit = unit
            one.save(update_fields=["unit"])
            changed.append(one.key)
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    review.save()

    record("evaluation.review.reports_assigned", actor=actor, subject=review, inputs=changed)
    return review


@command
def invite(review: Review, *, actor: Actor, version: int, invited_date: date, on: date) -> Review:
    """Send the invitations: whoever is concerned is told; from now on the heads of units see and add to the pack."""
    require(actor, "evaluation.run_review", review)
    review = lock(review, version=version)
    refuse(guards.why_not_invite(review, invited_date=invited_date, on=on))

    review.state, review.invited_date = State.INVITED, invited_date
    review.save()

    record("evaluation.review.invited", actor=actor, subject=review, invited_date=invited_date, **_told(review, on=on))
    return review


@command
def write_input(one: ReviewInput, *, actor: Actor, version: int, text: str, unit: Unit | None = None) -> ReviewInput:
    """Write what is told of an input in words, and which unit reports on it."""
    require(actor, "evaluation.run_review", one.review)
    review = lock(one.review)
    one = lock(one, version=version)
    refuse(guards.why_not_open(review), guards.why_not_reported_by(review, [unit]))
    text = writing.clean(text)
    if (one.text, one.unit_id) == (text, unit.pk if unit else None):
        return UNCHANGED  # type: ignore[return-value]
    one.text, one.unit = text, unit
    one.save()

    record("evaluation.review.input_written", actor=actor, subject=review, input=one.key)
    return one


@command
def add_comment(review: Review, *, actor: Actor, key: str, text: str, unit: Unit | None, on: date) -> InputComment:
    """Add what a unit has to say to an input; after the day set for it, it is shown as late."""
    require(actor, "evaluation.comment_review", review)
    review, text = lock(review), writing.clean(text)
    refuse(guards.why_not_add(review, text=text, unit=unit), guards.why_not_of_unit(actor, unit))
    one = review.inputs.get(key=key)

    comment = InputComment(agency=review.agency, input=one, unit=unit, author=actor.person, text=text, made_date=on)
    comment.save()

    record("evaluation.review.commented", actor=actor, subject=review, input=key, unit=unit.code if unit else "")
    return comment


@command
def hold_review(
    review: Review, *, actor: Actor, version: int, held_date: date, present: str, absent: str = "", on: date
) -> Review:
    """Tell that the meeting was held: the pack is frozen with its numbers and the state of earlier decisions.

    What changes in records afterwards does not change it (frozen_at). Held earlier than planned, its numbers end that day.
    """
    require(actor, "evaluation.run_review", review)
    review = lock(review, version=version)
    review.held_date, review.present, review.absent = held_date, writing.clean(present), writing.clean(absent)
    refuse(guards.why_not_hold(review, held_date=held_date, present=review.present, on=on))

    review.to_date = min(review.to_date, held_date)
    figures = to_freeze(review, on=held_date)
    lines = as_lines(earlier_decisions(review, on=held_date))
    for one in review.inputs.order_by("pk"):
        told = [*figures.get(one.key, ()), *(lines if one.key == Input.A else ())]
        one.numbers = [figure.plain() for figure in told]
        one.save(update_fields=["numbers"])
    review.state, review.frozen_at, review.year = State.HELD, timezone.now(), held_date.year
    review.save()

    record("evaluation.review.held", actor=actor, subject=review, held_date=held_date)
    return review


@command
def cancel_review(review: Review, *, actor: Actor, version: int, reason: str, on: date) -> Review:
    """Give up a meeting that was not held, with a reason; whoever was invited is told."""
    require(actor, "evaluation.run_review", review)
    review = lock(review, version=version)
    refuse(guards.why_not_cancel(review), why_no_reason(reason))
    was_told = review.state == State.INVITED

    review.state, review.cancelled_reason = State.CANCELLED, one_line(reason)[:REASON]
    review.save()

    told = _told(review, on=on)
    told["people"] = told["people"] if was_told else []
    record("evaluation.review.cancelled", actor=actor, subject=review, reason=reason, **told)
    return review


def _told(review: Review, *, on: date) -> dict[str, Any]:
    """Return, for the notices, who is told of a meeting, and of what."""
    said = {"when": luc(review.meeting_at), "place": review.place}
    text = review.cancelled_reason or gettext("Họp %(when)s tại %(place)s.") % said
    return {
        "title": str(review),
        "link": "evaluation:review_detail",
        "link_kwargs": {"slug": review.slug},
        "people": [{"user": str(user.uuid), "text": text} for user in writing.concerned(review, on=on)],
    }
