"""Writes upon the rounds of a nonconformity: causes, plan and its approval, actions as work, verification (10.2.1)."""

from collections.abc import Iterable, Sequence
from datetime import date

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.holding import Holders, Owner
from sotay.agency.vietnamese import nfc, one_line
from sotay.approvals.commands import submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, Reason, command, lock, refuse, require, upkeep
from sotay.improvement.nonconformities import telling, terms
from sotay.improvement.nonconformities.models import Action, Nonconformity, Round
from sotay.improvement.nonconformities.origins import why_names
from sotay.improvement.nonconformities.rounds import guards, queries, round_writing
from sotay.improvement.nonconformities.writing import begin_round, keep_answering
from sotay.journal.recording import record
from sotay.work.assignments.moving import when_ended, when_reported
from sotay.work.models import Assignment

PURPOSE = "improvement.nonconformities"
State, Verdict = Nonconformity.State, Round.Verdict
OneCause = tuple[str, str]
"""A branch (empty in a row of whys) and what stands there."""


@command
def write_analysis(
    sheet: Nonconformity,
    *,
    actor: Actor,
    version: int,
    method: str,
    causes: Sequence[OneCause] = (),
    root_cause: str = "",
    has_similar: bool | None = None,
    similar_text: str = "",
) -> Nonconformity:
    """Write the causes as far as they are known: by whys in a row, by the bones of a fish, or otherwise; and the root cause."""
    require(actor, "improvement.analyse_nonconformity", sheet)
    sheet = lock(sheet, version=version)
    refuse(guards.why_not_analyse(sheet))
    wanted = [(branch, one_line(text)[:300]) for branch, text in causes if one_line(text)]
    root = nfc(root_cause).strip()
    refuse(
        why_names(sheet, root_cause=root, similar_text=similar_text),
        why_names(sheet, causes="\n".join(text for _branch, text in wanted)),
    )

    one = lock(round_writing.round_now(sheet))
    one.method, one.root_cause, one.analysed_by = method, root, actor.person
    one.save()
    round_writing.keep_causes(one, wanted)
    sheet.has_similar, sheet.similar_text = has_similar, one_line(similar_text)[:500]
    sheet.save()

    record("improvement.nonconformity.analysed", actor=actor, subject=sheet, method=method, round=one.number)
    return sheet


@command
def add_action(
    sheet: Nonconformity, *, actor: Actor, version: int, on: date, what: str, owner: Owner, due_date: date
) -> Action:
    """Plan a corrective action of the round that runs: what, by whom, until when."""
    require(actor, "improvement.analyse_nonconformity", sheet)
    sheet = lock(sheet, version=version)
    refuse(guards.why_not_analyse(sheet))
    refuse(_why_not_so(sheet, what, owner, due_date, on=on), why_names(sheet, what=what))

    one = lock(round_writing.round_now(sheet))
    last = one.actions.order_by("-position").first()
    action = Action(agency=sheet.agency, round=one, position=(last.position if last else 0) + 1)
    round_writing.fill_action(action, what=what, owner=owner, due_date=due_date)
    sheet.save()

    record("improvement.nonconformity.action_planned", actor=actor, subject=sheet, what=action.what, due_date=due_date)
    return action


@command
def change_action(
    action: Action, *, actor: Actor, version: int, on: date, what: str, owner: Owner, due_date: date
) -> Action:
    """Change a planned action before the plan is submitted."""
    sheet = action.round.nonconformity
    require(actor, "improvement.analyse_nonconformity", sheet)
    sheet = lock(sheet)
    action = lock(action, version=version)
    refuse(guards.why_not_analyse(sheet), guards.why_past(action, sheet))
    refuse(_why_not_so(sheet, what, owner, due_date, on=on), why_names(sheet, what=what))

    if (action.what, action.due_date) == (one_line(what)[:300], due_date) and owner.owns(action):
        return UNCHANGED  # type: ignore[return-value]
    round_writing.fill_action(action, what=what, owner=owner, due_date=due_date)
    sheet.save()

    record("improvement.nonconformity.action_planned", actor=actor, subject=sheet, what=action.what, due_date=due_date)
    return action


