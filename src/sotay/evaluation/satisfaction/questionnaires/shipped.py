"""The shipped questionnaires an agency can begin with; what it does with its copy is its own affair."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sotay.evaluation.satisfaction.models import Factor, Question, Questionnaire
from sotay.standard.catalogue.reading import CatalogueError, spoken

_FILE = Path(__file__).parent / "shipped.yaml"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a shipped questionnaire, by the names of the fields of `Question`."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shipped:
    """A shipped questionnaire: its texts in both languages and its questions in order."""

    code: str
    about: str
    vi: str
    en: str
    note_vi: str
    note_en: str
    intro_vi: str
    intro_en: str
    thanks_vi: str
    thanks_en: str
    questions: tuple[Asked, ...]

    @property
    def title(self) -> str:
        """Its title in the language of the page."""
        return spoken(self.vi, self.en)

    @property
    def note(self) -> str:
        """What it is for, in the language of the page."""
        return spoken(self.note_vi, self.note_en)


@cache
def shipped() -> dict[str, Shipped]:
    """Return the shipped questionnaires by code; CatalogueError where the file contradicts itself."""
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["questionnaires"]
    return {code: _read(code, one) for code, one in told.items()}


def _read(code: str, told: dict[str, Any]) -> Shipped:
    asked = tuple(_asked(code, one) for one in told.pop("questions"))
    keys = [one.values["key"] for one in asked]
    if len(keys) != len(set(keys)) or told["about"] not in Questionnaire.About.values:
        message = f"the questionnaire {code} has a key twice, or asks nobody that is known"
        raise CatalogueError(message)
    return Shipped(code=code, questions=asked, **{name: str(text) for name, text in told.items()})


def _asked(code: str, told: dict[str, Any]) -> Asked:
    kind, factor = told.get("kind", Question.Kind.LIKERT), told["factor"]
    if kind not in Question.Kind.values or factor not in Factor.values:
        message = f"the question {told['key']} of {code} is of no known kind or factor"
        raise CatalogueError(message)
    options = told.get("options", [])
    return Asked(
        {
            "key": told["key"],
            "kind": kind,
            "factor": factor,
            "text": told["vi"],
            "text_en": told["en"],
            "options": [vi for vi, _en in options],
            "options_en": [en for _vi, en in options],
            "is_required": told.get("required", False),
            "lowest": told.get("lowest"),
            "highest": told.get("highest"),
        }
    )
