"""What several commands upon nonconformities write alike: who answers, the rounds, what is waited for; no journal lines."""

from datetime import date, timedelta

from django.db.models import Max

from sotay.agency.actor import Actor
from sotay.agency.holding import Owner
from sotay.improvement.nonconformities import guards, terms
from sotay.improvement.nonconformities.models import Nonconformity, Round

State, Need = Nonconformity.State, Nonconformity.Need


def give_to(sheet: Nonconformity, owner: Owner, *, on: date) -> None:
    """Make somebody the owner, and keep who ever was: the people of a seat too, before and after."""
    keep_answering(sheet, on=on)
    owner.put_on(sheet)
    keep_answering(sheet, on=on)


def keep_answering(sheet: Nonconformity, *, on: date) -> None:
    """Keep who answers for a sheet on a day among those who never verify it."""
    now = Owner(sheet.owner_user, sheet.owner_role, sheet.owner_unit)
    people = guards.people_of(sheet.agency_id, now, on=on) if now else frozenset()
    sheet.answered_by = sorted({*sheet.answered_by, *people})


def begin_after_need(sheet: Nonconformity, *, on: date) -> None:
    """Begin what was found needed: a round of causes, or the look at a correction alone."""
    keep_answering(sheet, on=on)
    one = Round(agency=sheet.agency, nonconformity=sheet, number=sheet.round)
    if sheet.need == Need.ACTION:
        sheet.state = State.ANALYSING
    else:
        sheet.state = State.VERIFYING
        done = sheet.correction_date or on
        one.actions_done_date, one.verify_from = done, terms.verify_from(sheet, done=done, on=on)
    one.save()


def begin_round(sheet: Nonconformity, *, reason: str, actor: Actor, on: date) -> Round:
    """Begin another round of causes on the same sheet; corrective action is needed now, whatever was thought before."""
    if sheet.need != Need.ACTION:
        sheet.need, sheet.need_by, sheet.need_date = Need.ACTION, actor.person, on
        sheet.need_reason = reason
    last = Round.objects.filter(nonconformity=sheet).aggregate(last=Max("number"))["last"] or 0
    sheet.round, sheet.state = last + 1, State.ANALYSING
    keep_answering(sheet, on=on)
    return Round.objects.create(
        agency=sheet.agency, nonconformity=sheet, number=sheet.round, reopened_reason=reason[:500]
    )


def wait_anew(sheet: Nonconformity, *, on: date) -> None:
    """Count the waiting time anew when the grade changed while the effect is waited for; a later day that was set stays."""
    if sheet.state != State.VERIFYING:
        return
    one = Round.objects.select_for_update().filter(nonconformity=sheet, number=sheet.round).first()
    if one is None or one.actions_done_date is None or one.verify_from is None:
        return
    wanted = terms.verify_from(sheet, done=one.actions_done_date, on=on)
    if one.verdict == Round.Verdict.INCONCLUSIVE:
        wanted = max(wanted, one.verify_from, (one.verified_date or wanted) + timedelta(days=1))
    if wanted != one.verify_from:
        one.verify_from = wanted
        one.save(update_fields=["verify_from"])
