"""What a synthesis counts: levels by question, factor, unit, procedure and channel, with and without flagged answers."""

from datetime import date
from decimal import Decimal

import pytest

from sotay.evaluation.models import (
    Answer,
    AnswerText,
    RatingCount,
    SuspectAnswer,
    Suspicion,
    Synthesis,
)
from sotay.evaluation.satisfaction.synthesis.counts import count_answers
from sotay.evaluation.satisfaction.synthesis.figures import days_before, read_figures
from sotay.evaluation.satisfaction.synthesis.rates import Levels
from tests.conftest import TODAY
from tests.evaluation.satisfaction.synthesis.conftest import FIRST, LAST
from tests.factories.agency import UnitFactory, UserFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.satisfaction import AnswerFactory, QuestionFactory, SurveyFactory, VersionFactory
from tests.factories.services import ServiceFactory

pytestmark = pytest.mark.django_db


def over(agency, first=FIRST, last=LAST, **values):
    return Synthesis(agency=agency, from_date=first, to_date=last, **values)


def by(rows, name, value):
    (found,) = [one for one in rows if one[name] == value]
    return found


def flag(answer, state="WAITING", **values):
    decided = {} if state == "WAITING" else {"decided_by": UserFactory(), "decided_date": TODAY, "reason": "Đã gọi hỏi"}
    one = Suspicion.objects.create(
        agency=answer.agency, kind="SAME_PATTERN", key=str(answer.pk), slug=f"nhom-{answer.pk}", survey=answer.survey,
        day=answer.given_date, found_date=answer.given_date, state=state, **decided | values,
    )  # fmt: skip
    SuspectAnswer.objects.create(agency=answer.agency, suspicion=one, answer=answer)
    return one


def test_levels_are_counted_by_question_factor_unit_and_channel(agency, answered):
    told = read_figures(over(agency), on=TODAY)

    assert (told["answers"], told["flagged"], told["levels"]) == (3, 0, [0, 1, 1, 1, 3])
    attitude = by(told["questions"], "key", "thai-do")
    assert (attitude["n"], attitude["levels"], attitude["clean"]) == (3, [0, 1, 0, 1, 1], [0, 1, 0, 1, 1])
    assert [(one["key"], one["levels"]) for one in told["factors"]] == [
        ("OFFICIALS", [0, 1, 0, 1, 1]),
        ("OVERALL", [0, 0, 1, 0, 2]),
    ]
    assert by(told["questions"], "key", "dung-hen")["options"] == [["Có", 1, 1], ["Không", 1, 1]]
    assert by(told["questions"], "key", "y-kien")["n"] == 1
    assert [(one["name"], one["answers"], one["levels"]) for one in told["units"]] == [
        (answered.name, 2, [0, 1, 1, 1, 1]),
        ("", 1, [0, 0, 0, 0, 2]),
    ]
    assert [(one["code"], one["answers"]) for one in told["channels"]] == [("QR", 1), ("PAPER", 2)]
    assert (told["portal"], told["suspicions"], told["words"]) == (None, [], [])


def test_what_is_flagged_is_counted_and_told_beside(agency, answered):
    flag(Answer.objects.get(channel="QR"))

    told = read_figures(over(agency), on=TODAY)

    assert (told["answers"], told["flagged"]) == (3, 1)
    assert (told["levels"], told["clean"]) == ([0, 1, 1, 1, 3], [0, 0, 0, 1, 3])
    assert (Levels(told["levels"]).share, Levels(told["clean"]).share) == (Decimal("66.67"), Decimal(100))
    assert told["units"][0]["clean"] == [0, 0, 0, 1, 1]
    assert [(one["count"], one["state"]) for one in told["suspicions"]] == [(1, "WAITING")]


@pytest.mark.parametrize(("state", "flagged"), [("WAITING", 1), ("UPHELD", 1), ("CLEARED", 0)])
def test_what_was_cleared_is_not_flagged_any_more_and_stays_in_the_report(agency, answered, state, flagged):
    flag(Answer.objects.get(channel="QR"), state)

    told = read_figures(over(agency), on=TODAY)

    assert told["flagged"] == flagged
    assert [one["state"] for one in told["suspicions"]] == [state]


