"""Which answers count, and in which period: one place for coverage, synthesis, facts and obligations (practice.md 8).

An answer tied to a dossier counts in the period its dossier was settled in, and not before it is settled; others by their
own date. Answers set invalid are none. Of two answers for one dossier the one with the stronger proof counts, as long as
both are about the same.
"""

from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from sotay.evaluation.satisfaction.models import (
    Answer,
    Proof,
    Questionnaire,
    RatingCount,
    Survey,
    SuspectAnswer,
    Suspicion,
)
from sotay.standard.registry.facts import Asked

COUNTS_ON = Case(
    When(dossier__isnull=False, invalid_reason="", then=F("dossier__settled_date")),
    When(dossier__isnull=False, then=Coalesce(F("dossier__settled_date"), F("given_date"))),
    default=F("given_date"),
)
"""The day an answer counts on; NULL while its dossier is not settled. An invalid one came back all the same."""


def counted(
    rows: QuerySet[Answer], *, first: date, last: date, about: str = Questionnaire.About.SERVICES
) -> QuerySet[Any]:
    """Keep the answers that count from a day to a day, both included, with the day as `counts_on`; flagged ones among them."""
    by_token = Answer.objects.filter(
        agency_id=OuterRef("agency_id"),
        dossier_id=OuterRef("dossier_id"),
        survey__asks__questionnaire__about=about,
        proof=Proof.TOKEN,
        invalid_reason="",
    )
    rows = rows.filter(invalid_reason="", survey__asks__questionnaire__about=about)
    rows = rows.exclude(Q(proof=Proof.CODE) & Exists(by_token))
    return rows.annotate(counts_on=COUNTS_ON).filter(counts_on__range=(first, last))


def flagged(*, states: tuple[str, ...] = (Suspicion.State.WAITING, Suspicion.State.UPHELD)) -> Exists:
    """Return the condition that an answer is in a group to be looked at, or was found not to count."""
    return Exists(SuspectAnswer.objects.filter(answer=OuterRef("pk"), suspicion__state__in=states))


def agencies_that_ask(asked: Asked) -> frozenset[int]:
    """Return the agencies that ever asked anybody, or were told ratings: of others nothing is known, and no nought is told."""
    surveys = Survey.objects.filter(agency_id__in=asked.agency_ids).values_list("agency_id")
    ratings = RatingCount.objects.filter(agency_id__in=asked.agency_ids).values_list("agency_id")
    return frozenset(agency_id for (agency_id,) in surveys.union(ratings))
