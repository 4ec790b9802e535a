"""Coverage: part and whole of the same months, strictly more than the share, with and without flagged answers."""

from datetime import date
from decimal import Decimal

import pytest

from sotay.evaluation.satisfaction.coverage.figures import Share, coverage, coverages
from sotay.evaluation.satisfaction.coverage.periods import days_of
from sotay.evaluation.satisfaction.models import Handout, RatingCount, SuspectAnswer, Suspicion
from sotay.standard.catalogue.periods import Period, Span
from tests.evaluation.satisfaction.coverage.helping import answer, answer_for, settle
from tests.factories.agency import UnitFactory, UserFactory
from tests.factories.satisfaction import SurveyFactory
from tests.factories.services import ServiceFactory
from tests.factories.standard import ParameterValueFactory
from tests.factories.statistics import MonthlyCountFactory

pytestmark = pytest.mark.django_db
HALF = Span.of(date(2026, 1, 1), date(2026, 5, 31))
ON = date(2026, 6, 9)
FIFTY = Decimal(50)


def flag(answers, *, state="WAITING", **columns):
    decided = {} if state == "WAITING" else {"decided_by": UserFactory(), "decided_date": ON, "reason": "Đã xem lại"}
    one = Suspicion.objects.create(
        agency=answers[0].agency, kind="SAME_PATTERN", key=f"{answers[0].pk}-{state}", slug=f"nhom-{answers[0].pk}-{state.lower()}",
        survey=answers[0].survey, day=answers[0].given_date, found_date=ON, state=state, **decided, **columns,
    )  # fmt: skip
    for answer_ in answers:
        SuspectAnswer.objects.create(agency=one.agency, suspicion=one, answer=answer_)
    return one


@pytest.mark.parametrize(
    ("settled", "answers", "needed", "passes"),
    [(100, 50, 1, False), (100, 51, 0, True), (101, 50, 1, False), (101, 51, 0, True), (1, 0, 1, False), (1, 1, 0, True), (2, 1, 1, False)],
)  # fmt: skip
def test_the_share_must_be_strictly_exceeded(settled, answers, needed, passes):
    one = Share(settled, answers, FIFTY)

    assert (one.needed, one.passes) == (needed, passes)


def test_of_nothing_settled_nothing_is_told_and_nothing_passes():
    for settled in (0, None):
        one = Share(settled, 3, FIFTY)
        assert (one.percent, one.wanted, one.needed, one.passes, one.passes_with_flagged) == (None,) * 3 + (False,) * 2


def test_a_share_of_all_is_reached_by_all():
    assert Share(10, 10, Decimal(100)).passes
    assert not Share(10, 9, Decimal(100)).passes


def test_answers_of_dossiers_count_for_unit_service_and_month_of_the_dossier(agency):
    unit, other = UnitFactory(agency=agency), UnitFactory(agency=agency)
    service = ServiceFactory(agency=agency)
    dossiers = settle(agency, 4, unit=unit, service=service, day=date(2026, 5, 30))
    answer_for(dossiers[:3], unit=other, given_date=date(2026, 6, 8))
    late = answer_for(dossiers[3:], given_date=date(2026, 6, 10))

    told = coverage(agency, HALF, ON)

    assert (told.whole.settled, told.whole.answers, told.whole.percent) == (4, 3, Decimal("75.00"))
    assert told.units[unit.pk].answers == 3
    assert other.pk not in told.units
    assert told.services[service.pk].percent == Decimal("75.00")
    assert told.months[date(2026, 5, 1)].answers == 3
    assert coverage(agency, HALF, late[0].given_date).whole.answers == 4


def test_flagged_answers_are_told_and_not_counted_upon(agency):
    dossiers = settle(agency, 10)
    answers = answer_for(dossiers[:7])
    flag(answers[:2])
    flag(answers[2:3], state="UPHELD")
    flag(answers[3:4], state="CLEARED")

    whole = coverage(agency, HALF, ON).whole

    assert (whole.answers, whole.waiting, whole.upheld, whole.unflagged) == (7, 2, 1, 4)
    assert (whole.passes, whole.passes_with_flagged, whole.needed) == (False, True, 2)
    assert (whole.percent, whole.percent_unflagged) == (Decimal("70.00"), Decimal("40.00"))


