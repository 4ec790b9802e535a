"""Writes upon the policy: prepare, submit, approve, confirm, post."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.vietnamese import nfc
from sotay.approvals.commands import submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, Reason, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.leadership.policy import guards
from sotay.leadership.policy.models import Policy, Posting, Reading

PURPOSE = "leadership.policy"


@command
def prepare_policy(agency: Agency, *, actor: Actor, text: str, reason: str = "", is_sample: bool = False) -> Policy:
    """Begin a new edition of the quality policy (ISO 9001 5.2.1)."""
    require(actor, "leadership.write_policy", agency)
    refuse(guards.why_not_prepare(agency), _lacking(text))

    last = Policy.objects.filter(agency=agency).order_by("-edition").values_list("edition", flat=True).first()
    policy = Policy.objects.create(
        agency=agency, edition=(last or 0) + 1, text=_clean(text), reason=reason, is_sample=is_sample
    )

    record("leadership.policy.prepared", actor=actor, subject=policy, reason=reason, edition=policy.edition)
    return policy


@command
def change_policy(policy: Policy, *, actor: Actor, version: int, text: str, reason: str = "") -> Policy:
    """Change the text of an edition that is being prepared."""
    require(actor, "leadership.write_policy", policy)
    policy = lock(policy, version=version)
    refuse(guards.why_not_change(policy, text))

    if (policy.text, policy.reason) == (_clean(text), reason):
        return UNCHANGED  # type: ignore[return-value]
    policy.text, policy.reason, policy.is_sample = _clean(text), reason, False
    policy.save()

    record("leadership.policy.changed", actor=actor, subject=policy, reason=reason)
    return policy


@command
def submit_policy(policy: Policy, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit an edition to the head."""
    require(actor, "leadership.write_policy", policy)
    policy = lock(policy, version=version)
    refuse(guards.why_not_submit(policy))

    approval = submit(policy, [policy], actor=actor, purpose=PURPOSE, note=note, on=on)
    policy.state = Policy.State.SUBMITTED
    policy.save(update_fields=["state"])

    record("leadership.policy.submitted", actor=actor, subject=policy, note=note)
    return approval


@command
def policy_approved(approval: Approval, *, actor: Actor, kept: Iterable[Policy]) -> Policy:
    """Put the approved edition into force from the day of its approval and supersede the one before it."""
    (policy,) = [lock(one) for one in kept]
    for before in Policy.objects.select_for_update().filter(agency=policy.agency, state=Policy.State.IN_FORCE):
        before.state, before.superseded_date = Policy.State.SUPERSEDED, approval.approved_date
        before.save(update_fields=["state", "superseded_date"])
        record("leadership.policy.superseded", actor=actor, subject=before, by_edition=policy.edition)
    policy.state, policy.approved_date = Policy.State.IN_FORCE, approval.approved_date
    policy.save(update_fields=["state", "approved_date"])

    record(
        "leadership.policy.approved", actor=actor, subject=policy, approved_date=policy.approved_date, way=approval.way
    )
    return policy


@command
def policy_returned(approval: Approval, *, actor: Actor, reason: str) -> Policy:
    """Open an edition for writing again."""
    policy = Policy.objects.select_for_update().get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
    policy.state = Policy.State.DRAFT
    policy.save(update_fields=["state"])

    record("leadership.policy.returned", actor=actor, subject=policy, reason=reason)
    return policy


@command
def confirm_reading(policy: Policy, *, actor: Actor, on: date) -> Reading:
    """Keep that the actor has read and understood the policy in force; a second time changes nothing."""
    require(actor, "leadership.read_policy", policy)
    refuse(guards.why_not_confirm(policy, on=on))

    reading, made = Reading.objects.get_or_create(
        agency=policy.agency, policy=policy, user=actor.person, defaults={"read_date": on}
    )
    if not made:
        return UNCHANGED  # type: ignore[return-value]
    record("leadership.policy.read", actor=actor, subject=policy, read_date=on)
    return reading


@command
def post_policy(policy: Policy, *, actor: Actor, place: str, posted_date: date, address: str = "") -> Posting:
    """Keep where the policy is made known (công văn 262 mục 2)."""
    require(actor, "leadership.write_policy", policy)
    refuse(_why_not_post(policy, place))

    posting, made = Posting.objects.get_or_create(
        agency=policy.agency,
        policy=policy,
        place=nfc(place).strip(),
        defaults={"posted_date": posted_date, "address": address},
    )
    if not made:
        return UNCHANGED  # type: ignore[return-value]
    record(
        "leadership.policy.posted",
        actor=actor,
        subject=policy,
        place=posting.place,
        posted_date=posted_date,
        address=address,
    )
    return posting


def content_of(policy: Policy) -> dict[str, Any]:
    """Return what an approver sees of an edition."""
    return {"edition": policy.edition, "text": policy.text}


def _clean(text: str) -> str:
    return nfc(text).replace("\r\n", "\n").strip()


def _lacking(text: str) -> Iterator[Reason]:
    if not text.strip():
        yield Reason(_("Nội dung chính sách còn trống."), code="text_missing", field="text")


def _why_not_post(policy: Policy, place: str) -> Iterator[Reason]:
    if policy.state != Policy.State.IN_FORCE:
        yield Reason(_("Chỉ niêm yết chính sách đang có hiệu lực."), code="not_in_force")
    if not place.strip():
        yield Reason(_("Cần ghi nơi niêm yết."), code="place_missing", field="place")
