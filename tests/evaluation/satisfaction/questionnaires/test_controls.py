"""A question is drawn alike everywhere, and what it sends is what is kept."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from sotay.evaluation.satisfaction import marks
from sotay.evaluation.satisfaction.models import Question
from sotay.evaluation.satisfaction.questionnaires.controls import controls, sent

QUESTIONS = [
    Question(position=1, key="chung", text="Hài lòng chung", text_en="Overall", is_required=True),
    Question(position=2, key="so-lan", kind="SINGLE", text="Số lần đi lại", options=["0", "1", "2 trở lên"]),
    Question(position=3, key="muc", kind="MULTIPLE", text="Vì sao", options=["Chờ lâu", "Thiếu chỗ", "<Khác>"]),
    Question(position=4, key="hen", kind="YES_NO", text="Đúng hẹn"),
    Question(position=5, key="tuoi", kind="NUMBER", text="Số giờ", lowest=0, highest=99),
    Question(position=6, key="y-kien", kind="TEXT", text="Ý kiến"),
]


def _drawn(typed=None, wrong=None):
    shown = controls(QUESTIONS, typed, wrong)
    return [render_to_string("evaluation/satisfaction/question.html", {"control": one}) for one in shown]


def test_what_is_sent_is_what_is_kept():
    data = QueryDict("q1=5&q2=3&q3=1&q3=3&q4=0&q5=2&q6=Cảm ơn")
    kept = marks.read(QUESTIONS, sent(QUESTIONS, data))
    assert (kept.marks, kept.texts, kept.wrong) == ([5, 3, 5, 0, 2, None], {6: "Cảm ơn"}, {})


def test_nothing_sent_is_nothing_answered():
    kept = marks.read(QUESTIONS, sent(QUESTIONS, QueryDict("")))
    assert kept.is_empty
    assert set(kept.wrong) == {1}


def test_each_kind_is_drawn_by_its_control():
    likert, single, several, yes, number, words = _drawn()
    assert likert.count('type="radio"') == 5
    assert single.count('type="radio"') == 3
    assert several.count('type="checkbox"') == 3
    assert "&lt;Khác&gt;" in several
    assert yes.count('type="radio"') == 2
    assert 'type="number"' in number
    assert 'max="99"' in number
    assert "<textarea" in words
    assert "required" in likert
    assert "required" not in single


@pytest.mark.parametrize(("position", "typed"), [(1, "5"), (2, "2"), (3, ["1", "3"]), (4, "0")])
def test_what_was_typed_stays_ticked(position, typed):
    drawn = _drawn({position: typed})
    assert drawn[position - 1].count(" checked") == (2 if position == 3 else 1)
    assert sum(one.count(" checked") for one in drawn) == drawn[position - 1].count(" checked")


def test_what_is_wrong_stands_beside_its_question():
    drawn = _drawn({5: "một", 6: "<b>"}, {5: "Hãy ghi một số nguyên.", 1: "Hãy trả lời câu hỏi này."})
    assert 'aria-describedby="q1-wrong"' in drawn[0]
    assert "Hãy trả lời câu hỏi này." in drawn[0]
    assert 'value="một"' in drawn[4]
    assert 'aria-invalid="true"' in drawn[4]
    assert "&lt;b&gt;" in drawn[5]


def test_a_sheet_comes_as_it_is():
    assert not controls(QUESTIONS, must=False)[0].is_required


@pytest.mark.parametrize("place", ["1", "2", "3"])
def test_choices_that_are_numbers_are_not_taken_for_places(place):
    question = Question(position=1, key="lan", kind="SINGLE", text="Số lần đi lại", options=["0", "1", "2 trở lên"])
    typed = sent([question], QueryDict(f"q1={place}"))
    assert marks.read([question], typed).marks == [int(place)]
    assert [one.is_chosen for one in controls([question], typed)[0].choices].index(True) == int(place) - 1


@pytest.mark.parametrize("bad", ["0", "4", "99999999999", "-1", "²", "<b>"])
def test_what_is_no_choice_is_refused_beside_its_question(bad):
    question = Question(position=1, key="lan", kind="SINGLE", text="Số lần", options=["Ít", "Vừa", "Nhiều"])
    assert set(marks.read([question], sent([question], QueryDict(f"q1={bad}"))).wrong) == {1}