def test_an_answer_to_a_dossier_counts_when_it_is_settled_and_for_its_unit(agency, survey):
    settled = DossierFactory(
        agency=agency, imported=True, state="READY", received_date=date(2026, 5, 1), result_date=LAST
    )
    waits = DossierFactory(agency=agency, imported=True, received_date=date(2026, 5, 1))
    elsewhere = UnitFactory(agency=agency)
    AnswerFactory(survey=survey, dossier=settled, proof="CODE", unit=elsewhere, given_date=date(2026, 6, 3))
    AnswerFactory(survey=survey, dossier=waits, proof="CODE", given_date=date(2026, 5, 3))

    told = read_figures(over(agency), on=TODAY)

    assert [(one["name"], one["answers"]) for one in told["units"]] == [(settled.unit.name, 1)]
    assert [(one["code"], one["answers"]) for one in told["services"]] == [(settled.service.code, 1)]
    assert told["coverage"]["unsettled"] == 1


def test_the_period_before_is_told_beside_and_never_as_nought(agency, survey, answered):
    told = read_figures(over(agency, period_key="2026-H1"), on=TODAY)
    assert (told["before"]["answers"], told["before"]["from"], told["before"]["to"]) == (0, "2025-06-01", "2025-10-31")
    assert {one["before"] for one in (*told["questions"], *told["units"])} == {None}

    AnswerFactory(survey=survey, unit=answered, marks=[1, 2, None, None], given_date=date(2025, 10, 31))
    told = read_figures(over(agency, period_key="2026-H1"), on=TODAY)
    assert by(told["questions"], "key", "thai-do")["before"] == [1, 0, 0, 0, 0]
    assert [one["before"] for one in told["units"]] == [[1, 1, 0, 0, 0], None]


def test_the_last_issued_report_is_what_is_compared_with(agency):
    first, last = date(2025, 6, 1), date(2025, 10, 31)
    values = {"period_key": "2025-H2", "code": "A", "slug": "a", "title": "A", "state": "ISSUED", "issued_date": last}
    over(agency, first, last, **values).save()

    assert days_before(over(agency, period_key="2026-H1")).first == first
    freely = days_before(over(agency, date(2025, 10, 1), date(2025, 10, 10)))
    assert (freely.first, freely.last) == (date(2025, 9, 21), date(2025, 9, 30))


def test_a_question_is_the_same_through_versions_and_choices_by_their_words(agency):
    old = VersionFactory(questionnaire__agency=agency, state="RETIRED", retired_date=TODAY)
    new = VersionFactory(questionnaire=old.questionnaire, number=2)
    for version, position, options in ((old, 1, ["Nhanh", "Chậm"]), (new, 2, ["Chậm", "Vừa", "Nhanh"])):
        QuestionFactory(
            version_of=version, position=position, key="toc-do", kind="SINGLE", options=options, text="Tốc độ"
        )
    AnswerFactory(survey=SurveyFactory(agency=agency, asks=old, is_standing=False), marks=[1])
    AnswerFactory(survey=SurveyFactory(agency=agency, asks=new), marks=[None, 3])

    (row,) = read_figures(over(agency), on=TODAY)["questions"]

    assert (row["n"], row["options"]) == (2, [["Chậm", 0, 0], ["Vừa", 0, 0], ["Nhanh", 2, 2]])


def test_numbers_and_several_choices_are_told(agency):
    version = VersionFactory(questionnaire__agency=agency)
    QuestionFactory(version_of=version, position=1, key="lan", kind="NUMBER", text="Số lần đi lại")
    QuestionFactory(version_of=version, position=2, key="kenh", kind="MULTIPLE", options=["Web", "Điện thoại", "Quầy"])
    survey = SurveyFactory(agency=agency, asks=version)
    for marks in ([1, 0b101], [2, 0b100], [2, None]):
        AnswerFactory(survey=survey, marks=marks)

    number, several = read_figures(over(agency), on=TODAY)["questions"]

    assert (number["mean"], number["lowest"], number["highest"], number["n"]) == ("1.67", 1, 2, 3)
    assert (several["n"], several["options"]) == (2, [["Web", 1, 1], ["Điện thoại", 0, 0], ["Quầy", 2, 2]])


def test_what_is_invalid_is_told_by_its_reason_and_not_counted(agency, survey, answered):
    AnswerFactory(survey=survey, invalid_reason="Phiếu trắng", marks=[1, 1, None, None])

    told = read_figures(over(agency), on=TODAY)

    assert (told["answers"], told["invalid"]) == (3, [["Phiếu trắng", 1]])
    assert [(row[0], row[2], row[3], row[5]) for row in told["coverage"]["handled"]] == [
        ("QR", 1, 0, 1),
        ("PAPER", 3, 1, 2),
    ]


