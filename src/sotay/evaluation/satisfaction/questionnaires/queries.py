"""Reads of questionnaires: the list, one with its versions, the questions of a version, where it is asked."""

from collections.abc import Iterable
from hashlib import sha256

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.evaluation.satisfaction.models import Question, Questionnaire, QuestionnaireVersion, Survey
from sotay.evaluation.satisfaction.questionnaires.writing import ASKED
from sotay.search.queries import matching

State = QuestionnaireVersion.State


def list_questionnaires(*, viewer: Actor) -> QuerySet[Questionnaire]:
    """Return the questionnaires, those used first, by code; a guest sees those that are or were in use.

    Each has `used_number` and `used_date` of the version in use, `asked` (how many questions it has), `draft_number`
    and `surveys` (how many surveys ask by it, prepared ones aside).
    """
    versions = QuestionnaireVersion.objects.filter(questionnaire=OuterRef("pk"))
    used = versions.filter(state=State.IN_USE)
    latest = versions.order_by(Case(When(state=State.IN_USE, then=0), default=1), "-number")
    asked = Question.objects.filter(version_of=OuterRef("pk")).order_by().values("version_of").annotate(n=Count("pk"))
    asked_by = Survey.objects.filter(asks__questionnaire=OuterRef("pk")).exclude(state=Survey.State.DRAFT)
    counted = asked_by.order_by().values("asks__questionnaire").annotate(n=Count("pk"))
    return (
        seen(Questionnaire.objects.of(viewer), viewer)
        .select_related("agency")
        .annotate(
            used_number=Subquery(used.values("number")[:1]),
            used_date=Subquery(used.values("in_use_date")[:1]),
            draft_number=Subquery(versions.filter(state=State.DRAFT).values("number")[:1]),
            asked=Subquery(latest.annotate(n=Subquery(asked.values("n"))).values("n")[:1]),
            surveys=Subquery(counted.values("n")),
        )
        .order_by("ended_date", "code", "pk")
    )


def with_words(rows: QuerySet[Questionnaire], words: str, *, viewer: Actor) -> QuerySet[Questionnaire]:
    """Keep those in whose code, name or questions the words stand."""
    return rows.filter(uuid__in=matching(words, model=Questionnaire, viewer=viewer))


def get_questionnaire(slug: str, *, viewer: Actor) -> Questionnaire:
    """Return one questionnaire the viewer may see; NotFound hides the others."""
    rows = seen(Questionnaire.objects.of(viewer), viewer).select_related("agency")
    one = rows.filter(slug=slug).first()
    if one is None:
        raise NotFound
    return one


def list_versions(questionnaire: Questionnaire, *, viewer: Actor) -> list[QuestionnaireVersion]:
    """Return the versions the viewer may see with their questions (`questions.all()`), the newest first.

    Each has `asking`: how many surveys ask by it, prepared ones aside.
    """
    rows = QuestionnaireVersion.objects.of(viewer).filter(questionnaire=questionnaire)
    rows = rows.exclude(state=State.DRAFT) if viewer.is_guest else rows
    asking = Count("surveys", filter=~Q(surveys__state=Survey.State.DRAFT))
    questions = Prefetch("questions", queryset=Question.objects.order_by("position"))
    found: list[QuestionnaireVersion] = list(
        rows.annotate(asking=asking).prefetch_related(questions).order_by("-number")
    )
    for one in found:
        one.questionnaire = questionnaire
    return found


def shown_first(versions: list[QuestionnaireVersion]) -> QuestionnaireVersion:
    """Return the version the page of a questionnaire shows: the draft being written, else the one in use, else the newest."""
    by_state = {one.state: one for one in reversed(versions)}
    return by_state.get(State.DRAFT) or by_state.get(State.IN_USE) or versions[0]


def get_version(slug: str, number: int, *, viewer: Actor) -> QuestionnaireVersion:
    """Return a version of a questionnaire with its questions; NotFound hides what the viewer may not see."""
    return numbered(list_versions(get_questionnaire(slug, viewer=viewer), viewer=viewer), number)


def numbered(versions: list[QuestionnaireVersion], number: int) -> QuestionnaireVersion:
    """Return the version of a number; NotFound where there is none."""
    one = next((one for one in versions if one.number == number), None)
    if one is None:
        raise NotFound
    return one


def get_draft(slug: str, *, viewer: Actor) -> QuestionnaireVersion:
    """Return the draft of a questionnaire with its questions; NotFound where none is being written."""
    versions = list_versions(get_questionnaire(slug, viewer=viewer), viewer=viewer)
    one = next((one for one in versions if one.state == State.DRAFT), None)
    if one is None:
        raise NotFound
    return one


def get_question(slug: object, *, viewer: Actor) -> Question:
    """Return one question of the viewer's agency; NotFound hides those of others."""
    rows = Question.objects.of(viewer).select_related("agency", "version_of__questionnaire__agency")
    one = rows.filter(uuid=slug).first()
    if one is None:
        raise NotFound
    return one


def print_of(questions: Iterable[Question]) -> str:
    """Return the print of questions as they stand: it differs once one is added, changed, moved or taken out."""
    told = [(one.position, one.key, *(getattr(one, name) for name in ASKED)) for one in questions]
    return sha256(repr(sorted(told)).encode()).hexdigest()


def list_surveys(questionnaire: Questionnaire, *, viewer: Actor) -> QuerySet[Survey]:
    """Return the surveys that ask by a questionnaire, the newest first; a guest sees none that is only prepared."""
    rows = Survey.objects.of(viewer).filter(asks__questionnaire=questionnaire).order_by("-from_date", "-pk")
    return rows.exclude(state=Survey.State.DRAFT) if viewer.is_guest else rows


def seen(rows: QuerySet[Questionnaire], viewer: Actor) -> QuerySet[Questionnaire]:
    """Keep what the viewer may see: a guest sees what is or was in use, nothing that is only being written."""
    if not viewer.is_guest:
        return rows
    used = QuestionnaireVersion.objects.filter(questionnaire=OuterRef("pk")).exclude(state=State.DRAFT)
    return rows.filter(Exists(used))
