"""Reads of groups of answers to be looked at again, and of their answers side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, QuerySet

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.evaluation.satisfaction.models import Answer, Question, Suspicion

RELATED: Final = ("agency", "survey__asks__questionnaire", "unit", "batch", "of_user", "decided_by")
MOST_SHOWN: Final = 200


def list_suspicions(*, viewer: Actor) -> QuerySet[Suspicion]:
    """Return the groups of the viewer's agency with the number of their answers (`size`), those to be decided first."""
    rows = Suspicion.objects.of(viewer).select_related(*RELATED).annotate(size=Count("members"))
    return rows.order_by("-state", "-day", "-pk")


def get_suspicion(slug: str, *, viewer: Actor) -> Suspicion:
    """Return one group; NotFound hides those of other agencies."""
    found = list_suspicions(viewer=viewer).filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The questions answered by marks, and the answers of a group, as many as are shown."""

    questions: Sequence[Question]
    answers: Sequence[Answer]
    count: int

    @property
    def rows(self) -> list[tuple[Answer, list[tuple[int, int | None]]]]:
        """The answers, each with its marks by the number of the question, in the order of the questions."""
        places = [one.position for one in self.questions]
        return [
            (one, [(place, one.marks[place - 1] if place <= len(one.marks) else None) for place in places])
            for one in self.answers
        ]


def side_by_side(suspicion: Suspicion, *, viewer: Actor) -> SideBySide:
    """Return the answers of a group side by side, in the order they came; three queries."""
    rows = Answer.objects.of(viewer).filter(suspicions__suspicion=suspicion)
    shown = rows.select_related("batch", "entered_by", "point", "unit", "service", "dossier").order_by(
        "answered_at", "pk"
    )
    questions = Question.objects.of(viewer).filter(version_of=suspicion.survey.asks_id)
    marked = questions.exclude(kind=Question.Kind.TEXT).order_by("position")
    return SideBySide(list(marked), list(shown[:MOST_SHOWN]), rows.count())
