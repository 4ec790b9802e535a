"""A blank sheet of paper: levels stand in tables, each of which names the factor it begins with."""

from sotay.evaluation.satisfaction.models import Question
from sotay.evaluation.satisfaction.questionnaires.sheet import groups


def asked(place, kind, factor):
    return Question(position=place, kind=kind, factor=factor, text=f"Câu {place}", options=["A", "B"])


def test_each_table_names_the_factor_it_begins_with_though_another_question_stood_before():
    questions = [
        asked(1, "SINGLE", "RESULTS"),
        asked(2, "LIKERT", "RESULTS"),
        asked(3, "LIKERT", "RESULTS"),
        asked(4, "YES_NO", "RESULTS"),
        asked(5, "LIKERT", "RESULTS"),
        asked(6, "LIKERT", "OVERALL"),
    ]
    found = [[row.heading for row in group.rows] for group in groups(questions) if group.is_table]

    assert found == [["Kết quả dịch vụ", ""], ["Kết quả dịch vụ", "Đánh giá chung"]]
