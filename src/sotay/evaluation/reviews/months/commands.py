"""Writes upon the monthly look: kept with the numbers as they stood, its words changed."""

from datetime import date

from django.utils.translation import override

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Decision
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.evaluation.reviews.models import MonthlyLook
from sotay.evaluation.reviews.months import guards, queries
from sotay.evaluation.reviews.writing import clean
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import entered
from sotay.organisation.decisions.queries import NewDecision


@command
def keep_month(
    agency: Agency,
    *,
    actor: Actor,
    month: date,
    held_date: date,
    note: str,
    decision: Decision | NewDecision | None = None,
    on: date,
) -> MonthlyLook:
    """Keep the look at a month (its first day): numbers as they stand on the day of the briefing, the note, the paper."""
    require(actor, "evaluation.keep_month", agency)
    agency = lock(agency)
    look = MonthlyLook(
        agency=agency, year=month.year, month=month.month, held_date=held_date, note=clean(note), kept_by=actor.person
    )
    there = MonthlyLook.objects.filter(agency=agency, year=look.year, month=look.month).first()
    refuse(guards.why_not_keep(look, on=on, there=there))

    with override("vi"):
        figures = queries.figures_of_month(agency, month, on=held_date)
    look.numbers = [figure.plain() for figure in figures.values()]
    look.paper = entered(decision, agency=agency, actor=actor, on=on)
    look.save()

    record("evaluation.month.kept", actor=actor, subject=look, held_date=held_date)
    return look


@command
def change_month(
    look: MonthlyLook,
    *,
    actor: Actor,
    version: int,
    held_date: date,
    note: str,
    decision: Decision | NewDecision | None = None,
    on: date,
) -> MonthlyLook:
    """Change the words, the day or the paper of a look; its numbers stay as they were kept."""
    require(actor, "evaluation.keep_month", look)
    look = lock(look, version=version)
    before = (look.held_date, look.note, look.paper_id)
    look.held_date, look.note = held_date, clean(note)
    refuse(guards.why_not_keep(look, on=on))
    look.paper = entered(decision, agency=look.agency, actor=actor, on=on)
    if before == (look.held_date, look.note, look.paper_id):
        return UNCHANGED  # type: ignore[return-value]
    look.save()

    record("evaluation.month.changed", actor=actor, subject=look, held_date=held_date)
    return look
