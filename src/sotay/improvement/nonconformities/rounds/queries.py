"""Reads of rounds: the one that runs, its plan, who did what, all rounds of a sheet."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from sotay.agency import subjects
from sotay.agency.holding import Holders
from sotay.commands import NotFound
from sotay.improvement.nonconformities.models import Action, Nonconformity, Round
from sotay.support.models import ChangeRequest
from sotay.work.models import Assignment

RELATED = ("owner_user", "owner_unit", "agency", "assignment__owner_user", "assignment__owner_unit")
State = Assignment.State


def rounds_of(sheet: Nonconformity) -> list[Round]:
    """Return all rounds of a sheet with causes and actions, the latest first; four queries whatever their number."""
    actions = Action.objects.select_related(*RELATED).prefetch_related("assignment__helpers")
    rows = Round.objects.filter(nonconformity=sheet).select_related("verified_by", "analysed_by", "agency")
    rows = rows.prefetch_related("causes", Prefetch("actions", actions.order_by("position", "pk")))
    return list(rows.order_by("-number"))


def round_now(sheet: Nonconformity) -> Round | None:
    """Return the round that runs, None before the first."""
    return Round.objects.filter(nonconformity=sheet, number=sheet.round).select_related("agency").first()


def actions_of(one: Round) -> QuerySet[Action]:
    """Return the actions of a round in their order."""
    return Action.objects.filter(round=one).select_related(*RELATED).order_by("position", "pk")


def get_action(sheet: Nonconformity, position: int) -> Action:
    """Return an action of the round that runs; NotFound for none."""
    rows = Action.objects.filter(round__nonconformity=sheet, round__number=sheet.round, position=position)
    found = rows.select_related(*RELATED, "round__nonconformity").first()
    if found is None:
        raise NotFound
    return found


def who_never_verifies(sheet: Nonconformity, rounds: Iterable[Round], *, on: date) -> frozenset[int]:
    """Return the keys of all who answered for a sheet, corrected it, did its actions or helped: none of them verifies it."""
    holders = Holders([sheet.agency_id], on=on)
    people: set[int | None] = {*sheet.answered_by, *holders.owners(sheet), sheet.correction_by_id}
    for one in rounds:
        for action in one.actions.all():
            work = action.assignment
            if work is not None and work.state != State.CANCELLED:
                people |= holders.owners(work) | {helper.user_id for helper in work.helpers.all()}
                people.add(work.owner_user_id)
    return frozenset(one for one in people if one is not None)


def doers_of(sheets: Iterable[Nonconformity], holders: Holders) -> Iterable[tuple[int, frozenset[int]]]:
    """Yield, for each action of these sheets that is work, the key of the sheet and of who does it or helps; two queries."""
    rows = Action.objects.filter(round__nonconformity__in=list(sheets), assignment__isnull=False)
    rows = rows.exclude(assignment__state=State.CANCELLED).select_related("assignment", "round")
    for action in rows.prefetch_related("assignment__helpers"):
        work = action.assignment
        if work is not None:
            helped = {helper.user_id for helper in work.helpers.all()}
            named = {work.owner_user_id} if work.owner_user_id else set()
            yield action.round.nonconformity_id, holders.owners(work) | helped | named


def requests_from(sheet: Nonconformity) -> QuerySet[ChangeRequest]:
    """Return the requests to change documents that were opened from a sheet and not given up."""
    ref = subjects.ref_of(sheet)
    rows = ChangeRequest.objects.filter(agency_id=sheet.agency_id, origin_type=ref.type, origin_uuid=ref.uuid)
    return rows.exclude(state__in=[ChangeRequest.State.CANCELLED, ChangeRequest.State.REJECTED])


def analysed_by(sheet: Nonconformity) -> list[int]:
    """Return the key of who wrote the causes of the round that runs: he does not approve them alone."""
    one = round_now(sheet)
    return [one.analysed_by_id] if one is not None and one.analysed_by_id else []


def plan_of(sheet: Nonconformity) -> dict[str, Any]:
    """Return what who approves a plan sees of it: the sheet, causes, actions."""
    one = round_now(sheet)
    causes = list(one.causes.order_by("position")) if one else []
    return {"sheet": sheet, "round": one, "causes": causes, "actions": list(actions_of(one)) if one else []}


def content_of(sheet: Nonconformity) -> dict[str, object]:
    """Return what who approves a plan sees of it; its hash is what the approval holds for."""
    one = round_now(sheet)
    ref = subjects.ref_of(sheet)
    told: dict[str, object] = {
        "code": sheet.code, "type": ref.type, "what": sheet.what, "grade": sheet.grade, "similar": sheet.has_similar,
        "similar_text": sheet.similar_text, "correction": sheet.correction, "round": sheet.round,
    }  # fmt: skip
    if one is None:
        return told
    causes = [(each.position, each.branch, each.text) for each in one.causes.order_by("position")]
    actions = [(each.what, each.owner_words, each.due_date) for each in actions_of(one)]
    return told | {"method": one.method, "root_cause": one.root_cause, "causes": causes, "actions": actions}