@command
def remove_action(action: Action, *, actor: Actor, version: int) -> Nonconformity:
    """Take an action out of a plan that was not submitted yet."""
    sheet = action.round.nonconformity
    require(actor, "improvement.analyse_nonconformity", sheet)
    sheet = lock(sheet)
    action = lock(action, version=version)
    refuse(guards.why_not_analyse(sheet), guards.why_past(action, sheet))

    what = action.what
    action.delete()
    sheet.save()

    record("improvement.nonconformity.action_removed", actor=actor, subject=sheet, what=what)
    return sheet


@command
def submit_plan(sheet: Nonconformity, *, actor: Actor, version: int, on: date, note: str = "") -> Approval:
    """Submit causes and actions for approval; refused without a cause, without actions, or without an answer to the like."""
    require(actor, "improvement.analyse_nonconformity", sheet)
    sheet = lock(sheet, version=version)
    one = queries.round_now(sheet)
    refuse(guards.why_not_submit(sheet, one, on=on), why_names(sheet, note=note))

    sheet.state, sheet.state_reason = State.SUBMITTED, ""
    keep_answering(sheet, on=on)
    sheet.save()
    approval = submit(sheet, [sheet], actor=actor, purpose=PURPOSE, note=note, unit=sheet.unit, on=on)

    record("improvement.nonconformity.submitted", actor=actor, subject=sheet, note=note)
    return approval


@command
def plan_approved(approval: Approval, *, actor: Actor, kept: Iterable[Nonconformity]) -> list[Nonconformity]:
    """Give the actions of an approved plan as work; the giver is who approved."""
    accepted = {one.pk for one in kept}
    day, decided = approval.approved_date or today(), []
    for sheet in round_writing.sheets_of(approval):
        if sheet.pk not in accepted:
            item = approval.items.filter(subject_uuid=sheet.uuid).first()
            _return(sheet, actor=actor, reason=item.left_out_reason if item else "")
        else:
            one = lock(round_writing.round_now(sheet))
            one.approved_date, one.returned_reason = day, ""
            one.save()
            sheet.state = State.ACTING
            sheet.save()
            round_writing.give_work(sheet, one, approval, on=max(day, sheet.found_date))
            record(
                "improvement.nonconformity.plan_approved",
                actor=actor,
                subject=sheet,
                approved_date=day,
                way=approval.way,
            )
        decided.append(sheet)
    return decided


@command
def plan_returned(approval: Approval, *, actor: Actor, reason: str) -> list[Nonconformity]:
    """Open a plan for writing again, with the reason."""
    returned = round_writing.sheets_of(approval)
    for sheet in returned:
        _return(sheet, actor=actor, reason=reason)
    return returned


@command
def give_action_again(action: Action, *, actor: Actor, version: int, on: date, owner: Owner, due_date: date) -> Action:
    """Give an action again whose work was cancelled: to the same or another, with its own day."""
    sheet = action.round.nonconformity
    require(actor, "improvement.decide_nonconformity", sheet)
    sheet = lock(sheet)
    action = lock(action, version=version)
    refuse(guards.why_not_give_again(action), _why_not_so(sheet, action.what, owner, due_date, on=on))

    round_writing.fill_action(action, what=action.what, owner=owner, due_date=due_date)
    round_writing.give(sheet, action, Owner(actor.person), on=on)

    record(
        "improvement.nonconformity.action_given_again", actor=actor, subject=sheet, what=action.what, due_date=due_date
    )
    return action


@when_reported
@upkeep
def keep_who_did(work: Assignment, *, actor: Actor, on: date) -> None:
    """Keep who reported an action as done, whose it was then and who helped: work may pass to others, they did it."""
    action = Action.objects.filter(assignment=work).select_related("round__nonconformity").first()
    if action is None:
        return
    sheet = lock(action.round.nonconformity)
    round_writing.keep_doing(sheet, work, on=on, also=actor)
    sheet.save(update_fields=["answered_by"])


@when_ended
@command
def carry_on_with_work(work: Assignment, *, actor: Actor, on: date) -> Nonconformity:
    """Go over to verifying when the last action's work was confirmed; keep who did it and who helped."""
    action = Action.objects.filter(assignment=work).select_related("round__nonconformity").first()
    if action is None:
        return UNCHANGED  # type: ignore[return-value]
    sheet, one = lock(action.round.nonconformity), lock(action.round)
    if sheet.state != State.ACTING or one.number != sheet.round or work.state != Assignment.State.CONFIRMED:
        return UNCHANGED  # type: ignore[return-value]
    keep_answering(sheet, on=on)
    round_writing.keep_doing(sheet, work, on=on)
    done = guards.all_done(one)
    if done:
        round_writing.begin_waiting(sheet, one, on=on)
    sheet.save()

    act = "improvement.nonconformity.all_done" if done else "improvement.nonconformity.action_done"
    record(act, actor=actor, subject=sheet, what=action.what, done_date=work.done_date)
    return sheet


