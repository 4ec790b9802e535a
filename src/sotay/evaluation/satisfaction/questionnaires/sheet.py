"""A version as a blank sheet of paper: levels asked one after the other stand in one table, other questions each alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sotay.evaluation.satisfaction.marks import LEVELS
from sotay.evaluation.satisfaction.models import Question
from sotay.evaluation.satisfaction.questionnaires.controls import Control, controls

Kind = Question.Kind


@dataclass(frozen=True, slots=True)
class Row:
    """A question on paper; `heading` is its factor where another one begins, else ""."""

    control: Control
    heading: str


@dataclass(frozen=True, slots=True)
class Group:
    """Questions drawn together: `is_table` for levels, else one question alone."""

    is_table: bool
    rows: tuple[Row, ...]


def levels() -> list[tuple[int, str]]:
    """Return the five levels as heads of columns, the best first, in the language of the page."""
    return [(level, str(label)) for level, label in LEVELS]


def groups(questions: Iterable[Question]) -> list[Group]:
    """Return questions in order as a sheet shows them; factors are named where they change."""
    rows: list[tuple[bool, Row]] = []
    questions = list(questions)
    factor = ""
    for question, control in zip(questions, controls(questions, must=False), strict=True):
        is_level = question.kind == Kind.LIKERT
        heading = "" if question.factor == factor else str(question.get_factor_display())
        factor = question.factor if is_level else ""  # only tables name it, and each one anew
        rows.append((is_level, Row(control, heading)))
    found: list[Group] = []
    for is_table, several in groupby(rows, key=lambda one: one[0]):
        together = tuple(row for _is, row in several)
        found += [Group(True, together)] if is_table else [Group(False, (row,)) for row in together]
    return found
