"""Reads of the answers given when an agency began."""

from dataclasses import dataclass

from sotay.agency.actor import Actor
from sotay.manual.startup.models import Answer
from sotay.manual.startup.questions import QUESTIONS, Question


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its place and the answer that stands."""

    place: int
    question: Question
    answer: Answer | None

    @property
    def is_done(self) -> bool:
        """Whether it was answered, be it with *chưa có*."""
        return self.answer is not None and self.answer.state != Answer.State.SKIPPED


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an agency has come."""

    asked: tuple[Asked, ...]

    @property
    def done(self) -> int:
        """How many questions are answered."""
        return sum(one.is_done for one in self.asked)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.asked)

    @property
    def is_finished(self) -> bool:
        """Whether none is left."""
        return self.done == self.total

    @property
    def is_begun(self) -> bool:
        """Whether any was answered or left."""
        return any(one.answer for one in self.asked)

    def next_after(self, code: str = "") -> str:
        """Return the next question without any answer after one, else the first left or unanswered; "" when none is."""
        codes = [one.question.code for one in self.asked]
        start = codes.index(code) + 1 if code in codes else 0
        later = [one for one in self.asked[start:] if one.answer is None]
        open_ = later or [one for one in self.asked if one.answer is None]
        return open_[0].question.code if open_ else ""


def get_progress(*, viewer: Actor) -> Progress:
    """Return the ten questions of the viewer's agency with their answers."""
    answers = {one.question: one for one in Answer.objects.of(viewer).select_related("file", "evidence")}
    return Progress(
        tuple(
            Asked(place=place, question=question, answer=answers.get(code))
            for place, (code, question) in enumerate(QUESTIONS.items(), start=1)
        )
    )
