"""Reads of surveys, points and slips."""

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.commands import NotFound
from sotay.evaluation.satisfaction.models import Answer, Handout, Questionnaire, QuestionnaireVersion, Survey
from sotay.search.queries import matching

State = Survey.State
RAN_OUT = "RAN_OUT"
"""Asked for where a survey is open though its last day is over."""


def list_surveys(*, viewer: Actor) -> QuerySet[Survey]:
    """Return the surveys of the viewer's agency, newest first, each with `received` (sheets that came) and `valid` ones.

    A guest sees those that are or were open.
    """
    mine = Answer.objects.filter(survey=OuterRef("pk")).order_by().values("survey")
    rows = seen(Survey.objects.of(viewer), viewer).select_related("agency", "asks__questionnaire")
    return rows.annotate(
        received=Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0),
        valid=Coalesce(Subquery(mine.filter(invalid_reason="").annotate(count=Count("pk")).values("count")), 0),
    ).order_by("-from_date", "-pk")


def seen(rows: QuerySet[Survey], viewer: Actor) -> QuerySet[Survey]:
    """Keep what the viewer may see: a guest sees none that is only prepared."""
    return rows.exclude(state=State.DRAFT) if viewer.is_guest else rows


def with_words(rows: QuerySet[Survey], words: str, *, viewer: Actor) -> QuerySet[Survey]:
    """Keep those in whose code or title the words stand."""
    return rows.filter(uuid__in=matching(words, model=Survey, viewer=viewer))


def get_survey(slug: str, *, viewer: Actor) -> Survey:
    """Return one survey of the viewer's agency; NotFound hides those of others."""
    survey = list_surveys(viewer=viewer).filter(slug=slug).first()
    if survey is None:
        raise NotFound
    return survey


def get_handout(uuid: object, *, viewer: Actor) -> Handout:
    """Return one count of sheets handed out, of the viewer's agency; NotFound hides those of others."""
    handout = Handout.objects.of(viewer).select_related("agency", "survey__agency").filter(uuid=uuid).first()
    if handout is None:
        raise NotFound
    return handout


def units_to_name(*, viewer: Actor, on: date) -> QuerySet[Unit]:
    """Return the units sheets can be about: those in force."""
    return Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")


def versions_to_ask(*, viewer: Actor, besides: int | None = None) -> QuerySet[QuestionnaireVersion]:
    """Return the versions a survey can ask: those in use, and the one it asks already."""
    rows = QuestionnaireVersion.objects.of(viewer).select_related("questionnaire")
    in_use = Q(state=QuestionnaireVersion.State.IN_USE, questionnaire__ended_date__isnull=True)
    return rows.filter(in_use | Q(pk=besides)).order_by("questionnaire__code", "-number")


def standing_survey(agency_id: int) -> Survey | None:
    """Return the open survey that the public addresses of an agency lead to; whether it can be answered: `why_not_public`."""
    rows = Survey.objects.filter(agency_id=agency_id, state=State.OPEN, is_standing=True)
    return rows.select_related("agency", "asks__questionnaire").first()


def ran_out(*, on: date) -> Q:
    """Return the condition that a survey is open though its last day is over."""
    return Q(state=State.OPEN, to_date__lt=on)


def is_about_services(survey: Survey) -> bool:
    """Return whether a survey asks those who were served, so that slips for dossiers lead to it."""
    return bool(survey.asks.questionnaire.about == Questionnaire.About.SERVICES)
