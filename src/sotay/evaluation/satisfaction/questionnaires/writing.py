"""What the commands upon questionnaires write alike: texts in one form, keys that stay, questions copied."""

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from sotay.agency.models import Agency
from sotay.agency.vietnamese import nfc, one_line, slugify
from sotay.evaluation.satisfaction.models import Question, Questionnaire, QuestionnaireVersion
from sotay.evaluation.satisfaction.questionnaires.guards import CHOICES

SERIES = "questionnaires"
NAMED = ("code", "title", "title_en", "about")
WORDS = ("intro", "intro_en", "thanks", "thanks_en")
ASKED = ("kind", "factor", "text", "text_en", "options", "options_en", "is_required", "lowest", "highest")
LONGEST_KEY = 40


def fill(questionnaire: Questionnaire, values: Mapping[str, Any]) -> None:
    """Write the named values on a questionnaire, texts in one line."""
    for name, value in values.items():
        setattr(questionnaire, name, one_line(value) if isinstance(value, str) else value)


def fill_words(version: QuestionnaireVersion, values: Mapping[str, Any]) -> None:
    """Write what a version says before and after its questions."""
    for name, value in values.items():
        setattr(version, name, one_line(value) if name.startswith("thanks") else nfc(value).strip())


def fill_question(question: Question, values: Mapping[str, Any]) -> None:
    """Write the named values on a question; what its kind does not know is left empty."""
    for name, value in values.items():
        if name.startswith("options"):
            value = [line for one in value if (line := one_line(one))]  # noqa: PLW2901  the same value, cleaned
        elif name.startswith("text"):
            value = one_line(value)  # noqa: PLW2901
        setattr(question, name, value)
    if question.kind not in CHOICES:
        question.options, question.options_en = [], []
    if question.kind != Question.Kind.NUMBER:
        question.lowest = question.highest = None


def free_key(text: str, *, agency: Agency, questionnaire: Questionnaire) -> str:
    """Return a key no question of the questionnaire ever bore: one that was taken out is not compared with another one."""
    rows = Question.objects.filter(agency=agency, version_of__questionnaire=questionnaire)
    taken = set(rows.values_list("key", flat=True))
    stem = slugify(text, max_length=LONGEST_KEY - 4).strip("-") or "cau"
    tried = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(key for key in tried if key not in taken)


def copy_questions(questions: Iterable[Question], *, to: QuestionnaireVersion) -> None:
    """Give a version the questions of another one, with their keys and in their order."""
    rows = [
        Question(
            agency_id=to.agency_id,
            version_of=to,
            key=one.key,
            position=place,
            **{name: getattr(one, name) for name in ASKED},
        )
        for place, one in enumerate(questions, start=1)
    ]
    Question.objects.bulk_create(rows)


def in_order(questions: Iterable[Question]) -> None:
    """Number questions from 1 on in the order given; those that stand right already are not touched."""
    for place, one in enumerate(questions, start=1):
        if one.position != place:
            one.position = place
            one.save(update_fields=["position"])
