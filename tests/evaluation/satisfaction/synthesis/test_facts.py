"""What objectives and reviews read of satisfaction: without flagged answers, of the agency and its units."""

from datetime import date
from decimal import Decimal

import pytest

from sotay.evaluation.models import Answer, SuspectAnswer, Suspicion, Synthesis
from sotay.evaluation.reviews.inputs import FACTS
from sotay.evaluation.reviews.models import Input
from sotay.standard.catalogue.periods import Span
from sotay.standard.registry.facts import Asked, facts, numbers
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory
from tests.factories.satisfaction import SurveyFactory

pytestmark = pytest.mark.django_db
SPAN = Span.of(date(2026, 1, 1), date(2026, 12, 31))


def told(code, *agencies):
    return numbers(code, Asked(tuple(one.pk for one in agencies), SPAN, TODAY))


def test_rate_and_mean_of_agency_and_unit(agency, answered):
    rate, mean = told("satisfaction.rate", agency), told("satisfaction.mean", agency)

    assert {key: one.value for key, one in rate.items()} == {
        (agency.pk, None): Decimal("66.67"),
        (agency.pk, answered.pk): Decimal(50),
    }
    assert mean[agency.pk, None].value == Decimal("4.00")
    assert (rate[agency.pk, None].link, rate[agency.pk, None].query) == ("evaluation:synthesis_list", {"year": "2026"})
    assert rate[agency.pk, None].said == "4/6 lượt trả lời hài lòng, của 3 phiếu"


def test_what_is_flagged_is_left_out_and_told_beside(agency, answered):
    answer = Answer.objects.get(channel="QR")
    one = Suspicion.objects.create(
        agency=agency, kind="BURST", key="a", slug="a", survey=answer.survey, day=TODAY, found_date=TODAY
    )
    SuspectAnswer.objects.create(agency=agency, suspicion=one, answer=answer)

    number = told("satisfaction.rate", agency)[agency.pk, None]

    assert number.value == 100
    assert number.said.endswith("cả 1 phiếu cần xem lại hoặc không tính: 66,67")


def test_who_has_no_answers_has_no_number(agency, answered):
    other = AgencyFactory()
    assert {key[0] for key in told("satisfaction.rate", agency, other)} == {agency.pk}


def test_many_agencies_are_one_query(agency, answered, django_assert_num_queries):
    others = AgencyFactory.create_batch(3)
    with django_assert_num_queries(3):  # who asks, parameters, counts
        told("satisfaction.rate", agency, *others)


def test_reports_are_counted_by_their_day(agency):
    assert not told("satisfaction.reports", agency)
    SurveyFactory(agency=agency)
    assert told("satisfaction.reports", agency)[agency.pk, None].value == 0
    Synthesis.objects.create(
        agency=agency, code="A", slug="a", title="A", from_date=TODAY, to_date=TODAY, state="ISSUED", issued_date=TODAY
    )
    assert told("satisfaction.reports", agency)[agency.pk, None].value == 1


def test_the_review_reads_them():
    assert {"satisfaction.rate", "satisfaction.mean", "satisfaction.reports"} <= set(FACTS[Input.C1]) & set(facts())
    assert facts()["satisfaction.rate"].for_objectives