def test_counts_of_the_portal_stand_apart(agency, answered):
    RatingCount.objects.create(agency=agency, month=date(2026, 2, 1), returned=9, levels=[0, 1, 0, 2, 6], source="Cổng")

    told = read_figures(over(agency), on=TODAY)

    assert told["portal"] == {"months": 1, "returned": 9, "handed_out": None, "levels": [0, 1, 0, 2, 6]}
    assert told["answers"] == 3


def test_what_the_portal_tells_of_the_whole_and_of_its_units_is_counted_once(agency):
    unit, other = UnitFactory(agency=agency), UnitFactory(agency=agency)
    for month, unit_id, returned, levels in (
        (date(2025, 12, 1), None, 7, [7, 0, 0, 0, 0]),
        (date(2026, 1, 1), None, 10, [0, 1, 0, 2, 6]),
        (date(2026, 1, 1), unit.pk, 4, [0, 1, 0, 0, 3]),
        (date(2026, 1, 1), other.pk, 5, [0, 0, 0, 2, 3]),
        (date(2026, 2, 1), unit.pk, 3, [0, 0, 0, 0, 3]),
    ):
        RatingCount.objects.create(
            agency=agency, month=month, unit_id=unit_id, returned=returned, levels=levels, source="Cổng"
        )

    told = read_figures(over(agency, first=date(2025, 12, 15)), on=TODAY)

    assert told["portal"] == {"months": 2, "returned": 13, "handed_out": None, "levels": [0, 1, 0, 2, 9]}
    assert told["coverage"]["handled"] == [["PORTAL", None, 13, 1, 0, 12]]


def test_a_field_is_compared_with_all_its_procedures_of_the_period_before(agency, survey):
    now = ServiceFactory(agency=agency, field="Đất đai")
    before = ServiceFactory(agency=agency, field="Đất đai")
    AnswerFactory(survey=survey, service=now, marks=[5, 5, None, None])
    AnswerFactory(survey=survey, service=before, marks=[1, 2, None, None], given_date=date(2025, 10, 1))

    told = read_figures(over(agency, period_key="2026-H1"), on=TODAY)

    assert [(one["levels"], one["before"]) for one in told["fields"]] == [([0, 0, 0, 0, 2], [1, 1, 0, 0, 0])]
    assert [one["code"] for one in told["services"]] == [now.code]


def test_another_subject_and_another_agency_are_not_counted(agency, other_agency, answered):
    AnswerFactory(survey=SurveyFactory(agency=other_agency))
    about = VersionFactory(questionnaire__agency=agency, questionnaire__about="SYSTEM", asking=True)
    AnswerFactory(survey=SurveyFactory(agency=agency, asks=about, is_standing=False))

    assert read_figures(over(agency), on=TODAY)["answers"] == 3
    system = read_figures(over(agency, about="SYSTEM"), on=TODAY)
    assert (system["answers"], system["coverage"]) == (1, None)


def test_one_query_count_for_few_and_many(agency, survey, answered, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as first:
        read_figures(over(agency), on=TODAY)
    for _number in range(30):
        AnswerFactory(survey=survey, unit=UnitFactory(agency=agency))
    with django_assert_max_num_queries(len(first)):
        assert read_figures(over(agency), on=TODAY)["answers"] == 33


def test_counts_are_one_statement(agency, answered, django_assert_num_queries):
    with django_assert_num_queries(2):  # the parameter of what is settled, and the statement
        count_answers(agency.pk, "SERVICES", FIRST, LAST, on=TODAY)


def test_words_are_grouped_and_the_texts_are_not_kept(agency, survey):
    for text in ("Chờ lâu quá, cần thêm ghế", "cho lau", "Phải chờ lâu ở quầy", "Chờ lâu."):
        answer = AnswerFactory(survey=survey)
        AnswerText.objects.create(agency=agency, answer=answer, position=4, text=text)

    told = read_figures(over(agency), on=TODAY)

    assert told["words"] == [{"words": "chờ lâu", "count": 3}]
    assert "ghế" not in str(told)


def test_words_are_told_by_sheets_however_many_questions_ask_for_words(agency, survey):
    for _number in range(2):
        answer = AnswerFactory(survey=survey)
        for position in (3, 4):
            AnswerText.objects.create(agency=agency, answer=answer, position=position, text="Chờ lâu")

    assert read_figures(over(agency), on=TODAY)["words"] == []
    AnswerText.objects.create(agency=agency, answer=AnswerFactory(survey=survey), position=4, text="chờ lâu")
    assert read_figures(over(agency), on=TODAY)["words"] == [{"words": "chờ lâu", "count": 3}]
