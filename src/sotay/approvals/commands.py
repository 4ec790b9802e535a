"""Writes of approvals: submit a set, approve, return, withdraw, enter a signed paper."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency, Decision, Seat, Unit, User
from sotay.agency.vietnamese import one_line
from sotay.approvals import guards, purposes
from sotay.approvals.guards import StepChosen
from sotay.approvals.models import Approval, Item, Route, RouteStep, Rule, Step, Vote
from sotay.approvals.reviewers import authors_of, by_others, by_two, kept_of
from sotay.approvals.signers import addressed, roles_held, signer_ids, still_asked
from sotay.blobs.models import Blob
from sotay.blobs.refusals import BlobRefused, StorageFull
from sotay.blobs.storage import store
from sotay.commands import UNCHANGED, Reason, Refused, command, lock, refuse, require, why_no_reason
from sotay.journal.recording import record


@command
def submit(
    carrier: Any,
    records: Iterable[Any],
    *,
    actor: Actor,
    purpose: str,
    note: str = "",
    unit: Unit | None = None,
    approver: User | None = None,
    on: date,
) -> Approval:
    """Submit a set of records for approval, pinned to their content; `carrier` is the record the round belongs to.

    `approver` gives the last word in the place of the purpose's last seat, where the agency chose no route of its own.

    Raises Refused when the set is empty, a round is open already, or a step has nobody to sign it.
    """
    kind, records = purposes.get(purpose), list(records)
    require(actor, kind.may_submit, carrier)
    refuse(guards.why_not_submit(records, carrier=carrier))

    ref = subjects.ref_of(carrier)
    hashes = {one: purposes.hash_of(kind.content(one)) for one in records}
    approval = Approval.objects.create(
        agency=carrier.agency,
        purpose=purpose,
        subject_type=ref.type,
        subject_uuid=ref.uuid,
        title=str(carrier)[:300],
        author=actor.person,
        content_hash=purposes.hash_of_set(list(hashes.values())),
        note=note,
    )
    Item.objects.bulk_create(
        Item(
            agency=carrier.agency,
            approval=approval,
            subject_type=subjects.ref_of(one).type,
            subject_uuid=one.uuid,
            title=str(one)[:300],
            content_hash=value,
        )
        for one, value in hashes.items()
    )
    authors = authors_of(kind, records)
    steps = _steps_for(approval, kind, unit=unit, approver=approver)
    steps = by_others(steps, authors=authors, on=on)
    steps = by_two(steps, barred=authors | {approval.author_id}, on=on)
    refuse(guards.why_no_signer(steps, on=on))
    Step.objects.bulk_create(steps)

    record(
        "approvals.approval.submitted",
        actor=actor,
        subject=carrier,
        note=note,
        items=len(records),
        content_hash=approval.content_hash,
    )
    return approval


@command
def approve(
    approval: Approval,
    *,
    actor: Actor,
    version: int,
    note: str = "",
    leave_out: Mapping[int, str] | None = None,
    on: date,
) -> Approval:
    """Give the actor's word to the current step, for all but the items left out (pk → reason).

    Consecutive steps of one person are done by one click (practice.md 1.3). The last step approves the set with `on` as
    its business date.
    """
    require(actor, "approvals.decide", approval)
    approval, leave_out = lock(approval, version=version), dict(leave_out or {})
    refuse(guards.why_not_decide(approval))
    refuse(guards.why_not_turn(approval, actor=actor, on=on))
    refuse(guards.why_not_approve(approval, actor=actor, on=on, left_out=frozenset(leave_out)), _unreasoned(leave_out))

    for item in approval.items.filter(pk__in=leave_out, left_out=False):
        item.left_out, item.left_out_reason = True, leave_out[item.pk]
        item.save(update_fields=["left_out", "left_out_reason"])
    done = _vote(approval, actor, note=note, on=on)
    record(
        "approvals.approval.step_approved",
        actor=actor,
        subject=_carrier(approval, actor),
        steps=[step.label for step in done],
        note=note,
        left_out=list(leave_out.values()),
    )

    if not approval.steps.filter(done_at__isnull=True).exists():
        _approved(approval, actor=actor, way=Approval.Way.SYSTEM, on=on)
    else:
        approval.save()
    return approval


@command
def return_with_reason(approval: Approval, *, actor: Actor, version: int, reason: str) -> Approval:
    """Send the whole set back to its author with a reason."""
    require(actor, "approvals.decide", approval)
    approval = lock(approval, version=version)
    refuse(
        guards.why_not_decide(approval),
        guards.why_not_turn(approval, actor=actor, on=today()),
        why_no_reason(reason),
    )

    step = approval.steps.filter(done_at__isnull=True).first()
    Vote.objects.update_or_create(  # who agreed and waits for others may still think better of it
        agency=approval.agency,
        step=step,
        user=actor.person,
        defaults={"seat": actor.title, "word": Vote.Word.RETURNED, "note": reason},
    )
    approval.state, approval.decided_at = Approval.State.RETURNED, timezone.now()
    approval.save(update_fields=["state", "decided_at"])
    purposes.get(approval.purpose).on_returned(approval, actor=actor, reason=reason)

    record("approvals.approval.returned", actor=actor, subject=_carrier(approval, actor), reason=reason)
    return approval


@command
def withdraw(approval: Approval, *, actor: Actor, version: int, reason: str) -> Approval:
    """Take a set back before it is decided, with a reason."""
    require(actor, "approvals.withdraw", approval)
    approval = lock(approval, version=version)
    refuse(guards.why_not_decide(approval), why_no_reason(reason))

    approval.state, approval.decided_at = Approval.State.WITHDRAWN, timezone.now()
    approval.save(update_fields=["state", "decided_at"])
    purposes.get(approval.purpose).on_returned(approval, actor=actor, reason=reason)

    record("approvals.approval.withdrawn", actor=actor, subject=_carrier(approval, actor), reason=reason)
    return approval


@command
def approve_by_paper(
    approval: Approval,
    *,
    actor: Actor,
    version: int,
    number: str,
    date: date,
    signer_name: str,
    signer_title: str = "",
    summary: str = "",
    file: Any = None,
) -> Approval:
    """Enter a signed paper that approves the set; the approval bears the date of the paper (practice.md 1.1).

    `file` is an upload or None; a paper that stands already gets it when it has none.
    """
    require(actor, "approvals.enter_paper", approval)
    approval = lock(approval, version=version)
    refuse(
        guards.why_not_paper(approval, number=number, signer_name=signer_name, paper_date=date, today=today()),
        guards.why_moved_on(approval, approval.items.filter(left_out=False)),
    )

    key = {"agency": approval.agency, "number": one_line(number), "date": date}
    paper = Decision.objects.filter(**key).first() or Decision(
        **key,
        signer_name=one_line(signer_name),
        signer_title=one_line(signer_title),
        summary=one_line(summary),
    )
    brings_copy = file and not paper.file_id
    if brings_copy:
        paper.file, paper.file_name = _kept(file), one_line(file.name)[-255:]
    if paper.pk is None or brings_copy:
        paper.save()
    approval.paper = paper
    approval.steps.filter(done_at__isnull=True).update(done_at=timezone.now())
    record(
        "approvals.approval.paper_entered",
        actor=actor,
        subject=_carrier(approval, actor),
        number=paper.number,
        date=date,
        signer=paper.signer_name,
    )

    _approved(approval, actor=actor, way=Approval.Way.PAPER, on=date)
    return approval


@command
def set_route(agency: Agency, *, actor: Actor, purpose: str, steps: Sequence[StepChosen]) -> Route:
    """Choose the steps of a purpose; none goes back to the default. Rounds that are open keep theirs."""
    require(actor, "approvals.manage_routes", agency)
    kind = purposes.find(purpose)
    refuse(guards.why_not_route(kind, steps))
    agency = lock(agency)
    route = Route.objects.filter(agency=agency, purpose=purpose).first()
    before = [(s.label, s.rule, s.role, s.user_id) for s in route.steps.all()] if route else []
    after = [(one_line(s.label), s.rule, s.role, s.user.pk if s.user else None) for s in steps]
    if before == after:
        return UNCHANGED  # type: ignore[return-value]

    route = route or Route.objects.create(agency=agency, purpose=purpose)
    for old in route.steps.all():
        old.delete()
    for position, (label, rule, role, user_id) in enumerate(after, start=1):
        RouteStep.objects.create(
            agency=agency, route=route, position=position, label=label, rule=rule, role=role, user_id=user_id
        )

    action = "approvals.route.changed" if after else "approvals.route.reset"
    record(action, actor=actor, subject=agency, purpose=purpose, steps=[label for label, *_ in after])
    return route


def _kept(file: Any) -> Blob:
    """Store an upload; Refused says beside the form's field what is wrong with it and how to mend it."""
    try:
        return store(file, name=file.name)
    except (BlobRefused, StorageFull) as problem:
        raise Refused(Reason(f"{problem.text} {problem.mend}", code=problem.code, field="file")) from problem


