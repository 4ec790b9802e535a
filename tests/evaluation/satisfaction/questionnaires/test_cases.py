"""The builder holds two real questionnaires: of a ministry, and the five factors of SIPAS (tests/cases/surveys.json)."""

import json
import re
from pathlib import Path

import pytest

from sotay.evaluation.satisfaction import marks
from sotay.evaluation.satisfaction.models import Factor
from sotay.evaluation.satisfaction.questionnaires import commands

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parents[3] / "cases" / "surveys.json"
TOLD = {one["id"]: one for one in json.loads(CASES.read_text(encoding="utf-8"))["questionnaires"]}


def _as_question(told):
    """Return a question of the ministry's form by what stands in brackets behind it."""
    text, _sep, bracket = told.partition(" (")
    options = [one.strip() for one in re.split(r"[;/]", bracket.rstrip(")")) if one.strip()]
    if [one.lower() for one in options] == ["có", "không"]:
        return {"text": text, "kind": "YES_NO"}
    return {"text": text, "kind": "SINGLE", "options": options} if options else {"text": text, "kind": "LIKERT"}


def test_the_form_of_a_ministry_is_asked_and_read_as_it_was_printed(draft, used, secretary):
    for told in TOLD["MIC"]["questions"]:
        commands.add_question(draft, actor=secretary, factor="OTHER", **_as_question(told))
    version = used(draft)
    questions = list(version.questions.order_by("position"))

    assert [one.kind for one in questions] == ["SINGLE", "YES_NO", "YES_NO", *["LIKERT"] * 5]
    assert questions[0].options == ["0", "01", "02 trở lên"]
    scale = [str(label) for _level, label in marks.LEVELS]
    assert [one.lower() for one in scale] == [one.lower() for one in TOLD["MIC"]["scale"]]
    typed = {1: "01", 2: "có", 3: "không", 4: "Rất hài lòng", 5: "hài lòng", 6: "Bình thường", 7: "2", 8: ""}
    assert marks.read(questions, typed).marks == [2, 1, 0, 5, 4, 3, 2, None]


def test_the_five_factors_of_the_ministry_of_home_affairs_are_ours_word_for_word(draft, used, secretary):
    names = {str(label): value for value, label in Factor.choices}
    for told in TOLD["SIPAS"]["factors"]:
        for group in TOLD["SIPAS"]["content_groups"]:
            commands.add_question(draft, actor=secretary, factor=names[told], text=f"{told}: {group}", kind="LIKERT")
    version = used(draft)

    assert version.questions.count() == 15
    assert list(version.questions.values_list("factor", flat=True).distinct().order_by("factor")) == sorted(
        ["ACCESS", "PROCEDURES", "OFFICIALS", "RESULTS", "FEEDBACK"]
    )
