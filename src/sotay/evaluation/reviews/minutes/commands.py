"""Writes upon the minutes of a review: written, decided, submitted, concluded or returned, told by a notice."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.holding import NOBODY, Owner
from sotay.agency.models import Decision
from sotay.agency.vietnamese import nfc, one_line
from sotay.approvals.commands import paper_of, submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.evaluation.reviews.minutes import guards
from sotay.evaluation.reviews.minutes.writing import bring_work, chair_who_approves, next_position
from sotay.evaluation.reviews.models import Review, ReviewDecision
from sotay.evaluation.reviews.writing import clean
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered
from sotay.organisation.decisions.queries import NewDecision

PURPOSE = "evaluation.reviews"
REASON = 500
TEXTS = ("discussion", "conclusion", "why_none")
State = Review.State


@command
def write_minutes(
    review: Review,
    *,
    actor: Actor,
    version: int,
    inputs: Mapping[str, Mapping[str, str]],
    judgement: str = "",
    judgement_text: str = "",
    policy_suitable: bool | None = None,
    policy_text: str = "",
    none_kinds: Sequence[str] = (),
    present: str = "",
    absent: str = "",
) -> Review:
    """Write the minutes; a draft may lack anything. `inputs`: by key discussion, conclusion, why_none (9.3.2, 9.3.3)."""
    require(actor, "evaluation.run_review", review)
    review = lock(review, version=version)
    refuse(guards.why_not_write(review))

    changed = []
    for one in review.inputs.order_by("pk"):
        said = {name: clean(text) for name, text in inputs.get(one.key, {}).items() if name in TEXTS}
        said = {name: text[:REASON] if name == "why_none" else text for name, text in said.items()}
        if any(getattr(one, name) != text for name, text in said.items()):
            for name, text in said.items():
                setattr(one, name, text)
            one.save(update_fields=list(said))
            changed.append(one.key)
    values = {
        "judgement": judgement,
        "judgement_text": clean(judgement_text),
        "policy_suitable": policy_suitable,
        "policy_text": one_line(nfc(policy_text))[:REASON],
        "none_kinds": sorted(none_kinds),
        "present": clean(present),
        "absent": clean(absent),
    }
    fields = [name for name, value in values.items() if getattr(review, name) != value]
    if not changed and not fields:
        return UNCHANGED  # type: ignore[return-value]
    for name in fields:
        setattr(review, name, values[name])
    review.save()

    record("evaluation.review.minutes_written", actor=actor, subject=review, inputs=changed, fields=fields)
    return review


@command
def add_decision(
    review: Review,
    *,
    actor: Actor,
    kind: str,
    text: str,
    owner: Owner = NOBODY,
    due_date: date | None = None,
    input_key: str = "",
) -> ReviewDecision:
    """Write down a decision of the meeting (9.3.3); owner and day may come later, before the minutes are submitted."""
    require(actor, "evaluation.run_review", review)
    review = lock(review)
    one = ReviewDecision(agency=review.agency, review=review, kind=kind, input_key=input_key, due_date=due_date)
    one.text = clean(text)
    owner.put_on(one)
    refuse(guards.why_not_write(review), guards.why_not_decide(one))

    one.position = next_position(review)
    one.slug = f"{review.slug}-{one.position}"
    one.save()

    record("evaluation.review.decision_added", actor=actor, subject=review, kind=kind, owner=one.owner_words)
    return one


@command
def change_decision(
    one: ReviewDecision,
    *,
    actor: Actor,
    version: int,
    kind: str,
    text: str,
    owner: Owner = NOBODY,
    due_date: date | None = None,
    input_key: str = "",
) -> ReviewDecision:
    """Change a decision while the minutes are being written."""
    require(actor, "evaluation.run_review", one.review)
    review = lock(one.review)
    one = lock(one, version=version)
    before = _said(one)
    one.kind, one.text, one.due_date, one.input_key = kind, clean(text), due_date, input_key
    owner.put_on(one)
    refuse(guards.why_not_write(review), guards.why_not_decide(one))
    if _said(one) == before:
        return UNCHANGED  # type: ignore[return-value]
    one.save()

    record("evaluation.review.decision_changed", actor=actor, subject=review, kind=kind, owner=one.owner_words)
    return one


@command
def remove_decision(one: ReviewDecision, *, actor: Actor, version: int) -> Review:
    """Take a decision out of minutes that are being written."""
    require(actor, "evaluation.run_review", one.review)
    review = lock(one.review)
    one = lock(one, version=version)
    refuse(guards.why_not_write(review))

    text = one.text
    one.delete()

    record("evaluation.review.decision_removed", actor=actor, subject=review, text=text[:REASON])
    return review


@command
def submit_minutes(review: Review, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit the minutes; every input is concluded, the system judged, every output of 9.3.3 spoken of.

    Who chaired approves them: the head, or the deputy who was authorised to (practice.md 7).
    """
    require(actor, "evaluation.run_review", review)
    review = lock(review, version=version)
    refuse(guards.why_not_submit(review, inputs=review.inputs.order_by("pk"), decisions=review.decisions.all()))

    approver = chair_who_approves(review, on=on)
    approval = submit(review, [review], actor=actor, purpose=PURPOSE, note=note, approver=approver, on=on)
    review.state, review.returned_reason = State.SUBMITTED, ""
    review.save(update_fields=["state", "returned_reason"])

    record("evaluation.review.submitted", actor=actor, subject=review, note=note)
    return approval


