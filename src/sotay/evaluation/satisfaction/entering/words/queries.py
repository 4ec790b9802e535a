"""Reads of words and contacts; ask `evaluation.see_contacts` first."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.vietnamese import fold
from sotay.commands import NotFound
from sotay.evaluation.satisfaction.models import Answer, AnswerContact, AnswerText, Question, Survey

ABOUT = ("answer__survey", "answer__unit", "answer__service", "answer__batch")


def list_texts(*, viewer: Actor) -> QuerySet[AnswerText]:
    """Return what people wrote, the newest intake first, each with `has_contact`."""
    contact = AnswerContact.objects.filter(answer=OuterRef("answer"))
    rows = AnswerText.objects.of(viewer).select_related(*ABOUT).annotate(has_contact=Exists(contact))
    return rows.order_by("-answer_id", "position")


def list_contacts(*, viewer: Actor) -> QuerySet[AnswerContact]:
    """Return who said how to be reached, the newest intake first."""
    return AnswerContact.objects.of(viewer).select_related(*ABOUT).order_by("-answer_id")


def get_text(uuid: UUID, *, viewer: Actor) -> AnswerText:
    """Return the words of one answer to one question; NotFound hides those of other agencies."""
    text = list_texts(viewer=viewer).filter(uuid=uuid).first()
    if text is None:
        raise NotFound
    return text


def get_contact(uuid: UUID, *, viewer: Actor) -> AnswerContact:
    """Return one contact; NotFound hides those of other agencies."""
    contact = list_contacts(viewer=viewer).filter(uuid=uuid).first()
    if contact is None:
        raise NotFound
    return contact


def with_words(rows: QuerySet[AnswerText], typed: str) -> QuerySet[AnswerText]:
    """Keep those in which all words stand, typed with or without marks; words of citizens are in no index."""
    wanted = fold(typed).split()
    found = [pk for pk, text in rows.values_list("pk", "text") if all(word in fold(text) for word in wanted)]
    return rows.filter(pk__in=found)


def asked_in(survey_ids: set[int], *, viewer: Actor) -> dict[tuple[int, int], str]:
    """Return the words of the questions of surveys by survey and position; one query."""
    versions = dict(Survey.objects.of(viewer).filter(pk__in=survey_ids).values_list("pk", "asks_id"))
    rows = Question.objects.of(viewer).filter(version_of__in=set(versions.values()))
    asked = {(one.version_of_id, one.position): one.text for one in rows}
    return {
        (pk, place): text for pk, version in versions.items() for (of, place), text in asked.items() if of == version
    }


def surveys_with_words(*, viewer: Actor) -> QuerySet[Survey]:
    """Return the surveys that were answered in words."""
    answered = Answer.objects.of(viewer).filter(texts__isnull=False).values("survey")
    return Survey.objects.of(viewer).filter(pk__in=answered).order_by("-from_date", "-pk")
