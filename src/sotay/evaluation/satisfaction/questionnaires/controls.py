"""Questions as form controls, told alike by the preview, the public page, the kiosk and the screen for paper sheets.

Draw each with `{% include "evaluation/satisfaction/question.html" with control=control %}`. The field of a question is
named `q` and its position (`q1`); what comes back goes through `sent` to `marks.read`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from sotay.evaluation.satisfaction.marks import LEVELS, asked, choices, place_of
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
    """Return what a form sent, by position, as `marks.read` takes it: a list for several choices, else one text.

    A choice comes as its place and is told by its words: where the choices are themselves numbers ("0", "1", "2 or more")
    a place would be read as another choice.
    """
    found: dict[int, Any] = {}
    for question in questions:
        name = name_of(question)
        if question.kind == Kind.MULTIPLE:
            found[question.position] = [named(question, one) for one in data.getlist(name)]
        else:
            value = data.get(name, "")
            found[question.position] = named(question, value) if question.kind == Kind.SINGLE else value
    return found


def named(question: Question, value: str) -> str:
    """Return the words of the choice at a place; what is no place is left as it came, to be read or refused."""
    place = place_of(question, value)
    return question.options[place - 1] if place else value


def _places(question: Question, value: Any) -> set[str]:
    """Return the values of the controls to tick for what was typed: words of choices, as `sent` gives them, or places."""
    values = [str(one) for one in value] if isinstance(value, list | tuple | set) else [str(value)]
    if question.kind not in {Kind.SINGLE, Kind.MULTIPLE}:
        return set(values)
    places = {one: str(place) for place, one in enumerate(question.options, start=1)}
    return {places.get(one, one) for one in values}


def _control(question: Question, value: Any, wrong: str, *, must: bool) -> Control:
    ticked = _places(question, value)
    return Control(
        name=name_of(question),
        number=question.position,
        key=question.key,
        kind=question.kind.lower().replace("_", "-"),
        text=asked(question),
        is_required=must and question.is_required,
        choices=tuple(Choice(place, label, place in ticked) for place, label in _labels(question)),
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
