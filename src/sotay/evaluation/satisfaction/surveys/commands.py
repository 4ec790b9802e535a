"""Writes upon surveys: prepared, changed, opened, closed."""

from collections.abc import Iterable
from copy import copy
from datetime import date

from django.db.models import Max

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.evaluation.satisfaction.models import Answer, Channel, QuestionnaireVersion, Survey
from sotay.evaluation.satisfaction.surveys import guards
from sotay.journal.recording import record
from sotay.work.numbers import next_number

State = Survey.State
SERIES = "surveys"
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
        guards.why_not_change(survey, before=before),
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
    """Close a survey: from now on nobody answers it, by whatever way. It is not opened again."""
    require(actor, "evaluation.run_surveys", survey)
    survey = lock(survey, version=version)
    answers = Answer.objects.filter(survey=survey)
    last = answers.aggregate(last=Max("given_date"))["last"]
    refuse(guards.why_not_close(survey, closed_date=closed_date, last_answer=last, on=on))

    survey.state, survey.closed_date = State.CLOSED, closed_date
    survey.save()

    record("evaluation.survey.closed", actor=actor, subject=survey, closed_date=closed_date, answers=answers.count())
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


def _standing(survey: Survey) -> Survey | None:
    """Return another survey of the agency that public addresses lead to."""
    rows = Survey.objects.filter(agency_id=survey.agency_id, state=State.OPEN, is_standing=True)
    return rows.exclude(pk=survey.pk).select_related("agency").first()