def test_an_answer_in_two_groups_is_flagged_once(agency):
    (one,) = answer_for(settle(agency, 1))
    flag([one])
    flag([one], state="UPHELD")

    whole = coverage(agency, HALF, ON).whole

    assert (whole.answers, whole.waiting, whole.upheld) == (1, 0, 1)


def test_flagged_twice_for_one_reason_each(agency):
    first, second = answer_for(settle(agency, 2))
    flag([first, second])
    group = flag([second, first], state="CLEARED")

    assert group.state == "CLEARED"
    assert coverage(agency, HALF, ON).whole.waiting == 2


def test_invalid_and_doubled_sheets_came_back_and_do_not_count(agency):
    dossiers = settle(agency, 4)
    answer_for(dossiers[:2])
    answer_for(dossiers[:1], proof="CODE")
    answer(agency, 2, given_date=date(2026, 3, 1), invalid_reason="Phiếu trắng")
    answer(agency, 3, given_date=date(2026, 3, 1), channel="PAPER")

    told = coverage(agency, HALF, ON)

    assert (told.returned, told.invalid, told.doubled, told.came.answers) == (8, 2, 1, 5)
    assert told.handled["PAPER"].valid == 3
    assert {key: one.answers for key, one in told.proofs.items()} == {"TOKEN": 2, "NONE": 3}
    assert {key: one.answers for key, one in told.channels.items()} == {"QR": 2, "PAPER": 3}
    assert told.whole.is_more_than_all


def test_an_answer_waits_for_its_dossier_to_be_settled(agency):
    dossiers = settle(agency, 1, state="IN_PROGRESS")
    answer_for(dossiers, given_date=date(2026, 4, 1))

    told = coverage(agency, HALF, ON)

    assert (told.came.answers, told.unsettled) == (0, 1)


def test_answers_of_months_nobody_tells_dossiers_of_stand_beside(agency):
    MonthlyCountFactory(agency=agency, month=date(2026, 1, 1), settled_on_time=90, settled_late=10)
    answer(agency, 60, given_date=date(2026, 1, 5))
    answer(agency, 7, given_date=date(2026, 2, 5))

    told = coverage(agency, Span.of(date(2026, 1, 1), date(2026, 2, 28)), ON)

    assert (told.whole.settled, told.whole.answers, told.whole.beside, told.came.answers) == (100, 60, 7, 67)
    assert told.missing == (date(2026, 2, 1),)
    assert told.of_channels["PAPER"].percent == told.whole.percent == Decimal("60.00")
    assert told.led == frozenset()


def test_a_unit_without_dossiers_is_nought_where_dossiers_tell_and_unknown_where_counts_do(agency):
    unit = UnitFactory(agency=agency)
    answer(agency, unit=unit, given_date=date(2026, 3, 2))
    MonthlyCountFactory(agency=agency, month=date(2026, 3, 1), settled_on_time=5, settled_late=0)
    march = Period("month", 2026, 3)

    assert coverage(agency, march, ON).units[unit.pk].settled is None

    settle(agency, 2)
    share = coverage(agency, march, ON).units[unit.pk]
    assert (share.settled, share.answers, share.percent) == (0, 1, None)


def test_only_returned_dossiers_count_where_the_agency_says_so(agency):
    ParameterValueFactory(agency=agency, code="survey.settled", value="RETURNED", valid_from_date=date(2026, 1, 1))
    returned = settle(agency, 2, state="RETURNED")
    ready = settle(agency, 3, state="READY")
    answer_for([*returned, ready[0]])

    whole = coverage(agency, HALF, ON).whole

    assert (whole.settled, whole.answers) == (2, 2)


def test_answers_to_dossiers_not_returned_wait_and_are_told(agency):
    ParameterValueFactory(agency=agency, code="survey.settled", value="RETURNED", valid_from_date=date(2026, 1, 1))
    answer_for([*settle(agency, 2, state="RETURNED"), *settle(agency, 3, state="READY")])

    told = coverage(agency, HALF, ON)

    assert (told.returned, told.invalid, told.doubled, told.came.answers, told.unsettled) == (2, 0, 0, 2, 3)