@command
def tell_changes(
    sheet: Nonconformity,
    *,
    actor: Actor,
    version: int,
    changes_risks: bool,
    changes_system: bool,
    changes_text: str = "",
) -> Nonconformity:
    """Say whether risks are to be updated and the system changed (10.2.1 e, f); a yes says what."""
    require(actor, "improvement.analyse_nonconformity", sheet)
    sheet = lock(sheet, version=version)
    refuse(guards.why_not_tell_changes(sheet))
    sheet.changes_risks, sheet.changes_system = changes_risks, changes_system
    sheet.changes_text = one_line(changes_text)[:500]
    refuse(guards.why_not_so_changed(sheet), why_names(sheet, changes_text=sheet.changes_text))

    sheet.save()

    record(
        "improvement.nonconformity.changes_told", actor=actor, subject=sheet, risks=changes_risks, system=changes_system
    )
    return sheet


@command
def verify_effect(
    sheet: Nonconformity,
    *,
    actor: Actor,
    version: int,
    on: date,
    verdict: str,
    verified_date: date,
    verdict_text: str,
    again_date: date | None = None,
) -> Nonconformity:
    """Verify the effect (10.2.1 d), by somebody who neither answered for it nor did it, after the waiting time.

    Effective closes the sheet; not effective begins another round of it; inconclusive waits for the new day.
    """
    require(actor, "improvement.verify_nonconformity", sheet)
    sheet = lock(sheet, version=version)
    rounds = queries.rounds_of(sheet)
    refuse(guards.why_not_verify(sheet, rounds, actor, on=on))
    one = lock(next(each for each in rounds if each.number == sheet.round))
    text = nfc(verdict_text).strip()
    refuse(
        guards.why_not_so_verified(
            one, verdict=verdict, verified_date=verified_date, text=text, again_date=again_date, on=on
        ),
        guards.why_not_close(sheet, one) if verdict == Verdict.EFFECTIVE else (),
        why_names(sheet, verdict_text=text),
    )

    one.verdict, one.verdict_text, one.verified_by, one.verified_date = verdict, text, actor.person, verified_date
    if verdict == Verdict.INCONCLUSIVE:
        one.verify_from = again_date
    one.save()
    if verdict == Verdict.EFFECTIVE:
        sheet.state, sheet.closed_date, sheet.closed_by = State.CLOSED, verified_date, actor.person
    elif verdict == Verdict.NOT_EFFECTIVE:
        sheet.due_date = terms.due_of_next_round(sheet, since=verified_date)
        begin_round(sheet, reason=text, actor=actor, on=verified_date)
    sheet.save()

    told = telling.to_owner(sheet, telling.again(sheet), on=on) if verdict == Verdict.NOT_EFFECTIVE else {}
    record(
        f"improvement.nonconformity.{_ACTS[Verdict(verdict)]}", actor=actor, subject=sheet,
        verified_date=verified_date, round=one.number, reason=text, **told,
    )  # fmt: skip
    return sheet


_ACTS = {
    Verdict.EFFECTIVE: "closed",
    Verdict.NOT_EFFECTIVE: "not_effective",
    Verdict.INCONCLUSIVE: "inconclusive",
}


def _return(sheet: Nonconformity, *, actor: Actor, reason: str) -> None:
    one = lock(round_writing.round_now(sheet))
    one.returned_reason = one_line(reason)[:500]
    one.save(update_fields=["returned_reason"])
    sheet.state = State.ANALYSING
    sheet.save(update_fields=["state"])
    record("improvement.nonconformity.plan_returned", actor=actor, subject=sheet, reason=reason)


def _why_not_so(sheet: Nonconformity, what: str, owner: Owner, due_date: date | None, *, on: date) -> Iterable[Reason]:
    holders = Holders([sheet.agency_id], on=on)
    return guards.why_not_so_planned(
        what, owner=owner, due_date=due_date, since=sheet.need_date, holders=holders, agency_id=sheet.agency_id,
        on=on,
    )  # fmt: skip
