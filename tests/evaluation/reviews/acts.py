"""Each command upon a review with what it usually takes, as the tests of reviews call it."""

from datetime import UTC, date, datetime

import pytest

from sotay.agency.models import Seat
from sotay.approvals import commands as approvals
from sotay.approvals.models import Approval
from sotay.commands import Refused
from sotay.evaluation.models import Review
from sotay.evaluation.reviews import commands
from sotay.evaluation.reviews.minutes import commands as minutes
from sotay.evaluation.reviews.models import Input
from tests.conftest import TODAY, person

MEETING = datetime(2026, 6, 5, 1, tzinfo=UTC)
HELD = date(2026, 6, 5)
CONCLUDED = {key: {"conclusion": f"Đã xem {key}"} for key in Input.values}
WHOLE = {
    "inputs": CONCLUDED,
    "judgement": "SUITABLE",
    "policy_suitable": True,
    "none_kinds": ["CHANGE", "RESOURCES"],
    "present": "Giám đốc, các trưởng phòng",
}


def refused(act, *args, **kwargs):
    """Return the codes an act is refused with."""
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def fresh(review):
    """Return a review as it stands now."""
    return Review.objects.select_related("agency").get(pk=review.pk)


def begin(agency, actor, **more):
    """Plan a review of the first five months, with the head as chair where there is one."""
    head = Seat.objects.filter(agency=agency, role="HEAD").first()
    plan = {
        "title": " Xem xét  của lãnh đạo ",
        "meeting_at": MEETING,
        "place": "Phòng họp A",
        "from_date": date(2026, 1, 1),
        "to_date": date(2026, 5, 31),
        "chair": head.user if head else None,
        "attendance": "Ban Giám đốc",
    }
    return commands.begin_review(agency, actor=actor, on=TODAY, **plan | more)


def invite(review, actor, day=date(2026, 5, 25)):
    """Send the invitations."""
    return commands.invite(review, actor=actor, version=fresh(review).version, invited_date=day, on=TODAY)


def hold(review, actor, day=HELD, present="Giám đốc, các trưởng phòng", absent=""):
    """Tell that the meeting was held."""
    said = {"held_date": day, "present": present, "absent": absent, "on": TODAY}
    return commands.hold_review(review, actor=actor, version=fresh(review).version, **said)


def write(review, actor, **more):
    """Write whole minutes."""
    return minutes.write_minutes(review, actor=actor, version=fresh(review).version, **WHOLE | more)


def decide(review, actor, **more):
    """Write down a decision of the secretary's."""
    said = {"kind": "IMPROVEMENT", "text": "Rà soát quy trình", "due_date": date(2026, 7, 31)}
    return minutes.add_decision(review, actor=actor, **said | more)


def submit(review, actor):
    """Submit the minutes."""
    return minutes.submit_minutes(review, actor=actor, version=fresh(review).version, on=TODAY)


def approve(review, actor):
    """Approve the minutes as whoever decides."""
    approval = Approval.objects.get(subject_uuid=review.uuid, state="OPEN")
    return approvals.approve(approval, actor=actor, version=approval.version, on=TODAY)


def concluded(agency, secretary, head, owner, **more):
    """Return a review brought to its end, with one decision of `owner`."""
    review = begin(agency, secretary, **more)
    invite(review, secretary)
    hold(review, secretary)
    write(review, secretary)
    decide(review, secretary, owner=owner)
    submit(review, secretary)
    approve(review, head)
    return fresh(review)


def unit_head(agency, unit):
    """Return the head of a unit."""
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)
