"""Reads of batches and sheets."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.commands import NotFound, may
from sotay.context.models import Service
from sotay.evaluation.satisfaction.counting import flagged
from sotay.evaluation.satisfaction.entering.guards import TYPED
from sotay.evaluation.satisfaction.models import (
    Answer,
    AnswerBatch,
    AnswerContact,
    AnswerText,
    Channel,
    Question,
    Survey,
)
from sotay.operation.dossiers.codes import key_of
from sotay.search.queries import matching

IN_A_ROW = ("survey", "unit", "service", "entered_by", "agency")


def list_batches(*, viewer: Actor) -> QuerySet[AnswerBatch]:
    """Return the batches of the viewer's agency, newest first, each with `sheets` (thu về) and `valid` ones (hợp lệ)."""
    mine = Answer.objects.filter(batch=OuterRef("pk")).order_by().values("batch")
    rows = AnswerBatch.objects.of(viewer).select_related(*IN_A_ROW)
    return rows.annotate(
        sheets=Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0),
        valid=Coalesce(Subquery(mine.filter(invalid_reason="").annotate(count=Count("pk")).values("count")), 0),
    ).order_by("-given_date", "-pk")


def get_batch(slug: str, *, viewer: Actor) -> AnswerBatch:
    """Return one batch of the viewer's agency; NotFound hides those of others."""
    batch = list_batches(viewer=viewer).filter(slug=slug).first()
    if batch is None:
        raise NotFound
    return batch


def with_words(rows: QuerySet[AnswerBatch], words: str, *, viewer: Actor) -> QuerySet[AnswerBatch]:
    """Keep the batches in which the words stand."""
    return rows.filter(uuid__in=matching(words, model=AnswerBatch, viewer=viewer))


def surveys_to_enter(*, viewer: Actor) -> QuerySet[Survey]:
    """Return the surveys sheets can be entered for: opened, by paper or telephone; those still open first, then the newest."""
    rows = Survey.objects.of(viewer).exclude(state=Survey.State.DRAFT).filter(channels__overlap=list(TYPED))
    return rows.order_by("-state", "-from_date", "-pk")


def surveys_with_files(*, viewer: Actor) -> QuerySet[Survey]:
    """Return the surveys that take sheets from files, those still open first."""
    rows = Survey.objects.of(viewer).exclude(state=Survey.State.DRAFT).filter(channels__contains=[Channel.FILE])
    return rows.order_by("-state", "-from_date", "-pk")


def units_to_judge(*, viewer: Actor, on: date, also: int | None = None) -> QuerySet[Unit]:
    """Return the units that stand on a day, and the one a record names already (by key)."""
    standing = Unit.objects.of(viewer).in_force(on).values("pk")
    return Unit.objects.of(viewer).filter(Q(pk__in=standing) | Q(pk=also)).order_by("order", "name_sort", "pk")


def services_to_judge(*, viewer: Actor, on: date, also: int | None = None) -> QuerySet[Service]:
    """Return the services people were served with this year and the last, and the one a record names already (by key)."""
    known = Service.objects.of(viewer).published(date(on.year - 1, 1, 1)).values("pk")
    return Service.objects.of(viewer).filter(Q(pk__in=known) | Q(pk=also)).order_by("code", "pk")


def questions_of(survey: Survey) -> list[Question]:
    """Return what a survey asks, in order."""
    return list(Question.objects.filter(version_of_id=survey.asks_id).order_by("position"))


def list_answers(*, viewer: Actor) -> QuerySet[Answer]:
    """Return the answers of the viewer's agency, the newest intake first, each with `is_flagged` and whether words are kept."""
    rows = Answer.objects.of(viewer).select_related("survey", "unit", "service", "dossier", "batch", "entered_by")
    words = AnswerText.objects.filter(answer=OuterRef("pk"))
    return rows.annotate(is_flagged=flagged(), has_words=Exists(words)).order_by("-pk")


def get_answer(uuid: UUID, *, viewer: Actor) -> Answer:
    """Return one answer of the viewer's agency; NotFound hides those of others."""
    rows = list_answers(viewer=viewer).select_related("invalid_by", "point", "agency")
    answer = rows.filter(uuid=uuid).first()
    if answer is None:
        raise NotFound
    return answer


def with_code(rows: QuerySet[Answer], typed: str, *, viewer: Actor) -> QuerySet[Answer]:
    """Keep the answers of a batch code, and of dossiers whose code begins or ends so where the viewer sees the dossier."""
    found, key = Q(batch__code__iexact=typed.strip()), key_of(typed)
    of_dossier = Q(dossier__key__startswith=key) | Q(dossier__key__endswith=f"-{key}")
    if may(viewer, "evaluation.see_contacts"):
        found |= of_dossier
    elif may(viewer, "evaluation.enter_answers"):
        found |= of_dossier & Q(batch__isnull=False)
    return rows.filter(found)


def sees_dossier(viewer: Actor, answer: Answer) -> bool:
    """Return whether a viewer sees which dossier an answer rests on.

    What people sent themselves was promised to name nobody: those at the desk who served them do not see whose it is. Of
    the sheets they enter they know it from the paper.
    """
    if may(viewer, "evaluation.see_contacts", answer):
        return True
    return answer.batch_id is not None and may(viewer, "evaluation.enter_answers", answer)


def texts_of(answer: Answer) -> dict[int, AnswerText]:
    """Return the words of an answer by the position of the question; ask `evaluation.see_contacts` before they are shown."""
    return {one.position: one for one in AnswerText.objects.filter(agency_id=answer.agency_id, answer=answer)}


def contact_of(answer: Answer) -> AnswerContact | None:
    """Return how to reach who answered; ask `evaluation.see_contacts` before it is shown."""
    return AnswerContact.objects.filter(agency_id=answer.agency_id, answer=answer).first()


def last_nonce(batch: AnswerBatch, *, viewer: Actor) -> str:
    """Return the nonce of the sheet the viewer entered last in a batch, by which a page knows that it was kept; "" for none."""
    rows = batch.answers.filter(entered_by=viewer.user).order_by("-pk").values_list("nonce", flat=True)
    return str(rows.first() or "")
