"""Writes upon groups of answers to be looked at again: found by a job, decided upon by a second person."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.vietnamese import nfc
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.evaluation.satisfaction.honesty import guards
from sotay.evaluation.satisfaction.honesty.detection import Group
from sotay.evaluation.satisfaction.models import SuspectAnswer, Suspicion
from sotay.journal.recording import record
from sotay.work.numbers import next_number

JOB = "satisfaction.look_for_patterns"
SERIES = "suspicions"
State = Suspicion.State


@command
def flag_answers(agency: Agency, *, actor: Actor, on: date, groups: Iterable[Group]) -> list[Suspicion]:
    """Flag groups of answers; what is flagged already is not flagged again, what came to a group since is added to it.

    A group that grew has a new version, so that nobody decides upon answers his page did not show. What came after a group was decided upon makes a group of its own, since nobody has looked at it.
    """
    require(actor, "evaluation.flag_answers", agency)
    agency = lock(agency)
    touched = []
    for group in groups:
        of_key = Q(key=group.key) | Q(key__startswith=f"{group.key}#")
        known = Suspicion.objects.filter(of_key, agency=agency, kind=group.kind)
        known_members = SuspectAnswer.objects.filter(suspicion__in=known).values_list("answer_id", flat=True)
        new = sorted(set(group.answers) - set(known_members))
        if not new:
            continue
        waiting = known.select_for_update().filter(state=State.WAITING).order_by("pk").first()
        suspicion = waiting or _make(agency, group, on=on, place=known.count() + 1)
        SuspectAnswer.objects.bulk_create(
            [SuspectAnswer(agency=agency, suspicion=suspicion, answer_id=pk) for pk in new]
        )
        if waiting:
            waiting.save()
        act = "evaluation.suspicion.grown" if waiting else "evaluation.suspicion.found"
        record(act, actor=actor, subject=suspicion, kind=group.kind, day=group.day, answers=len(new))
        touched.append(suspicion)
    return touched or UNCHANGED  # type: ignore[return-value]


@command
def decide_suspicion(
    suspicion: Suspicion, *, actor: Actor, version: int, on: date, upheld: bool, reason: str
) -> Suspicion:
    """Say whether the answers count after all (*phiếu đúng*) or not; the answers stay, the reason stands in the report."""
    require(actor, "evaluation.decide_suspicion", suspicion)
    suspicion = lock(suspicion, version=version)
    reason = nfc(reason).strip()
    refuse(guards.why_not_decide(suspicion, actor), why_no_reason(reason))

    suspicion.state = State.UPHELD if upheld else State.CLEARED
    suspicion.decided_by, suspicion.decided_date, suspicion.reason = actor.person, on, reason
    suspicion.save()

    act = "evaluation.suspicion.upheld" if upheld else "evaluation.suspicion.cleared"
    record(act, actor=actor, subject=suspicion, reason=reason)
    return suspicion


def _make(agency: Agency, group: Group, *, on: date, place: int) -> Suspicion:
    suspicion = Suspicion(
        agency=agency,
        kind=group.kind,
        key=group.key if place == 1 else f"{group.key}#{place}",
        slug=f"xl-{on.year}-{next_number(agency, series=SERIES, year=on.year):03d}",
        survey_id=group.survey,
        unit_id=group.unit,
        batch_id=group.batch,
        of_user_id=group.entered_by,
        day=group.day,
        found_date=on,
    )
    suspicion.save()
    return suspicion
