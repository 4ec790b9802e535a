"""What the minutes hold for who approves them, and what decisions become: work given by who approved."""

import json
from datetime import date
from typing import Any

from django.db.models import Max

from sotay.agency.actor import Actor
from sotay.agency.holding import Holders, Owner
from sotay.agency.models import Seat, User
from sotay.approvals.models import Approval
from sotay.evaluation.reviews.models import Review, ReviewDecision
from sotay.work.assignments.commands import give_assignment
from sotay.work.assignments.givers import giver_of
from sotay.work.assignments.guards import LONGEST_TITLE

JOB = "evaluation.conclude_review"


def next_position(review: Review) -> int:
    """Return the number of the next decision, never one that was used."""
    return (review.decisions.aggregate(last=Max("position"))["last"] or 0) + 1


def content_of(review: Review) -> dict[str, Any]:
    """Return what who approves sees of the minutes; its hash is what the approval holds for."""
    inputs = [
        row | {"numbers": json.dumps(row["numbers"], ensure_ascii=False, sort_keys=True)}  # shares are no whole numbers
        for row in review.inputs.order_by("key").values(
            "key", "text", "numbers", "discussion", "conclusion", "why_none"
        )
    ]
    decisions = review.decisions.select_related("owner_user", "owner_unit").order_by("position", "pk")
    return {
        "code": review.code,
        "held": review.held_date,
        "chair": str(review.chair or ""),
        "present": review.present,
        "absent": review.absent,
        "inputs": inputs,
        "judgement": [review.judgement, review.judgement_text],
        "policy": [review.policy_suitable, review.policy_text],
        "none": sorted(review.none_kinds),
        "decisions": [[one.kind, one.input_key, one.text, one.owner_words, one.due_date] for one in decisions],
    }


def chair_who_approves(review: Review, *, on: date) -> User | None:
    """Return the deputy who chaired and still is one, None where the head approves: chaired, or the deputy is gone."""
    holders = Holders([review.agency_id], on=on)
    if review.chair_id in holders.user_ids(review.agency_id, [Seat.Role.HEAD]):
        return None
    return review.chair if review.chair_id in holders.user_ids(review.agency_id, [Seat.Role.DEPUTY_HEAD]) else None


def bring_work(review: Review, approval: Approval, *, on: date) -> list[ReviewDecision]:
    """Give the decisions of a review as work, once each; the giver is who approved the minutes."""
    carries_out = Actor.system(JOB, agency=review.agency)
    giver = giver_of(approval, on=on)
    given = []
    decisions = review.decisions.select_related("owner_user", "owner_unit", "agency").order_by("position", "pk")
    for one in decisions.filter(assignment__isnull=True):
        if not one.has_owner or one.due_date is None:
            continue
        one.review = review
        one.assignment = give_assignment(
            review.agency,
            actor=carries_out,
            giver=giver,
            title=_title(one.text),
            what=one.text if _title(one.text) != one.text else "",
            owner=Owner(one.owner_user, one.owner_role, one.owner_unit),
            due_date=one.due_date,
            origin=one,
            on=on,
        )
        one.save(update_fields=["assignment"])
        given.append(one)
    return given


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"
