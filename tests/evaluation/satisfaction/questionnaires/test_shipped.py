"""The shipped questionnaires: complete in both languages, and ready to be put into use as they are."""

import re

import pytest

from sotay.evaluation.satisfaction.models import Factor, Question
from sotay.evaluation.satisfaction.questionnaires import guards
from sotay.evaluation.satisfaction.questionnaires.shipped import shipped

FIVE = {Factor.ACCESS, Factor.PROCEDURES, Factor.OFFICIALS, Factor.RESULTS, Factor.FEEDBACK}


def test_three_are_shipped():
    found = shipped()
    assert {code: one.about for code, one in found.items()} == {
        "services": "SERVICES",
        "system": "SYSTEM",
        "short": "SERVICES",
    }
    assert len(found["short"].questions) == 3


def test_the_long_one_asks_all_five_factors_by_levels():
    asked = [one.values for one in shipped()["services"].questions]
    assert {one["factor"] for one in asked if one["kind"] == "LIKERT"} >= FIVE
    assert f"{len(asked)} câu" in shipped()["services"].note_vi.replace("mười tám", "18")


@pytest.mark.parametrize("code", sorted(shipped()))
def test_every_text_is_there_in_both_languages(code):
    one = shipped()[code]
    for vi, en in (
        (one.vi, one.en),
        (one.note_vi, one.note_en),
        (one.intro_vi, one.intro_en),
        (one.thanks_vi, one.thanks_en),
    ):
        assert re.search("[à-ỹđ]", vi)
        assert en
        assert not re.search("[à-ỹđ]", en)
    for asked in one.questions:
        question = Question(**asked.values)
        assert guards.is_in_english(question), question.key
        assert not list(guards.why_not_ask(question))
        assert not re.search("[à-ỹđ]", " ".join([question.text_en, *question.options_en])), question.key


@pytest.mark.django_db
@pytest.mark.parametrize("code", sorted(shipped()))
def test_each_can_be_used_as_it_is(made, used, code):
    one = made(code, title="")
    version = one.versions.get()
    assert (one.title, one.title_en, one.about) == (shipped()[code].vi, shipped()[code].en, shipped()[code].about)
    assert guards.advice(version, questions=list(version.questions.all())) == []
    assert used(version).state == "IN_USE"
    assert version.questions.count() == len(shipped()[code].questions)
    assert list(version.questions.values_list("position", flat=True)) == list(range(1, version.questions.count() + 1))


@pytest.mark.django_db
def test_same_words_have_the_same_key_in_both_that_ask_the_public(made):
    keys = [
        {one.values["key"]: one.values["text"] for one in shipped()[code].questions} for code in ("services", "short")
    ]
    assert keys[0]["hai-long-chung"] == keys[1]["hai-long-chung"]
