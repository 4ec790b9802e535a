"""How answers are read and told again."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from sotay.evaluation.models import Question
from sotay.evaluation.satisfaction import marks
from sotay.evaluation.satisfaction.questionnaires.controls import sent

pytestmark = pytest.mark.domain
LIKERT = Question(kind="LIKERT", position=1, text="Thái độ", is_required=True)
ONE = Question(kind="SINGLE", position=2, options=["0", "01", "02 trở lên"], options_en=["None", "One", "Two or more"])
MANY = Question(kind="MULTIPLE", position=3, options=["Giấy", "Điện thoại", "Mạng"])
YES = Question(kind="YES_NO", position=4)
NUMBER = Question(kind="NUMBER", position=5, lowest=0, highest=20)
WORDS = Question(kind="TEXT", position=6)
ALL = [LIKERT, ONE, MANY, YES, NUMBER, WORDS]


def test_a_whole_sheet_is_read_by_position() -> None:
    found = marks.read(
        ALL, {1: "Rất hài lòng", 2: "02 trở lên", 3: ["1", "Mạng"], 4: "Không", 5: "3", 6: " Cần thêm ghế "}
    )
    assert found.marks == [5, 3, 0b101, 0, 3, None]
    assert found.texts == {6: "Cần thêm ghế"}
    assert not found.wrong


def test_words_of_the_source_and_numbers_mean_the_same() -> None:
    assert marks.mark_of(LIKERT, "HÀI LÒNG") == marks.mark_of(LIKERT, "4") == 4
    assert marks.mark_of(ONE, "Two or more") == 3


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (LIKERT, "6"),
        (LIKERT, "0"),
        (LIKERT, "98,87%"),
        (ONE, "ba lần"),
        (YES, "có lẽ"),
        (NUMBER, "21"),
        (NUMBER, "-1"),
        (NUMBER, "ba"),
    ],
)
def test_what_is_no_answer_is_said_to_be_none(question: Question, typed: str) -> None:
    found = marks.read([question], {question.position: typed}) if question.position == 1 else None
    with pytest.raises(marks.Unread):
        marks.mark_of(question, typed)
    assert found is None or found.wrong


def test_a_percentage_is_told_apart_from_a_level() -> None:
    with pytest.raises(marks.Unread, match="phần trăm"):
        marks.mark_of(LIKERT, "98%")


def test_a_required_question_is_missed_on_the_page_and_taken_as_it_is_from_paper() -> None:
    assert marks.read([LIKERT], {}).wrong == {1: "Hãy trả lời câu hỏi này."}
    assert marks.read([LIKERT], {}, must=False).marks == [None]


@pytest.mark.parametrize("typed", ["00011", "0001" + "9" * 12, "0001" + "9" * 6000, "0000", "0004"])
@pytest.mark.parametrize("kind", ["SINGLE", "MULTIPLE"])
def test_a_long_figure_is_no_place_and_takes_no_memory(kind: str, typed: str) -> None:
    question = Question(kind=kind, position=1, options=["Giấy", "Điện thoại", "Mạng"])
    for value in (typed, sent([question], QueryDict(f"q1={typed}"))[1]):
        with pytest.raises(marks.Unread):
            marks.mark_of(question, value)


@pytest.mark.parametrize(("typed", "place"), [("0", 1), ("00", 1), ("1", 2), ("01", 2), ("02 trở lên", 3)])
def test_a_figure_means_the_choice_that_says_so_as_a_workbook_writes_it(typed: str, place: int) -> None:
    assert marks.mark_of(ONE, typed) == place


@pytest.mark.parametrize("typed", ["2", "3", "02"])
def test_a_figure_no_choice_says_is_not_taken_for_a_place(typed: str) -> None:
    with pytest.raises(marks.Unread):
        marks.mark_of(ONE, typed)


@given(st.sets(st.integers(min_value=1, max_value=3)))
def test_several_choices_come_back_as_they_were_made(places: set[int]) -> None:
    mark = marks.mark_of(MANY, [str(place) for place in sorted(places)])
    told = marks.words(MANY, mark).split("; ") if mark else []
    assert told == [MANY.options[place - 1] for place in sorted(places)]


@given(st.text(max_size=60))
def test_nothing_typed_breaks_the_reading(typed: str) -> None:
    for question in ALL:
        if question.kind == "TEXT":
            continue
        try:
            mark = marks.mark_of(question, typed)
        except marks.Unread:
            continue
        assert mark is None or isinstance(mark, int)