def test_a_spoilt_sheet_of_a_dossier_not_settled_came_back(agency):
    dossiers = settle(agency, 1, state="IN_PROGRESS")
    answer_for(dossiers, proof="NONE", given_date=date(2026, 4, 1), invalid_reason="Phiếu trắng")

    told = coverage(agency, HALF, ON)

    assert (told.returned, told.invalid, told.came.answers, told.unsettled) == (1, 1, 0, 0)


def test_a_token_spent_on_another_subject_takes_no_answer_away(agency):
    dossiers = settle(agency, 1)
    about_system = SurveyFactory(agency=agency, is_standing=False)
    questionnaire = about_system.asks.questionnaire
    questionnaire.about = "SYSTEM"
    questionnaire.save()
    answer_for(dossiers, survey=about_system)
    answer_for(dossiers, proof="CODE")

    assert coverage(agency, HALF, ON).whole.answers == 1


def test_flagged_answers_of_months_nobody_tells_are_known_to_be_flagged(agency):
    answers = answer(agency, 3, given_date=date(2026, 2, 5))
    flag(answers[:2])

    whole = coverage(agency, Span.of(date(2026, 2, 1), date(2026, 2, 28)), ON).whole

    assert (whole.beside, whole.beside_flagged) == (3, 2)


def test_days_within_a_month_are_counted_from_dossiers(agency):
    settle(agency, 2, day=date(2026, 3, 10))
    settle(agency, 3, day=date(2026, 4, 10))
    settle(agency, 4, day=date(2026, 5, 10))

    told = coverage(agency, Span.of(date(2026, 3, 11), date(2026, 5, 10)), ON)

    assert told.whole.settled == 7
    assert coverage(agency, HALF, date(2026, 4, 9)).whole.settled == 2


def test_ratings_of_the_portal_are_counted_once_and_told_apart(agency):
    unit = UnitFactory(agency=agency)
    settle(agency, 20, unit=unit)
    month = date(2026, 3, 1)
    whole = {"agency": agency, "month": month, "source": "Cổng"}
    RatingCount.objects.create(returned=9, handed_out=12, levels=[0, 0, 1, 3, 4], **whole)
    RatingCount.objects.create(returned=6, levels=[0, 0, 0, 2, 4], unit=unit, **whole)

    told = coverage(agency, HALF, ON)

    assert (told.whole.answers, told.whole.portal) == (8, 8)
    assert told.units[unit.pk].portal == 6
    assert (told.handed_out, told.returned, told.invalid) == (12, 9, 1)
    assert told.proofs[""].answers == 8
    assert (told.whole.percent, told.whole.percent_of_sheets) == (Decimal("40.00"), Decimal("0.00"))


def test_handed_out_is_unknown_where_nobody_counted(agency):
    survey = SurveyFactory(agency=agency)
    assert coverage(agency, HALF, ON).handed_out is None

    Handout.objects.create(agency=agency, survey=survey, given_date=date(2026, 2, 1), count=40)
    assert coverage(agency, HALF, ON).handed_out == 40


def test_answers_on_the_system_itself_do_not_count(agency):
    settle(agency, 2)
    survey = SurveyFactory(agency=agency, is_standing=False)
    questionnaire = survey.asks.questionnaire
    questionnaire.about = "SYSTEM"
    questionnaire.save()
    answer(agency, survey=survey)

    told = coverage(agency, HALF, ON)

    assert (told.came.answers, told.returned) == (0, 0)


def test_halves_follow_the_days_figures_are_closed(agency):
    first, second = (days_of(agency.pk, Period("half", 2026, index)) for index in (1, 2))
    assert (first.start, first.end) == (date(2026, 1, 1), date(2026, 5, 31))
    assert (second.start, second.end) == (date(2026, 6, 1), date(2026, 10, 31))

    year = Period("year", 2026)
    assert days_of(agency.pk, year) == year


def test_other_agencies_are_not_counted_and_cost_no_more_queries(agency, other_agency, django_assert_max_num_queries):
    for one in (agency, other_agency):
        answer_for(settle(one, 2)[:1])
    with django_assert_max_num_queries(14):
        told = coverages({agency.pk: HALF, other_agency.pk: HALF}, on=ON)

    assert [one.whole.answers for one in told.values()] == [1, 1]
    assert told[agency.pk].whole.settled == 2
