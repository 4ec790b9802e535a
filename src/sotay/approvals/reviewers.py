"""Nobody reviews or approves alone what he wrote: a step its author alone would sign falls to somebody else."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.approvals.models import Approval, Item, Rule, Step
from sotay.approvals.signers import PASSES_ON, roles_held, signer_ids

Role = Seat.Role

ELSEWHERE = (Role.QMR, Role.COMMITTEE_DEPUTY, Role.COMMITTEE_HEAD, Role.DEPUTY_HEAD)
"""Who reviews instead, in this order; before them the deputy of the unit where its head would."""


def kept_of(approval: Approval) -> list[tuple[Item, Any | None]]:
    """Return what is kept of a round with its records, whoever asks; None for a record that is gone."""
    return with_records(approval, approval.items.filter(left_out=False).order_by("pk"))


def with_records(approval: Approval, items: Iterable[Item]) -> list[tuple[Item, Any | None]]:
    """Return items with their records, whoever asks: what was submitted is the same for one who may not read it."""
    refs = {item: subjects.Ref(item.subject_type, item.subject_uuid) for item in items}
    records = subjects.whoever_asks(refs.values(), agency=approval.agency)
    return [(item, records.get(ref)) for item, ref in refs.items()]


def authors_of(kind: purposes.Purpose, records: Iterable[Any]) -> frozenset[int]:
    """Return the people who wrote all of a set, as far as it was written anew; none where the purpose tells of none."""
    if kind.authors is None:
        return frozenset()
    written = [frozenset(people) for one in records if (people := kind.authors(one))]
    return written[0].intersection(*written[1:]) if written else frozenset()


def written_by(approval: Approval) -> frozenset[int]:
    """Return the people who wrote what is kept of a round."""
    kind = purposes.get(approval.purpose)
    if kind.authors is None:
        return frozenset()
    return authors_of(kind, [record for _item, record in kept_of(approval) if record is not None])


def by_others(steps: Sequence[Step], *, authors: frozenset[int], on: date) -> list[Step]:
    """Return the steps of a round so that who wrote the set is not its only reviewer; the last step, approval, stays.

    A review nobody but the authors would sign falls to the deputy of the unit, else to QMR, the committee or a deputy
    head, to somebody who signs no other step. Where there is nobody it is passed over: the others of the round review.
    """
    if not authors or not steps:
        return list(steps)
    held = roles_held(steps[0].agency, on=on)
    signers = [signer_ids(step, on=on, held=held) for step in steps]
    asked = frozenset().union(*(who for who in signers if who - authors)) - authors
    kept: list[Step] = []
    for step, who in zip(steps[:-1], signers[:-1], strict=True):
        if who and not who - authors:
            instead = _instead(step, held=held, not_by=authors | asked, on=on)
            if instead is None:
                continue
            asked |= signer_ids(instead, on=on, held=held)
        kept.append(step)
    kept.append(steps[-1])
    for position, step in enumerate(kept, start=1):
        step.position = position
    return kept


def by_two(steps: Sequence[Step], *, barred: frozenset[int], on: date) -> list[Step]:
    """Return the steps of a round so that at least two people stand in it (practice.md 1.3).

    A chain that only who submitted or wrote the set would sign ends with the next seat, as if the last one were empty.
    Where nobody else sits there it stays: the round then waits for a signed paper.
    """
    steps = list(steps)
    last = steps[-1] if steps else None
    if last is None or last.user_id is not None:
        return steps
    held = roles_held(last.agency, on=on)
    signers: frozenset[int] = frozenset().union(*(signer_ids(step, on=on, held=held) for step in steps))
    if not signers or signers - barred or (len(steps) > 1 and len(signers) > 1):
        return steps
    former = last.role
    for role in PASSES_ON.get(former, ()):
        unit_id = last.unit_id if role in Seat.IN_A_UNIT else None
        if any(one == role and unit_id in {None, unit} for one, unit in held):
            last.role = role
            if signer_ids(last, on=on, held=held) - barred:
                return steps
    last.role = former
    return steps


def is_own_review(approval: Approval, step: Step | None, actor: Actor, *, on: date) -> bool:
    """Return whether the actor would review what the actor wrote where another holder of the seat can do so."""
    if step is None or actor.user is None or step.rule != Rule.ONE or step.user_id is not None:
        return False
    if purposes.get(approval.purpose).authors is None or not approval.steps.filter(position__gt=step.position).exists():
        return False
    authors = written_by(approval)
    held = roles_held(approval.agency, on=on)
    return actor.user.pk in authors and bool(signer_ids(step, on=on, held=held) - authors)


def _instead(step: Step, *, held: frozenset[tuple[str, int | None]], not_by: frozenset[int], on: date) -> Step | None:
    """Let a step fall to the first who can review instead; None when nobody can."""
    former = step.role, step.user_id
    step.user_id = None
    for role in (*((Role.UNIT_DEPUTY,) if step.unit_id else ()), *ELSEWHERE):
        unit_id = step.unit_id if role in Seat.IN_A_UNIT else None
        if not any(one == role and unit_id in {None, unit} for one, unit in held):
            continue
        step.role = role
        if signer_ids(step, on=on, held=held) - not_by:
            return step
    step.role, step.user_id = former
    return None
