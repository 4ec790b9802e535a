"""Questions as form controls, told alike by the preview, the public page, the kiosk and the screen for paper sheets.

Draw each with `{% include "evaluation/satisfaction/question.html" with control=control %}`. The field of a question is
named `q` and its position (`q1`); what comes back goes through `sent` to `marks.read`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from sotay.evaluation.satisfaction.marks import LEVELS, asked, choices
from sotay.evaluation.satisfaction.models import Question

Kind = Question.Kind


@dataclass(frozen=True, slots=True)
class Choice:
    """A radio button or a box: the value sent, the words in the language of the page, whether it is ticked."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Control:
    """A question as it is drawn. `choices` is empty for numbers and words, which stand in `value`; `wrong` is "" when right.

    `kind` is the kind of the question in small letters, for classes; `lowest` and `highest` are None where anything goes.
    """

    name: str
    number: int
    key: str
    kind: str
    text: str
    is_required: bool
    choices: tuple[Choice, ...]
    value: str
    wrong: str
    lowest: int | None
    highest: int | None


def name_of(question: Question) -> str:
    """Return the name of the field of a question."""
    return f"q{question.position}"


def controls(
    questions: Iterable[Question],
    typed: Mapping[int, Any] | None = None,
    wrong: Mapping[int, str] | None = None,
    *,
    must: bool = True,
) -> list[Control]:
    """Return the controls of questions with what was typed and what is wrong with it, both by position.

    `must`: whether a required question says so (paper sheets come as they are). Texts are in the language of the page.
    """
    typed, wrong = typed or {}, wrong or {}
    return [_control(one, typed.get(one.position), wrong.get(one.position, ""), must=must) for one in questions]


def sent(questions: Sequence[Question], data: QueryDict) -> dict[int, Any]:
    """Return what a form sent, by position, as `marks.read` takes it: a list for several choices, else one text."""
    found: dict[int, Any] = {}
    for question in questions:
        several = question.kind == Kind.MULTIPLE
        found[question.position] = (
            data.getlist(name_of(question)) if several else data.get(name_of(question), "")  # type: ignore[assignment]
        )
    return found


def _control(question: Question, value: Any, wrong: str, *, must: bool) -> Control:
    values = {str(one) for one in value} if isinstance(value, list | tuple | set) else {str(value)}
    return Control(
        name=name_of(question),
        number=question.position,
        key=question.key,
        kind=question.kind.lower().replace("_", "-"),
        text=asked(question),
        is_required=must and question.is_required,
        choices=tuple(Choice(place, label, place in values) for place, label in _labels(question)),
        value="" if value is None or isinstance(value, list | tuple | set) else str(value),
        wrong=wrong,
        lowest=question.lowest,
        highest=question.highest,
    )


def _labels(question: Question) -> list[tuple[str, str]]:
    if question.kind == Kind.LIKERT:
        return [(str(level), str(label)) for level, label in LEVELS]
    if question.kind == Kind.YES_NO:
        return [("1", _("Có")), ("0", _("Không"))]
    if question.kind in {Kind.SINGLE, Kind.MULTIPLE}:
        return [(str(place), label) for place, label in enumerate(choices(question), start=1)]
    return []