def _steps_for(approval: Approval, kind: purposes.Purpose, *, unit: Unit | None, approver: User | None) -> list[Step]:
    """Return the steps of the agency's route, else of the purpose's default with `approver` in its last."""
    route = Route.objects.filter(agency=approval.agency, purpose=kind.code).prefetch_related("steps").first()
    chosen = [(s.label, s.rule, s.role, s.user_id) for s in route.steps.all()] if route else []
    if not chosen:
        chosen = [(str(s.label), s.rule, s.role, None) for s in kind.steps]
        if approver is not None:
            chosen[-1] = (*chosen[-1][:2], "", approver.pk)
    return [
        Step(
            agency=approval.agency,
            approval=approval,
            position=position,
            label=label,
            rule=rule,
            role=role,
            user_id=user_id,
            unit=unit if role in Seat.IN_A_UNIT else None,
        )
        for position, (label, rule, role, user_id) in enumerate(chosen, start=1)
    ]


def _vote(approval: Approval, actor: Actor, *, note: str, on: date) -> list[Step]:
    """Give the word to the current step and to every following one that only this person signs."""
    done: list[Step] = []
    held = roles_held(approval.agency, on=on)
    for step in approval.steps.filter(done_at__isnull=True).order_by("position"):
        who = signer_ids(step, on=on, held=held)
        if done and who != {actor.user.pk}:  # type: ignore[union-attr]
            break
        acting = actor.acting_as(addressed(step, held)) if step.role else actor
        Vote.objects.create(
            agency=approval.agency, step=step, user=actor.person, seat=actor.title,
            for_seat=acting.for_seat.title if acting.for_seat else "", word=Vote.Word.APPROVED, note=note,
        )  # fmt: skip
        if step.rule == Rule.ALL and still_asked(step, on=on, held=held):
            break
        step.done_at = timezone.now()
        step.save(update_fields=["done_at"])
        done.append(step)
    return done


