"""Reviews in the demonstration agency: last year's concluded, with what became of its decisions; this year's prepared."""

from datetime import date, datetime, time, timedelta
from importlib.resources import files

import yaml
from django.utils import timezone

from sotay.agency.holding import Owner
from sotay.evaluation.confirmations.commands import begin_confirmation, submit_confirmation
from sotay.evaluation.models import Review
from sotay.evaluation.reviews.commands import (
    add_comment,
    assign_reports,
    begin_review,
    hold_review,
    invite,
    write_input,
)
from sotay.evaluation.reviews.minutes.commands import add_decision, enter_notice, submit_minutes, write_minutes
from sotay.evaluation.reviews.models import Input
from sotay.evaluation.reviews.months.commands import keep_month
from sotay.organisation.decisions.queries import NewDecision
from sotay.web.demo.audits import Told, approve_on, when
from sotay.web.demo.improvement import carry_out
from sotay.web.demo.objectives import Stage
from sotay.work.notices.commands import mark_read

HEAD = "giam-doc"
PLANNED = ("title", "place", "attendance")


def build_reviews(stage: Stage) -> None:
    """Conclude last year's review and confirm the system, prepare the next, keep two months.

    What was told on the way of all this, audits and sheets too, counts as read.
    """
    play = yaml.safe_load(files(__package__).joinpath("reviews.yaml").read_text("utf-8"))
    _conclude(stage, play["concluded"])
    _confirm(stage, play["confirmation"])
    told = play["planned"]
    _prepare(stage, told, meeting=when(stage, told["meeting"]))
    for look in play["looks"]:
        _look(stage, look)
    for username in stage.people:
        mark_read(viewer=stage.actor(username))


def _prepare(stage: Stage, told: Told, *, meeting: date) -> Review:
    """Plan a review of the year up to its meeting, send the invitations, and write what is told before it."""
    secretary, planned = stage.actor("thu-ky"), when(stage, told["planned"])
    review = begin_review(
        stage.agency, actor=secretary, on=planned, chair=stage.people[HEAD], secretary=stage.people["thu-ky"],
        meeting_at=timezone.make_aware(datetime.combine(meeting, time.fromisoformat(told["hour"]))),
        from_date=date(meeting.year, 1, 1), to_date=meeting,
        comments_due_date=when(stage, told["comments_due"]) if "comments_due" in told else None,
        **{name: told[name] for name in PLANNED},
    )  # fmt: skip
    units = {key: stage.units[unit] for key, unit in told["reports"].items()}
    review = assign_reports(review, actor=secretary, version=review.version, units=units)
    day = when(stage, told["invited"])
    review = invite(review, actor=secretary, version=review.version, invited_date=day, on=day)
    inputs = {one.key: one for one in review.inputs.select_related("review__agency", "unit", "agency")}
    for key, text in told["texts"].items():
        write_input(inputs[key], actor=secretary, version=inputs[key].version, text=text, unit=inputs[key].unit)
    for one in told["comments"]:
        add_comment(
            review, actor=stage.actor(one["by"]), key=one["key"], text=one["text"], unit=stage.units[one["unit"]],
            on=when(stage, one["day"]),
        )  # fmt: skip
    return _again(review)


def _conclude(stage: Stage, told: Told) -> None:
    """Hold last year's review, conclude it with its decisions, and let some of these be carried out."""
    secretary, held = stage.actor("thu-ky"), when(stage, told["held"])
    review = _prepare(stage, told, meeting=held)
    said = {"present": told["present"], "absent": told["absent"]}
    review = hold_review(review, actor=secretary, version=review.version, held_date=held, on=held, **said)
    review = write_minutes(
        review, actor=secretary, version=review.version, judgement=told["judgement"],
        judgement_text=told["judgement_text"], policy_suitable=True,
        inputs={key: {"conclusion": told["concluded"].get(key, told["conclusion"])} for key in Input.values}, **said,
    )  # fmt: skip
    submitted, approved = when(stage, told["submitted"]), when(stage, told["approved"])
    decisions = [
        add_decision(
            review, actor=secretary, kind=one["kind"], text=one["text"], input_key=one["key"],
            owner=Owner(stage.people[one["owner"]]), due_date=max(when(stage, one["due"]), approved),
        )
        for one in told["decisions"]
    ]  # fmt: skip
    review = _again(review)
    approve_on(stage, submit_minutes(review, actor=secretary, version=review.version, on=submitted), approved, by=HEAD)
    for decision, one in zip(decisions, told["decisions"], strict=True):
        if "done" in one:
            decision.refresh_from_db()
            assert decision.assignment is not None  # noqa: S101  concluded decisions are work
            carry_out(stage, decision.assignment, one, by=one["owner"], confirmed_by=HEAD)
    review, paper = _again(review), told["notice"]
    notice = NewDecision(number=paper["number"], date=when(stage, paper["day"]), summary=paper["summary"])
    enter_notice(review, actor=secretary, version=review.version, decision=notice, on=stage.today)


def _confirm(stage: Stage, told: Told) -> None:
    """Have the head confirm that the system is effective, upon last year's audit and review."""
    secretary, begun = stage.actor("thu-ky"), when(stage, told["begun"])
    one = begin_confirmation(stage.agency, actor=secretary, on=begun)
    approval = submit_confirmation(one, actor=secretary, version=one.version, on=begun)
    approve_on(stage, approval, when(stage, told["approved"]), by=HEAD)


def _look(stage: Stage, told: Told) -> None:
    """Keep the look at a month that is over, at the briefing of the month after."""
    first = stage.today.replace(day=1)
    for _back in range(told["months_back"]):
        first = (first - timedelta(days=1)).replace(day=1)
    briefing = min((first + timedelta(days=31)).replace(day=1) + timedelta(days=2), stage.today)
    keep_month(
        stage.agency, actor=stage.actor("thu-ky"), month=first, held_date=briefing, note=told["text"], on=stage.today
    )


def _again(review: Review) -> Review:
    """Return a review as it stands now."""
    return Review.objects.select_related("agency", "chair").get(pk=review.pk)