@command
def minutes_approved(approval: Approval, *, actor: Actor, kept: Iterable[Review]) -> list[Review]:
    """Conclude reviews whose minutes were approved: their decisions become work, given by who approved."""
    day = approval.approved_date or today()
    concluded = []
    for one in kept:
        review = lock(one)
        refuse(guards.why_not_on(review, day))
        review.state, review.concluded_date = State.CONCLUDED, day
        review.save(update_fields=["state", "concluded_date"])
        given = bring_work(review, approval, on=day)
        record(
            "evaluation.review.concluded",
            actor=actor,
            subject=review,
            concluded_date=day,
            way=approval.way,
            decisions=len(given),
            **paper_of(approval),
        )
        concluded.append(review)
    return concluded


@command
def minutes_returned(approval: Approval, *, actor: Actor, reason: str) -> Review:
    """Open minutes for writing again, with the reason; those taken back by their author were not returned."""
    review = Review.objects.select_for_update().get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
    taken_back = approval.state == Approval.State.WITHDRAWN
    review.state, review.returned_reason = State.HELD, "" if taken_back else one_line(reason)[:REASON]
    review.save(update_fields=["state", "returned_reason"])

    act = "evaluation.review.withdrawn" if taken_back else "evaluation.review.returned"
    record(act, actor=actor, subject=review, reason=reason)
    return review


@command
def enter_notice(
    review: Review, *, actor: Actor, version: int, decision: Decision | NewDecision | None, on: date
) -> Review:
    """Enter the notice of conclusions (thông báo kết luận, F4): its number, day and file."""
    require(actor, "evaluation.enter_notice", review)
    review = lock(review, version=version)
    paper = decision if isinstance(decision, Decision) else None
    refuse(guards.why_not_notice(review, paper=paper, paper_date=decision.date if decision else None, on=on))

    review.notice = entered(decision, agency=review.agency, actor=actor, on=on)
    review.save()

    record("evaluation.review.notice_entered", actor=actor, subject=review, number=review.notice.number)  # type: ignore[union-attr]
    return review


def _said(one: ReviewDecision) -> tuple[Any, ...]:
    owner = (one.owner_user_id, one.owner_role, one.owner_unit_id)
    return one.kind, one.text, one.due_date, one.input_key, *owner