def _approved(approval: Approval, *, actor: Actor, way: str, on: date) -> None:
    """Close the round as approved and let the area act on what was kept."""
    approval.state, approval.way, approval.approved_date, approval.decided_at = (
        Approval.State.APPROVED,
        way,
        on,
        timezone.now(),
    )
    approval.save()
    kept = [record for _item, record in kept_of(approval)]
    purposes.get(approval.purpose).on_approved(approval, actor=actor, kept=kept)
    record(
        "approvals.approval.approved",
        actor=actor,
        subject=_carrier(approval, actor),
        way=way,
        approved_date=on,
        items=len(kept),
        **paper_of(approval),
    )


def paper_of(approval: Approval) -> dict[str, Any]:
    """Return, for the line in the journal, the number of the signed paper an approval rests on; nothing for none."""
    return {"paper": approval.paper.number} if approval.paper else {}


def _carrier(approval: Approval, actor: Actor) -> Any:
    """Return the record the round belongs to, for the journal; the round itself when it cannot be seen."""
    return subjects.find(subjects.Ref(approval.subject_type, approval.subject_uuid), viewer=actor) or approval


def _unreasoned(leave_out: Mapping[int, str]) -> Iterable[Reason]:
    if any(not reason.strip() for reason in leave_out.values()):
        yield Reason(_("Mỗi nội dung để lại cần một lý do."), code="left_out_without_reason")
