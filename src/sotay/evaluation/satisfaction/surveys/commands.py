"""Writes upon surveys: prepared, changed, opened, closed; and upon what was handed out."""

from collections.abc import Iterable
from copy import copy
from datetime import date

from django.db.models import Max

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Unit
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.evaluation.satisfaction.models import Answer, Channel, Handout, QuestionnaireVersion, Survey
from sotay.evaluation.satisfaction.surveys import guards
from sotay.journal.recording import record
from sotay.search import index
from sotay.work.numbers import next_number

State = Survey.State
SERIES = "surveys"
REASON = 300
PLAIN = ("title", "asks", "from_date", "to_date", "channels", "is_standing")
"""What is typed of a survey."""


@command
def create_survey(
    agency: Agency,
    *,
    actor: Actor,
    title: str,
    asks: QuestionnaireVersion,
    from_date: date,
    to_date: date,
    channels: Iterable[str],
    is_standing: bool = True,
) -> Survey:
    """Prepare a survey; it takes answers once it is opened."""
    require(actor, "evaluation.run_surveys", agency)
    survey = Survey(agency=agency)
    _fill(
        survey,
        title=title,
        asks=asks,
        from_date=from_date,
        to_date=to_date,
        channels=channels,
        is_standing=is_standing,
    )
    refuse(guards.why_not_keep(survey), guards.why_not_ask(survey))

    year = from_date.year
    survey.code = f"KS-{year}-{next_number(agency, series=SERIES, year=year):02d}"
    survey.slug = free_slug(Survey.objects.filter(agency=agency), survey.code)
    survey.save()

    record("evaluation.survey.created", actor=actor, subject=survey, asks=str(asks), channels=survey.channels)
    return survey


@command
def change_survey(
    survey: Survey,
    *,
    actor: Actor,
    version: int,
    title: str,
    asks: QuestionnaireVersion,
    from_date: date,
    to_date: date,
    channels: Iterable[str],
    is_standing: bool,
) -> Survey:
    """Change a survey that is not closed; one that is open keeps what it asks and since when."""
    require(actor, "evaluation.run_surveys", survey)
    lock(survey.agency)
    survey = lock(survey, version=version)
    before = copy(survey)
    _fill(
        survey,
        title=title,
        asks=asks,
        from_date=from_date,
        to_date=to_date,
        channels=channels,
        is_standing=is_standing,
    )
    refuse(
        guards.why_not_change(survey, before=before, last_answer=_last_answer(survey)),
        guards.why_not_keep(survey),
        guards.why_not_ask(survey) if survey.asks_id != before.asks_id else (),
        guards.why_not_stand(survey, other=_standing(survey)) if before.state == State.OPEN else (),
    )
    changed = [name for name in PLAIN if getattr(survey, name) != getattr(before, name)]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    survey.save()

    told = {name: str(getattr(before, name)) for name in changed}
    record("evaluation.survey.changed", actor=actor, subject=survey, fields=changed, before=told)
    return survey


@command
def open_survey(survey: Survey, *, actor: Actor, version: int, opened_date: date, on: date) -> Survey:
    """Open a survey for answers from a day on; what it asks is pinned from now on."""
    require(actor, "evaluation.run_surveys", survey)
    lock(survey.agency)
    survey = lock(survey, version=version)
    refuse(
        guards.why_not_open(survey, opened_date=opened_date, on=on),
        guards.why_not_ask(survey) if survey.state == State.DRAFT else (),
        guards.why_not_stand(survey, other=_standing(survey)),
    )

    survey.state, survey.opened_date = State.OPEN, opened_date
    survey.save()

    record("evaluation.survey.opened", actor=actor, subject=survey, opened_date=opened_date)
    return survey


@command
def close_survey(survey: Survey, *, actor: Actor, version: int, closed_date: date, on: date) -> Survey:
    """Close a survey: nobody answers it any more, at once. Sheets dated before can still be entered; it is not opened again."""
    require(actor, "evaluation.run_surveys", survey)
    survey = lock(survey, version=version)
    refuse(guards.why_not_close(survey, closed_date=closed_date, last_answer=_last_answer(survey), on=on))

    survey.state, survey.closed_date = State.CLOSED, closed_date
    survey.save()

    answers = Answer.objects.filter(survey=survey).count()
    record("evaluation.survey.closed", actor=actor, subject=survey, closed_date=closed_date, answers=answers)
    return survey


@command
def drop_survey(survey: Survey, *, actor: Actor, version: int, reason: str) -> None:
    """Take out a survey that was prepared and never opened; its number stays used."""
    require(actor, "evaluation.run_surveys", survey)
    survey = lock(survey, version=version)
    refuse(guards.why_not_drop(survey, reason=reason))

    agency, title = survey.agency, str(survey)
    index.forget([subjects.ref_of(survey)], agency_id=agency.pk)
    survey.delete()
    record("evaluation.survey.dropped", actor=actor, subject=agency, reason=one_line(reason)[:REASON], title=title)


@command
def add_handout(
    survey: Survey,
    *,
    actor: Actor,
    on: date,
    channel: str,
    count: int,
    given_date: date,
    unit: Unit | None = None,
    note: str = "",
) -> Handout:
    """Enter how many sheets were handed out on a day, besides slips and links of this server."""
    require(actor, "evaluation.hand_out_slips", survey)
    survey = lock(survey)
    handout = Handout(
        agency=survey.agency,
        survey=survey,
        channel=channel,
        count=count,
        given_date=given_date,
        unit=unit,
        note=one_line(note)[:REASON],
        entered_by=actor.person,
    )
    refuse(guards.why_not_hand_out(handout, on=on))

    handout.save()

    record(
        "evaluation.survey.handed_out",
        actor=actor,
        subject=survey,
        channel=channel,
        count=count,
        given_date=given_date,
        unit=str(unit or ""),
    )
    return handout


@command
def drop_handout(handout: Handout, *, actor: Actor, version: int, reason: str) -> Survey:
    """Take out a count that was entered by mistake; the journal keeps what it said."""
    require(actor, "evaluation.hand_out_slips", handout)
    handout = lock(handout, version=version)
    survey = handout.survey
    refuse(why_no_reason(reason))

    record(
        "evaluation.survey.handout_dropped",
        actor=actor,
        subject=survey,
        reason=one_line(reason)[:REASON],
        count=handout.count,
        given_date=handout.given_date,
    )
    handout.delete()
    return survey


def _fill(
    survey: Survey,
    *,
    title: str,
    asks: QuestionnaireVersion,
    from_date: date,
    to_date: date,
    channels: Iterable[str],
    is_standing: bool,
) -> None:
    wanted = set(channels)
    survey.title, survey.asks = one_line(title)[:300], asks
    survey.from_date, survey.to_date = from_date, to_date
    survey.channels = [one for one in Channel.values if one in wanted]
    survey.is_standing = is_standing


def _last_answer(survey: Survey) -> date | None:
    """Return the day of the latest answer of a survey."""
    last: date | None = Answer.objects.filter(survey=survey).aggregate(last=Max("given_date"))["last"]
    return last


def _standing(survey: Survey) -> Survey | None:
    """Return another survey of the agency that public addresses lead to."""
    rows = Survey.objects.filter(agency_id=survey.agency_id, state=State.OPEN, is_standing=True)
    return rows.exclude(pk=survey.pk).select_related("agency").first()
